import Link from 'next/link'
import { momentInWords } from '@/lib/kernel/clock'
import type { AroundNews, NewsLine, RequirementNews } from '@/lib/notify/catch-up'
import type { ChangeAround } from '@/lib/versions/compare-around'
import type { RedlineNode } from '@/lib/versions/redline'
import { Redline } from '../versions/redline'

const named = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names)
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** One part for each requirement with news: its words, what became of them, then what was said about it. */
export function Requirements({ news, redline, slug }: { news: readonly RequirementNews[]; redline: readonly RedlineNode[]; slug: string }) {
  return (
    <ul className="border-t border-line">
      {news.map((one) => (
        <li key={one.id} className="border-b border-line py-5 [overflow-wrap:anywhere]">
          <h3 className="text-body font-bold">{one.there ? <Link href={`/workspace/standards/${slug}#${one.id}`} className="inline-block min-h-6">{one.name}</Link> : one.name}</h3>
          <p className="mt-1 max-w-prose text-quiet">{one.statement || 'No words yet.'}</p>
          <ul className="mt-2 max-w-prose space-y-2">
            {one.change && <li><p><span className="font-semibold">{capital(one.change)}</span>{one.by.length > 0 && <span className="text-quiet">, by {named(one.by)}</span>}</p></li>}
            {one.lines.map((line, index) => <li key={index}><Line line={line} /></li>)}
          </ul>
          {one.change && <Words nodes={redline.filter((node) => node.attrs?.id === one.id)} name={one.name} />}
        </li>
      ))}
    </ul>
  )
}

function Words({ nodes, name }: { nodes: readonly RedlineNode[]; name: string }) {
  if (nodes.length === 0) return null
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">See the words<span className="sr-only"> of {name}</span></summary>
      <Redline nodes={nodes} topHeading={4} />
    </details>
  )
}

function Line({ line: { who, did, words, link, at } }: { line: NewsLine }) {
  return (
    <>
      <p>{who} <Link href={link} className="inline-block min-h-6">{did}</Link></p>
      {words && <blockquote className="mt-1 border-l-2 border-line pl-3">{words}</blockquote>}
      <p className="text-small text-quiet">{momentInWords(at)}</p>
    </>
  )
}

export function Around({ changes, news }: { changes: readonly ChangeAround[]; news: readonly AroundNews[] }) {
  return (
    <ul className="border-t border-line">
      {changes.map((change) => <li key={`${change.id} ${change.kind}`} className="border-b border-line py-2 [overflow-wrap:anywhere]">{change.sentence}</li>)}
      {news.map(({ on, line }, index) => <li key={index} className="border-b border-line py-2 [overflow-wrap:anywhere]"><p className="text-small text-quiet">On {on}</p><Line line={line} /></li>)}
    </ul>
  )
}

export function Events({ events }: { events: readonly { readonly id: number; readonly at: Date; readonly actorName: string; readonly sentence: string }[] }) {
  return (
    <ul className="border-t border-line">
      {events.map(({ id, at, actorName, sentence }) => (
        <li key={id} className="border-b border-line py-2 [overflow-wrap:anywhere]"><p>{actorName} {sentence}</p><p className="text-small text-quiet">{momentInWords(at)}</p></li>
      ))}
    </ul>
  )
}
