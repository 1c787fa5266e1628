import type { Metadata } from 'next'
import Link from 'next/link'
import { type Task, TaskList } from '@/components/sign-off/task-list'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { threadCounts } from '@/lib/comments/queries'
import { db } from '@/lib/db'
import { ruleInWords } from '@/lib/groups/quorum'
import type { Actor } from '@/lib/kernel/actor'
import { londonDate } from '@/lib/kernel/clock'
import { opening } from '@/lib/signoff/policy'
import { charterInForce, roundsOf } from '@/lib/signoff/queries'
import { candidateOf } from '@/lib/versions/candidate-queries'
import { type VersionListed, versionsOfStandard } from '@/lib/versions/queries'
import type { StandardInView } from '@/lib/versions/standard-queries'
import { found } from '../../found'
import { open } from '../actions'
import { Hidden } from '../hidden'

export const metadata: Metadata = { title: 'Open a sign-off round' }

interface Props { params: Promise<{ slug: string }> }

/** What a group looks at before it decides. None of it stops the round: whoever opens it answers for that. */
async function tasksOf(actor: Actor, standard: StandardInView, version: VersionListed): Promise<Task[]> {
  const base = `/workspace/standards/${standard.slug}`
  const [candidate, threads] = [await candidateOf(db(), standard), await threadCounts(db(), actor, standard.id)]
  const same = candidate.ok && candidate.value.digest === version.digest
  const open = threads.ok ? threads.value.open : 0
  return [
    { name: `The draft says what ${version.label} says`, done: same, href: `${base}/compare/${version.label}...draft`,
      words: same ? 'Nothing has been written since' : `Something has been written since. The round is about ${version.label} as it was tagged` },
    { name: 'Comments are resolved', done: open === 0, href: base, words: open === 0 ? 'No thread is open' : `${open} ${open === 1 ? 'thread is' : 'threads are'} open` },
  ]
}

export default async function OpenRoundPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/open`)
  const { standard, standing, opening: how, now } = found(await roundsOf(db(), actor, slug))
  const version = (await versionsOfStandard(db(), standard.id)).find((one) => one.id === how.newestVersionId)
  const charter = await charterInForce(db(), standard.groupId)
  const base = `/workspace/standards/${slug}`
  const refusal = opening(standing, how)
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
      <PageHeader title={version ? `Open a round on ${version.label}` : 'Open a round'} lead="The seats are fixed when it opens. Positions bind to this very text." />
      {!version ? <EmptyState title="There is no version yet" action={<LinkButton href={`${base}/versions`}>Go to the versions</LinkButton>} /> : (
        <>
          <SummaryList rows={[
            { key: 'Text', value: <Link href={`${base}/versions/${version.label}`}>{version.title}, {version.label}</Link> },
            { key: 'Digest (SHA-256)', value: <Digest digest={version.digest} /> },
            { key: 'Seats', value: `${how.seats}` },
            { key: 'Rule', value: charter ? ruleInWords(charter.quorum) : 'There is no charter yet' },
          ]} />
          <Section title="Before it opens"><TaskList tasks={await tasksOf(actor, standard, version)} /></Section>
          <Section title="When it closes">
            <ActionForm action={open}>
              <Hidden slug={slug} standardId={standard.id} versionId={version.id} />
              {!refusal && (
                <div className="flex flex-wrap items-end gap-6">
                  <TextInput name="closesAt" type="date" label="Day" hint="In the time of London." min={londonDate(now)} className="w-52" required />
                  <TextInput name="closesTime" type="time" label="Time" defaultValue="17:00" className="w-40" required />
                </div>
              )}
              <div className="flex flex-wrap items-start gap-3">
                <SubmitButton refusal={refusal}>Open the round</SubmitButton>
                <LinkButton href={`${base}/sign-off`} variant="quiet">Not now</LinkButton>
              </div>
            </ActionForm>
          </Section>
        </>
      )}
    </Page>
  )
}
