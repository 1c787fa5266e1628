import type { DocumentJson } from '@/lib/document/types'
import { safeId, wholeNumber } from './safe-attributes'
import { wordsOf } from './words'

export interface ContentsEntry { readonly id: string; readonly words: string; readonly level: number; readonly screenOnly?: boolean }

/** The headings of a text down to `deepest`, in order; a heading without words or a sound id is left out. */
export function contentsOf(document: DocumentJson, deepest = 2): ContentsEntry[] {
  return document.content.flatMap((node) => {
    const id = safeId(node.attrs?.id)
    const level = wholeNumber(node.attrs?.level, 1, 4) ?? 1
    const words = wordsOf(node).trim()
    return node.type === 'heading' && id && words && level <= deepest ? [{ id, words, level }] : []
  })
}

/** A contents list. Deeper headings are set in, not nested: authors skip levels. */
export function ContentsList({ entries, title = 'Contents' }: { entries: readonly ContentsEntry[]; title?: string }) {
  if (entries.length === 0) return null
  const top = Math.min(...entries.map((entry) => entry.level))
  return (
    <nav aria-label={title}>
      <p className="font-semibold">{title}</p>
      <ol className="mt-2 border-l border-line">
        {entries.map((entry) => (
          <li key={entry.id} className={`${entry.level > top ? 'pl-8' : 'pl-4'} ${entry.screenOnly ? 'print:hidden' : ''}`}>
            <a href={`#${entry.id}`} className="inline-block min-h-6 py-1">{entry.words}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
