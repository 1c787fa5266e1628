import { type Adopter, dayInWords } from '@/lib/adoption/adoption'
import { SectionTitle } from './shell'

/** As many as are read at a glance; the rest is behind one press, and the browser's search opens it. */
const shown = 24

const countInWords = (adopters: readonly Adopter[]): string => {
  const councils = new Set(adopters.map((one) => one.organisation)).size
  return `${councils.toLocaleString('en-GB')} ${councils === 1 ? 'council' : 'councils'}.`
}

/** Which councils adopted which version. Never who in them. */
export function Adopters({ adopters, slug, label, open }: { adopters: readonly Adopter[]; slug: string; label: string; open: boolean }) {
  return (
    <section aria-labelledby="adopters">
      <SectionTitle id="adopters">Adopted by</SectionTitle>
      {adopters.length === 0 ? <p>No council has recorded that it adopted this standard yet.</p> : (
        <>
          {adopters.length > 1 ? <p className="mb-3">{countInWords(adopters)}</p> : null}
          <List adopters={adopters.slice(0, shown)} />
          {adopters.length > shown ? (
            <details className="print:hidden">
              <summary className="inline-flex min-h-11 w-fit cursor-pointer items-center text-action underline underline-offset-4">The other {adopters.length - shown}, to {adopters.at(-1)!.organisation}</summary>
              <List adopters={adopters.slice(shown)} />
            </details>
          ) : null}
        </>
      )}
      {open ? <p className="mt-3 print:hidden"><a href={`/workspace/adoptions/new?standard=${slug}&version=${label}`} className="inline-block py-1">Record that your council adopts {label}</a> (you sign in first)</p> : null}
    </section>
  )
}

function List({ adopters }: { adopters: readonly Adopter[] }) {
  return (
    <ul className="max-w-[80ch] border-t border-line">
      {adopters.map((one) => (
        <li key={`${one.organisation} ${one.label}`} className="flex flex-wrap gap-x-4 border-b border-line py-2 [overflow-wrap:anywhere]">
          <span className="font-semibold">{one.organisation}</span>
          <span>{one.label}, adopted {dayInWords(one.adoptedOn)}{one.movedTo ? `; moved to ${one.movedTo} since` : ''}</span>
        </li>
      ))}
    </ul>
  )
}
