import type { Metadata } from 'next'
import Link from 'next/link'
import { AsksBeforeLeaving } from '@/components/adoption/asks-before-leaving'
import { WhoSees } from '@/components/adoption/who-sees'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { revisionOf } from '@/lib/adoption/assessment-queries'
import { addingTo } from '@/lib/adoption/policy'
import type { RequirementFor } from '@/lib/adoption/queries'
import { db } from '@/lib/db'
import { sectionInWords } from '@/lib/document/requirements'
import { refuse } from '@/lib/kernel/refusal'
import { assess } from '../../actions'
import { Counts } from '../counts'
import { adoptionFound } from '../found'
import { Question } from './question'

export const metadata: Metadata = { title: 'Self-assessment' }

const ways = {
  all: { label: 'All', of: () => true },
  left: { label: 'Not assessed', of: ({ state }: RequirementFor) => state === 'not assessed' },
  unmet: { label: 'Partly met or not met', of: ({ state }: RequirementFor) => state === 'partly met' || state === 'not met' },
  old: { label: 'Evidence out of date', of: ({ state }: RequirementFor) => state === 'evidence out of date' },
} as const

type Way = keyof typeof ways

const wayOf = (show: unknown): Way => (typeof show === 'string' && Object.hasOwn(ways, show) ? show as Way : 'all')

interface Props { params: Promise<{ adoption: string }>; searchParams: Promise<Record<'show' | 'saved', string | string[] | undefined>> }

/** The self-assessment, requirement by requirement. It may be saved as often as one likes, and in part. */
export default async function AssessPage({ params, searchParams }: Props) {
  const { show, saved } = await searchParams
  const view = await adoptionFound(params, '/assess')
  const { adoption, council, requirements, exemptions, today } = view
  const refusal = addingTo(adoption)
  const crumbs = <Crumbs trail={[{ href: '/workspace/adoptions', label: 'Adoptions' }, { href: `/workspace/adoptions/${adoption.id}`, label: `${adoption.title}, ${adoption.label}` }]} />
  if (refusal || !requirements) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal ?? refuse('closed')} title="Nothing can be added to this adoption" /></Page>
  const way = wayOf(show)
  const asked = requirements.filter((one) => one.applicability !== 'does not apply')
  const listed = asked.filter(ways[way].of)
  const revision = await revisionOf(db(), adoption.id)
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={council.name} title="Self-assessment" lead={`How your council meets each requirement of ${adoption.label} that applies to it. Save as often as you like: each saving is kept.`} />
      <div className="mb-6 space-y-4">
        {typeof saved === 'string' && /^\d+$/.test(saved) && <Notice kind="done" live title={saved === '1' ? '1 requirement is saved' : `${saved} requirements are saved`} />}
        <Counts requirements={requirements} />
        <WhoSees />
        <Choice base={`/workspace/adoptions/${adoption.id}/assess`} way={way} asked={asked} />
      </div>
      {listed.length === 0 ? <EmptyState title={way === 'left' ? 'Every requirement is assessed' : 'None of them'}>Choose another list above.</EmptyState> : (
        <ActionForm key={`${revision} ${way}`} action={assess} label="Self-assessment" className="space-y-10">
          {Object.entries({ adoptionId: adoption.id, shown: String(revision), show: way }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <AsksBeforeLeaving />
          {sections(listed).map(([section, ones]) => (
            <section key={section} className="space-y-6">
              {section && <h2 className="text-heading font-bold [overflow-wrap:anywhere]">{section}</h2>}
              {ones.map((one) => <Question key={one.requirement.id} {...one} slug={adoption.slug} label={adoption.label} today={today} exemptions={exemptions.filter(({ blockId }) => blockId === one.requirement.id)} />)}
              <SubmitButton>Save</SubmitButton>
            </section>
          ))}
        </ActionForm>
      )}
    </Page>
  )
}

function sections(all: readonly RequirementFor[]): [string, RequirementFor[]][] {
  const found = new Map<string, RequirementFor[]>()
  for (const one of all) found.set(sectionInWords(one.requirement), [...(found.get(sectionInWords(one.requirement)) ?? []), one])
  return [...found]
}

function Choice({ base, way, asked }: { base: string; way: Way; asked: readonly RequirementFor[] }) {
  return (
    <nav aria-label="Which requirements" className="flex flex-wrap gap-x-6 gap-y-1">
      {(Object.keys(ways) as Way[]).map((one) => (
        <Link key={one} href={one === 'all' ? base : `${base}?show=${one}`} aria-current={one === way ? 'page' : undefined} className="inline-block py-1 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline">
          {ways[one].label} ({asked.filter(ways[one].of).length})
        </Link>
      ))}
    </nav>
  )
}
