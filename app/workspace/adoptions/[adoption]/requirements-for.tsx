import Link from 'next/link'
import { StateTag } from '@/components/adoption/state-tag'
import { LevelBadge } from '@/components/document/level-badge'
import { Tag } from '@/components/ui/tag'
import type { Applicability } from '@/lib/adoption/applicability'
import { dayInWords } from '@/lib/adoption/adoption'
import type { AdoptionInView, RequirementFor } from '@/lib/adoption/queries'
import { appliesToInWords } from '@/lib/document/applies-to'

const count = (requirements: readonly RequirementFor[], which: Applicability) => requirements.filter((one) => one.applicability === which).length

/** Each requirement of the adopted version, with whether it is this council's. */
export function RequirementsFor({ adoption, council, requirements }: AdoptionInView) {
  if (!requirements) return <p className="max-w-prose text-quiet">The text of this version was withdrawn for legal reasons and is no longer shown.</p>
  const [not, unknown] = [count(requirements, 'does not apply'), count(requirements, 'not known')]
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">
        {count(requirements, 'applies')} of {requirements.length} apply to {council.name}{council.nation ? ` (${council.nation})` : ''}
        {not > 0 && `, ${not} ${not === 1 ? 'does' : 'do'} not`}{unknown > 0 && `, of ${unknown} it is not known: ask an administrator to enter your council’s nation and type`}.
      </p>
      <ul className="border-t border-line">
        {requirements.map(({ requirement, applicability, state, finding }) => (
          <li key={requirement.id} aria-label={requirement.ref ?? undefined} className="border-b border-line py-3 [overflow-wrap:anywhere]">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Link href={`/standards/${adoption.slug}/${adoption.label}#${requirement.ref}`} className="inline-block min-h-6 font-semibold">{requirement.ref}</Link>
              <LevelBadge level={requirement.level} />
              {requirement.appliesTo !== '' && <span className="text-small text-quiet">{appliesToInWords(requirement.appliesTo)}</span>}
              <Applies applicability={applicability} conditional={requirement.appliesTo !== ''} />
              {applicability !== 'does not apply' && <StateTag state={state} level={requirement.level} />}
            </p>
            <p className={`mt-1 ${applicability === 'does not apply' ? 'text-quiet' : ''}`}>{requirement.statement.text}</p>
            {finding && applicability !== 'does not apply' && <Found finding={finding} />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is everyone's needs no word. */
function Applies({ applicability, conditional }: { applicability: Applicability; conditional: boolean }) {
  if (!conditional) return null
  if (applicability === 'applies') return <Tag kind="done">Applies to you</Tag>
  return applicability === 'does not apply' ? <Tag>Does not apply to you</Tag> : <Tag kind="waits">Not known</Tag>
}

/** Only what is plainly an address is a link. */
function Found({ finding: { note, evidence, evidenceExpiresOn } }: { finding: NonNullable<RequirementFor['finding']> }) {
  return (
    <div className="mt-1 text-small text-quiet">
      {note && <p className="whitespace-pre-line">{note}</p>}
      {evidence && <p>Evidence: {/^https?:\/\/\S+$/.test(evidence) ? <a href={evidence} rel="noreferrer">{evidence}</a> : evidence}{evidenceExpiresOn && `, until ${dayInWords(evidenceExpiresOn)}`}</p>}
    </div>
  )
}
