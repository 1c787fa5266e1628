import { dateInWords } from '@/lib/kernel/clock'
import { erratumLabel } from '@/lib/maintenance/erratum'
import type { Rewording } from '@/lib/maintenance/words'
import { classInWords } from '@/lib/versions/classes'
import type { ChangeClass } from '@/lib/versions/compare'
import { Rewordings } from '../maintenance/rewordings'
import { Banner } from './banner'
import { SectionTitle } from './shell'

export interface PublicErratum {
  readonly id: string
  readonly on: string
  readonly explanation: string
  readonly class: ChangeClass
  readonly changes: readonly Rewording[]
  readonly state: { readonly number: number; readonly at: Date }
}

export function ErrataBanner({ errata }: { errata: readonly PublicErratum[] }) {
  if (errata.length === 0) return null
  const many = errata.length > 1
  return (
    <Banner kind="plain" title={many ? `${errata.length} errata` : '1 erratum'}>
      {many ? 'They stand' : 'It stands'} beside the text, which is as it was signed. No assessment changes. <a href="#errata">{many ? 'Read the errata' : 'Read the erratum'}</a>
    </Banner>
  )
}

/** What was wrong in the published text and does not affect conformance. */
export function Errata({ errata, label }: { errata: readonly PublicErratum[]; label: string }) {
  if (errata.length === 0) return null
  return (
    <section aria-labelledby="errata" className="border-t border-line">
      <SectionTitle id="errata">Errata</SectionTitle>
      <p className="max-w-[80ch]">The text of {label} above is not altered: it is what was signed. These corrections stand beside it.</p>
      <ol className="mt-4 max-w-[80ch] border-t border-line">
        {errata.map((one) => (
          <li key={one.id} className="border-b border-line py-4 break-inside-avoid [overflow-wrap:anywhere]">
            <p><strong>{erratumLabel(one.state.number)}</strong>, {one.on.replace(/^A/, /^An? /.test(one.on) ? 'a' : 'A')}, {dateInWords(one.state.at)}</p>
            <p className="text-small text-quiet">Class {one.class}: {classInWords[one.class]}</p>
            <p className="mt-2 whitespace-pre-line">{one.explanation}</p>
            <div className="mt-3"><Rewordings changes={one.changes} /></div>
          </li>
        ))}
      </ol>
    </section>
  )
}
