import { dateInWords } from '@/lib/kernel/clock'
import type { DeclaredInterest } from '@/lib/calls/declaration'

/** What somebody declared, under their name wherever they say what they think: an interest behind one press, nothing to declare in a word. Silent where nothing was asked of them yet. */
export function Interests({ of, declared }: { of: string; declared: readonly DeclaredInterest[] }) {
  if (declared.length === 0) return null
  if (declared.every((one) => one.nothing)) return <span className="block text-small text-quiet">Nothing to declare</span>
  return (
    <details className="text-small">
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">
        Interest declared<span className="sr-only"> by {of}</span>
      </summary>
      <DeclaredList declared={declared} />
    </details>
  )
}

/** Declarations with their days, newest first. */
export function DeclaredList({ declared }: { declared: readonly DeclaredInterest[] }) {
  return (
    <ul className="mt-1 max-w-prose space-y-1 border-l-4 border-line pl-3">
      {declared.map((one) => (
        <li key={`${Number(new Date(one.at))} ${one.text}`} className="[overflow-wrap:anywhere] whitespace-pre-line">
          {one.nothing ? 'Nothing to declare' : one.text} <span className="text-quiet">({dateInWords(new Date(one.at))})</span>
        </li>
      ))}
    </ul>
  )
}
