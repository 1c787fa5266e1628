import Link from 'next/link'
import { StateTag } from '@/components/adoption/state-tag'
import { LevelBadge } from '@/components/document/level-badge'
import { Radios, TextArea, TextInput } from '@/components/ui/field'
import { dayInWords, type Exemption, exemptionHolds } from '@/lib/adoption/adoption'
import { fieldOf, findingResults, longestEvidence, longestNote, reasonNeeded, stateInWords } from '@/lib/adoption/assessment'
import type { RequirementFor } from '@/lib/adoption/queries'
import { dateInWords } from '@/lib/kernel/clock'

interface Props extends RequirementFor { readonly slug: string; readonly label: string; readonly today: string; readonly exemptions: readonly Exemption[] }

const capital = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}`

/** How one requirement is met: the council's answer, why, and what shows it. */
export function Question({ requirement, finding, state, slug, label, today, exemptions }: Props) {
  const { id, ref, level, statement, evidence } = requirement
  const said = finding?.result ?? 'not assessed'
  return (
    <div role="group" aria-labelledby={`about-${id}`} className="space-y-3 border-t border-line pt-5">
      <h3 id={`about-${id}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link href={`/standards/${slug}/${label}#${ref}`} className="inline-block min-h-6 font-semibold">{ref}</Link>
        <LevelBadge level={level} />
        {state !== said && <StateTag state={state} level={level} />}
      </h3>
      <p className="[overflow-wrap:anywhere]">{statement.text}</p>
      {evidence && <p className="text-small text-quiet [overflow-wrap:anywhere]">Evidence asked for: {evidence.text}</p>}
      <WhyOtherwise state={state} finding={finding} exemptions={exemptions} today={today} />
      <Radios name={fieldOf('result', id)} label={`How ${ref} is met`} inline defaultValue={said} choices={findingResults.map((value) => ({ value, label: capital(stateInWords(value, level)) }))} />
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <TextArea name={fieldOf('note', id)} label={`Note on ${ref}`} rows={2} maxLength={longestNote} defaultValue={finding?.note}
            {...(reasonNeeded('not met', level) ? { hint: 'Partly met, not met or not applicable needs a reason.' } : { hint: 'Not applicable needs a reason.' })} />
        </div>
        <TextInput name={fieldOf('evidence', id)} label={`Evidence for ${ref}`} hint="A link, or where it is kept." maxLength={longestEvidence} defaultValue={finding?.evidence} />
        <TextInput name={fieldOf('expires', id)} type="date" label="Last day of the evidence" hint="Empty: it does not go out of date." defaultValue={finding?.evidenceExpiresOn ?? undefined} className="max-w-52" />
      </div>
      {finding && <p className="text-small text-quiet">Assessed by {finding.recordedByName}, {dateInWords(finding.recordedAt)}{finding.revision === null && ', under an earlier version with the same words'}</p>}
    </div>
  )
}

function WhyOtherwise({ state, finding, exemptions, today }: Pick<Props, 'state' | 'finding' | 'exemptions' | 'today'>) {
  const newest = exemptions.toSorted((a, b) => b.expiresOn.localeCompare(a.expiresOn))[0]
  if (state === 'evidence out of date') return <p className="text-small text-waits">Its evidence counted until {dayInWords(finding!.evidenceExpiresOn!)}. Say what shows it now, and until when.</p>
  if (!newest || (state !== 'exempt' && state !== 'not met')) return null
  return <p className="text-small text-waits">{exemptionHolds(newest, today) ? `Exempt until ${dayInWords(newest.expiresOn)}.` : `The exemption ended on ${dayInWords(newest.expiresOn)}: not met, until you find otherwise.`}</p>
}
