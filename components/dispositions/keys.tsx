import { outcomeInWords } from '@/lib/consultation/disposition'
import { outcomeKeys } from './outcome-keys'

const keys: readonly (readonly [string, string])[] = [
  ['J or ↓', 'the next comment'], ['K or ↑', 'the one before'], ...Object.entries(outcomeKeys).map(([key, outcome]) => [key, `${outcomeInWords[outcome]}, then the reason`] as const),
  ['R', 'to the reason'], ['Ctrl + Enter', 'save, then the next'],
]

/** Every step can be reached with Tab alone; these are quicker. */
export function Keys() {
  return (
    <details className="mt-12 max-w-prose">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">Keys of this page</summary>
      <dl className="mt-3 border-t border-line">
        {keys.map(([key, does]) => (
          <div key={key} className="flex gap-6 border-b border-line py-2"><dt className="w-32 shrink-0"><kbd className="font-mono">{key}</kbd></dt><dd>{does}</dd></div>
        ))}
      </dl>
      <p className="mt-2 text-small text-quiet">Single keys do nothing while you write in a field; there, Escape and Tab leave it.</p>
    </details>
  )
}
