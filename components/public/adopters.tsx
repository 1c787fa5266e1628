import { type Adopter, dayInWords } from '@/lib/adoption/adoption'
import { SectionTitle } from './shell'

/** Which councils adopted which version. Never who in them. */
export function Adopters({ adopters, slug, label, open }: { adopters: readonly Adopter[]; slug: string; label: string; open: boolean }) {
  return (
    <section aria-labelledby="adopters">
      <SectionTitle id="adopters">Adopted by</SectionTitle>
      {adopters.length === 0 ? <p>No council has recorded that it adopted this standard yet.</p> : (
        <ul className="max-w-[80ch] border-t border-line">
          {adopters.map((one) => (
            <li key={`${one.organisation} ${one.label}`} className="flex flex-wrap gap-x-4 border-b border-line py-2 [overflow-wrap:anywhere]">
              <span className="font-semibold">{one.organisation}</span>
              <span>{one.label}, adopted {dayInWords(one.adoptedOn)}{one.movedTo ? `; moved to ${one.movedTo} since` : ''}</span>
            </li>
          ))}
        </ul>
      )}
      {open ? <p className="mt-3 print:hidden"><a href={`/workspace/adoptions/new?standard=${slug}&version=${label}`} className="inline-block py-1">Record that your council adopts {label}</a> (you sign in first)</p> : null}
    </section>
  )
}
