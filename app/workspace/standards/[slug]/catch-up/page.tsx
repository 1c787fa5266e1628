import type { Metadata } from 'next'
import Link from 'next/link'
import { Around, Events, Requirements } from '@/components/catch-up/news'
import { Button, LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Select } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { type CatchUp, catchUpOf, type News } from '@/lib/notify/catch-up-queries'
import { found } from '../found'
import { caughtUp } from './actions'

export const metadata: Metadata = { title: 'Catch me up' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ since?: string; done?: string }> }

/** What is new to the person, in words. Looking moves nothing: it is there again after a reload. */
export default async function CatchUpPage({ params, searchParams }: Props) {
  const { slug } = await params
  const { since = '', done } = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/catch-up`)
  const told = found(await catchUpOf(db(), actor, slug, since === '' ? null : since))
  const { news } = told
  return (
    <Page width="text">
      <PageHeader kicker={told.standard.title} title="Catch me up" lead={leadOf(news)} />
      {done === 'caught-up' && <div className="mb-8"><Notice kind="done" live title="You have caught up"><p>What happens from now on stands here when you come back.</p></Notice></div>}
      {told.versions.length > 0 && <Choice slug={slug} since={since} versions={told.versions} />}
      {!news ? <FirstVisit told={told} slug={slug} /> : isEmpty(news) ? <Nothing news={news} /> : <NewsOf told={told} news={news} slug={slug} />}
    </Page>
  )
}

const leadOf = (news: News | null): string => !news ? 'What changed while you were away, requirement by requirement.'
  : news.since.kind === 'visit' ? `What others did since your last visit ended, ${momentInWords(news.since.at)}.` : `What happened since ${news.since.label} was tagged, ${momentInWords(news.since.at)}.`

const isEmpty = ({ requirements, around, changesAround, events }: News): boolean => requirements.length + around.length + changesAround.length + events.length === 0

function Choice({ slug, since, versions }: { slug: string; since: string; versions: readonly string[] }) {
  return (
    <form action={`/workspace/standards/${slug}/catch-up`} method="get" aria-label="Since when" className="mb-8 flex flex-wrap items-end gap-4">
      <Select name="since" id="since" label="Since" choices={[{ value: '', label: 'my last visit' }, ...versions.map((label) => ({ value: label, label }))]} defaultValue={since} className="w-48" />
      <Button variant="secondary">Show</Button>
    </form>
  )
}

function NewsOf({ told, news, slug }: { told: CatchUp; news: News; slug: string }) {
  const { requirements, around, changesAround, events } = news
  return (
    <>
      {!news.compared && <div className="mb-8"><Notice kind="waits" title="The text cannot be compared"><p>The draft holds something that has no place in a standard. The <Link href={`/workspace/standards/${slug}`}>draft</Link> shows it.</p></Notice></div>}
      <Section title="By requirement">
        {requirements.length > 0 ? <Requirements news={requirements} redline={news.redline} slug={slug} /> : <p className="text-quiet">No requirement has anything new.</p>}
      </Section>
      {around.length + changesAround.length > 0 && <Section title="Around the requirements"><Around changes={changesAround} news={around} /></Section>}
      {events.length > 0 && <Section title="The standard as a whole"><Events events={events} /></Section>}
      {news.since.kind === 'visit' && <CaughtUp told={told} slug={slug}>This stays here until you say so, or until your next visit has ended.</CaughtUp>}
    </>
  )
}

function Nothing({ news: { since } }: { news: News }) {
  return since.kind === 'visit'
    ? <EmptyState title="Nothing has changed since you were here"><p>Nobody else changed the text, wrote about it or took a step.</p></EmptyState>
    : <EmptyState title={`Nothing has changed since ${since.label}`}><p>The draft says what {since.label} says, and nothing was written about it.</p></EmptyState>
}

function FirstVisit({ told, slug }: { told: CatchUp; slug: string }) {
  return (
    <>
      <EmptyState title="You have no earlier visit" action={<LinkButton href={`/workspace/standards/${slug}`}>Open the draft</LinkButton>}>
        <p>{told.versions.length > 0 ? 'Choose a version to see what happened since it was tagged.' : 'What others do after this visit stands here when you come back.'}</p>
      </EmptyState>
      <CaughtUp told={told} slug={slug}>You can begin here without opening the draft: what happens from now on is then new to you.</CaughtUp>
    </>
  )
}

function CaughtUp({ told: { digest, now }, slug, children }: { told: CatchUp; slug: string; children: string }) {
  return (
    <ActionForm action={caughtUp} label="I have caught up" className="mt-10 flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line pt-6">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="digest" value={digest} />
      <input type="hidden" name="at" value={now.toISOString()} />
      <SubmitButton>I have caught up</SubmitButton>
      <p className="max-w-prose text-small text-quiet">{children}</p>
    </ActionForm>
  )
}
