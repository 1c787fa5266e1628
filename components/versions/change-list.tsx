import { type Comparison, type RequirementChange, tallyOf } from '@/lib/versions/compare'
import { classInWords } from '@/lib/versions/classes'
import { anchorOf, shownIn, summaryOf, type View } from './classes-in-words'

interface Props {
  comparison: Comparison
  view?: View
  /** The page that the redlines stand on; left out: this one. */
  page?: string
  /** Only so many, then how many more. */
  most?: number
}

/** First the sentences: what changed, requirement by requirement, each leading to its redline. */
export function ChangeList({ comparison, view = 'everything', page = '', most = Infinity }: Props) {
  const changes = shownIn(view, comparison)
  const around = view === 'duties' ? [] : comparison.around
  return (
    <div className="max-w-prose">
      <p>{summaryOf(comparison, tallyOf(comparison))}</p>
      {changes.length > 0 && (
        <ul className="mt-3 border-t border-line">
          {changes.slice(0, most).map((change) => <Change key={change.id} change={change} page={page} />)}
        </ul>
      )}
      {changes.length > most && <p className="py-2 text-quiet">and {changes.length - most} more.</p>}
      {around.length + (comparison.title ? 1 : 0) > 0 && view !== 'duties' && most === Infinity && <Around comparison={comparison} />}
    </div>
  )
}

function Change({ change, page }: { change: RequirementChange; page: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-line py-2">
      <a href={`${page}#${anchorOf(change)}`} className="inline-block min-h-6">{change.sentence}</a>
      <span className="text-small text-quiet">{classInWords[change.class]}</span>
    </li>
  )
}

function Around({ comparison: { around, title } }: { comparison: Comparison }) {
  return (
    <details className="mt-3">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">Around the requirements</summary>
      <ul className="mt-2 border-t border-line">
        {title && <li className="border-b border-line py-2">The title changed: “{title.before}” to “{title.after}”</li>}
        {around.map((change) => (
          <li key={`${change.id}${change.kind}`} className="border-b border-line py-2">
            {change.kind === 'removed' ? change.sentence : <a href={`#${change.id}`} className="inline-block min-h-6">{change.sentence}</a>}
          </li>
        ))}
      </ul>
    </details>
  )
}
