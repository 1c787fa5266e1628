import type { Comparison } from '@/lib/versions/compare'

const classInWords = {
  1: 'No change of text.',
  2: 'No effect on conformance.',
  3: 'May affect conformance.',
  4: 'Holds a new requirement.',
} as const

/** First the sentences, each a link to its redline below. `#FSM-09` is the requirement in the redline, also when it is gone. */
export function ChangesList({ comparison }: { comparison: Comparison }) {
  const changes = comparison.requirements.filter((change) => !change.kinds.includes('unchanged'))
  const same = comparison.requirements.length - changes.length
  return (
    <>
      <p className="max-w-[72ch]">
        {changes.length === 0 ? 'No requirement changed.' : `${changes.length} of ${comparison.requirements.length} requirements changed.`}
        {' '}{same > 0 ? `${same} ${same === 1 ? 'is' : 'are'} the same.` : ''} Class {comparison.class}: {classInWords[comparison.class]}
      </p>
      <ul className="mt-3 max-w-[80ch] border-t border-line">
        {comparison.title ? <li className="border-b border-line py-2">Title changed, “{comparison.title.before}” to “{comparison.title.after}”</li> : null}
        {changes.map((change) => (
          <li key={change.id} className="border-b border-line py-2">
            <a href={`#${change.ref ?? change.id}`} className="inline-block min-h-6">{change.sentence}</a>
          </li>
        ))}
        {comparison.around.map((change, index) => <li key={index} className="border-b border-line py-2 text-quiet">{change.sentence}</li>)}
      </ul>
    </>
  )
}
