import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Interests } from '@/components/calls/interests'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Select, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { Tag } from '@/components/ui/tag'
import { requirePerson } from '@/lib/auth/session'
import { declarationsOf } from '@/lib/calls/declaration-queries'
import { writingToColleagues } from '@/lib/consultation/colleague'
import { type ColleaguesInView, colleaguesOf } from '@/lib/consultation/colleague-queries'
import { limits } from '@/lib/consultation/comment'
import { statusInWords, workspaceAddress } from '@/lib/consultation/consultation'
import { consultationForPerson } from '@/lib/consultation/person-queries'
import { db } from '@/lib/db'
import { requirementsOf } from '@/lib/document/requirements'
import { momentInWords } from '@/lib/kernel/clock'
import { chooseSubmitter, writeAmongColleagues } from '../../../actions'
import { type At, numberOf } from '../../../found'

export const metadata: Metadata = { title: 'Colleagues' }

interface Props { params: Promise<At>; searchParams: Promise<{ of?: string; done?: string }> }

const doneInWords: Record<string, string> = {
  written: 'Your comment is there for your colleagues. Nobody outside your organisation reads it.',
  named: 'It is recorded who submits for your organisation. Earlier names are kept.',
}

export default async function OrganisationPage({ params, searchParams }: Props) {
  const [at, { of, done = '' }] = [await params, await searchParams]
  const actor = await requirePerson(`/workspace/consultations/${at.slug}/${at.number}/organisation`)
  const found = await colleaguesOf(db(), actor, at.slug, numberOf(at), of)
  if (!found.ok) notFound()
  const view = found.value
  const { consultation, organisation, comments } = view
  const declared = await declarationsOf(db(), comments.map((one) => one.authorId))
  const own = await consultationForPerson(db(), actor, at.slug, numberOf(at))
  const places = own.ok ? requirementsOf(own.value.content).map((one) => ({ value: one.id, label: `${one.ref ?? ''} ${one.statement.text.slice(0, 60)}` })) : []
  const refusal = writingToColleagues(consultation, view.now)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/consultations', label: 'Consultations' }, { href: workspaceAddress(consultation), label: consultation.title }]} />
      <PageHeader kicker={`${consultation.title}, ${consultation.versionLabel}`} title={`Colleagues at ${organisation.name}`}
        lead={`Only people of ${organisation.name} read this page: no advisor, no administrator, no member of another organisation. ${statusInWords(consultation, view.now)}.`} />
      {doneInWords[done] && <div className="mb-8"><Notice kind="done" live><p>{doneInWords[done]}</p></Notice></div>}
      <Submitting view={view} personId={actor.id} />
      <Section title="What we say to each other">
        {comments.length === 0 ? <EmptyState title="Nobody has written yet">Say here what your organisation should comment on, before it does.</EmptyState> : (
          <ul className="border-t border-line">
            {comments.map((one) => (
              <li key={one.id} className="border-b border-line py-3">
                <p className="flex flex-wrap gap-x-4 gap-y-1"><span className="font-semibold">On {one.ref || 'the whole text'}</span>{one.takenInto && <Tag kind="done">Taken into {one.takenInto}</Tag>}</p>
                <p className="mt-1 max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{one.body}</p>
                <p className="text-small text-quiet">{one.authorName}. {momentInWords(one.at)}</p>
                <Interests of={one.authorName} declared={declared.get(one.authorId) ?? []} />
              </li>
            ))}
          </ul>
        )}
        <ActionForm action={writeAmongColleagues} prefix="colleague" label="Write to colleagues" className="mt-6 space-y-4">
          <Place view={view} />
          {!refusal && <Select name="blockId" label="What is it on?" choices={[{ value: '', label: 'The whole text' }, ...places]} className="max-w-2xl" />}
          {!refusal && <TextArea name="body" label="Comment for colleagues" rows={4} maxLength={limits.body} required />}
          <SubmitButton variant="secondary" refusal={refusal}>Write to colleagues</SubmitButton>
        </ActionForm>
      </Section>
    </Page>
  )
}

const Place = ({ view: { consultation, organisation } }: { view: ColleaguesInView }) => (
  <>
    <input type="hidden" name="slug" value={consultation.slug} />
    <input type="hidden" name="consultation" value={consultation.number} />
    <input type="hidden" name="consultationId" value={consultation.id} />
    <input type="hidden" name="organisation" value={organisation.slug} />
    <input type="hidden" name="organisationId" value={organisation.id} />
  </>
)

/** Who submits, the way to change it, and for the submitter the way to submit. */
function Submitting({ view, personId }: { view: ColleaguesInView; personId: string }) {
  const { consultation, organisation, submitters, colleagues, now } = view
  const [current, ...earlier] = submitters
  const refusal = writingToColleagues(consultation, now)
  const others = colleagues.filter((one) => one.id !== current?.personId).sort((a, b) => Number(b.id === personId) - Number(a.id === personId))
  return (
    <Section title={`Who submits for ${organisation.name}`}>
      <p className="max-w-prose">{current ? `${current.name} submits, ${current.namedById === current.personId ? 'as volunteer' : `named by ${current.namedByName}`}, since ${momentInWords(current.at)}.`
        : 'Nobody yet. One person comments on behalf of the organisation: the first to volunteer, or whom a colleague names.'}</p>
      {earlier.length > 0 && <p className="mt-1 max-w-prose text-small text-quiet">Before: {earlier.map((one) => `${one.name} from ${momentInWords(one.at)}`).join('; ')}.</p>}
      {current?.personId === personId && !refusal && <div className="mt-4"><LinkButton href={`${workspaceAddress(consultation)}/comment`} variant="primary">Comment for {organisation.name}</LinkButton></div>}
      {others.length > 0 && (
        <ActionForm action={chooseSubmitter} prefix="submitter" label="Who submits" className="mt-4 flex flex-wrap items-end gap-4">
          <Place view={view} />
          {!refusal && <Select name="personId" label={current ? 'Name somebody else' : 'Volunteer, or name a colleague'} choices={others.map((one) => ({ value: one.id, label: one.id === personId ? `${one.name} (you)` : one.name }))} />}
          <SubmitButton variant="secondary" refusal={refusal}>{current ? 'Change who submits' : 'Set who submits'}</SubmitButton>
        </ActionForm>
      )}
    </Section>
  )
}
