import type { Metadata } from 'next'
import Link from 'next/link'
import { ErratumTag } from '@/components/maintenance/erratum-tag'
import { Rewordings } from '@/components/maintenance/rewordings'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { inSentence } from '@/lib/maintenance/words'
import { momentInWords } from '@/lib/kernel/clock'
import { erratumLabel } from '@/lib/maintenance/erratum'
import { decidingErratum } from '@/lib/maintenance/policy'
import { type ErratumInView, erratumInView } from '@/lib/maintenance/queries'
import { found } from '../../../found'
import { publishErratumAction, refuseErratumAction } from '../../actions'

export const metadata: Metadata = { title: 'Erratum' }

interface Props { params: Promise<{ slug: string; erratum: string }>; searchParams: Promise<{ proposed?: string; decided?: string }> }

export default async function ErratumPage({ params, searchParams }: Props) {
  const { slug, erratum: id } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/maintenance/errata/${id}`)
  const view = found(await erratumInView(db(), actor, slug, id))
  const { erratum, publication } = view
  const { state } = erratum
  const { proposed, decided } = await searchParams
  const base = `/workspace/standards/${slug}`
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/maintenance`, label: 'Maintenance' }]} />
      <PageHeader kicker={`${publication.title} ${publication.label}`} title={<>{state.kind === 'published' ? `Erratum ${erratumLabel(state.number)}` : 'Erratum'} on {inSentence(erratum.on)}</>} />
      <Told view={view} fresh={Boolean(proposed ?? decided)} base={base} />
      <SummaryList rows={[
        { key: 'State', value: <ErratumTag erratum={erratum} classed /> },
        ...(state.kind === 'refused' && state.byName === null ? [] : [{ key: 'Class', value: erratum.why }]),
        { key: 'Proposed', value: `${momentInWords(erratum.proposedAt)}, by ${erratum.proposedByName}` },
      ]} />
      <Section title="What was wrong"><p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{erratum.explanation}</p></Section>
      <Section title="The words"><Rewordings changes={erratum.changes} /></Section>
      {state.kind === 'waiting' && <Decide view={view} slug={slug} />}
    </Page>
  )
}

function Told({ view: { erratum: { state }, publication }, fresh, base }: { view: ErratumInView; fresh: boolean; base: string }) {
  const page = <a href={`/standards/${publication.slug}/${publication.label}#errata`}>the public page of {publication.label}</a>
  if (state.kind === 'published') return <div className="mb-8"><Notice kind="done" live={fresh} title={`Published as ${erratumLabel(state.number)}`}><p>On {momentInWords(state.at)}, by {state.byName}. It stands on {page}.</p></Notice></div>
  if (state.kind === 'waiting') return fresh ? <div className="mb-8"><Notice kind="done" live title="The erratum is proposed"><p>It waits for an advisor of the working group to publish it.</p></Notice></div> : null
  const byClass = state.byName === null
  return (
    <div className="mb-8">
      <Notice kind="refusal" live={fresh} title={byClass ? 'Refused as an erratum' : 'Refused'}>
        <p>{state.reason}</p>
        {byClass ? <p className="mt-1">Only what does not affect conformance is an erratum. It waits on <Link href={`${base}/backlog`}>the backlog</Link> for the next version.</p>
          : <p className="mt-1">By {state.byName}, {momentInWords(state.at)}.</p>}
      </Notice>
    </div>
  )
}

function Decide({ view: { standard, standing, erratum, publication }, slug }: { view: ErratumInView; slug: string }) {
  const refusal = decidingErratum(standing, { erratum: erratum.state, publication: publication.state })
  const hidden = Object.entries({ slug, standardId: standard.id, erratumId: erratum.id }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
  return (
    <Section title="Decide">
      <ActionForm action={publishErratumAction} label="Publish the erratum" prefix="publish">
        {hidden}
        {!refusal && <p className="max-w-prose">It becomes public at once, with its date, its class and this explanation. The text of {publication.label} stays as it was signed.</p>}
        <SubmitButton refusal={refusal}>Publish the erratum</SubmitButton>
      </ActionForm>
      {!refusal && (
        <div className="mt-10">
          <ActionForm action={refuseErratumAction} label="Refuse the erratum" prefix="refuse">
            {hidden}
            <TextArea name="reason" label="Why is it refused?" hint="Whoever proposed it reads this." rows={3} maxLength={2000} required />
            <SubmitButton variant="danger">Refuse the erratum</SubmitButton>
          </ActionForm>
        </div>
      )}
      <div className="mt-6"><LinkButton href={`/workspace/standards/${slug}/maintenance`} variant="quiet">Back to maintenance</LinkButton></div>
    </Section>
  )
}
