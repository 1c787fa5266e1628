import type { Metadata } from 'next'
import Link from 'next/link'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { councilsOf } from '@/lib/adoption/queries'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import { changeInWords, type Changed, countInWords, type DeskNews, isOverdue, type OwnGroup } from '@/lib/notify/desk'
import { deskFor } from '@/lib/notify/desk-queries'
import { organisationsOf } from '@/lib/organisations/queries'
import { seeAll } from './actions'
import { WaitingLine } from './waiting-line'

export const metadata: Metadata = { title: 'My desk' }

export default async function DeskPage() {
  const actor = await requirePerson('/workspace')
  const [{ waits, news, changed, groups, now }, councils] = await Promise.all([deskFor(db(), actor), councilsOf(db(), actor)])
  const advises = (await organisationsOf(db(), actor.id)).some(({ kind }) => kind === 'advisory body')
  return (
    <Page width="text">
      <PageHeader title="My desk" lead={<p>{countInWords(waits, now) ?? 'Nothing waits on you'}.</p>}
        actions={advises && <LinkButton href="/workspace/advising">Advisor’s desk</LinkButton>} />
      <Section title="Waits on you">
        {waits.length === 0 ? <p className="text-quiet">Nothing that you can do is waiting for you now. What others do next is told here and by mail.</p> : (
          <ol className="border-t border-line">{waits.map((one, index) => <li key={index} className={`border-b border-line border-l-4 py-3 pl-4 ${isOverdue(one, now) ? 'border-l-refusal' : 'border-l-waits'}`}><WaitingLine waiting={one} now={now} /></li>)}</ol>
        )}
      </Section>
      <Section title="Changed since you looked">
        {news.length > 0 && <NewsList news={news} />}
        {changed.length === 0 && news.length === 0 ? <p className="text-quiet">Nothing changed since you last looked.</p> : (
          <ul className={news.length > 0 ? '' : 'border-t border-line'}>{changed.map((one) => <ChangedLine key={one.slug} changed={one} />)}</ul>
        )}
      </Section>
      <Section title="Your groups">
        {groups.length === 0 ? (
          <EmptyState title="You are in no working group yet">
            People join by an invitation to their e-mail address. Published standards are <Link href="/standards">open to everyone</Link>.
          </EmptyState>
        ) : <ul className="border-t border-line">{groups.map((group) => <GroupLine key={group.slug} group={group} />)}</ul>}
      </Section>
      {councils.length > 0 && (
        <Section title={councils.length === 1 ? 'Your council' : 'Your councils'}>
          <p className="max-w-prose"><Link href="/workspace/adoptions" className={strong}>Adoptions</Link>: which standards {councils.map(({ name }) => name).join(' and ')} has adopted, and what has come since.</p>
        </Section>
      )}
    </Page>
  )
}

const strong = 'font-semibold'

function NewsList({ news }: { news: readonly DeskNews[] }) {
  return (
    <>
      <ul className="border-t border-line">
        {news.map((one) => (
          <li key={`${one.link} ${one.at.toISOString()}`} className="border-b border-line py-3">
            <Link href={one.link} className={strong}>{one.sentence}</Link>
            <p className="text-small text-quiet">{momentInWords(one.at)}</p>
          </li>
        ))}
      </ul>
      <ActionForm action={seeAll} prefix="seen" className="border-b border-line py-3"><SubmitButton variant="secondary" size="small">I have seen these</SubmitButton></ActionForm>
    </>
  )
}

function ChangedLine({ changed }: { changed: Changed }) {
  const words = changed.since ? changeInWords(changed.facts) : 'You have not opened it yet'
  return (
    <li className="border-b border-line py-3">
      <Link href={`/workspace/standards/${changed.slug}`} className={strong}>{changed.title}</Link>
      <p className="text-small text-quiet">{words}{changed.since && `, since ${momentInWords(changed.since)}`}</p>
      <Link href={`/workspace/standards/${changed.slug}/catch-up`} className="inline-block min-h-6 text-small" aria-label={`Catch me up on ${changed.title}`}>Catch me up</Link>
    </li>
  )
}

function GroupLine({ group }: { group: OwnGroup }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-line py-3">
      <Link href={`/workspace/groups/${group.slug}`} className={strong}>{group.name}</Link>
      <span className="text-small text-quiet">{group.next ? `${group.next.what} ${group.next.dayOnly ? dateInWords(group.next.at) : momentInWords(group.next.at)}` : 'No date set'}</span>
    </li>
  )
}
