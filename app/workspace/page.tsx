import type { Metadata } from 'next'
import Link from 'next/link'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import { changeInWords, type Changed, type DeskNews, type OwnGroup, type Waiting } from '@/lib/notify/desk'
import { deskFor } from '@/lib/notify/desk-queries'
import { seeAll } from './actions'
import { accept } from './invitations/[token]/actions'

export const metadata: Metadata = { title: 'My desk' }

export default async function DeskPage() {
  const actor = await requirePerson('/workspace')
  const { waits, news, changed, groups } = await deskFor(db(), actor)
  return (
    <Page width="text">
      <PageHeader title="My desk" />
      <Section title="Waits on you">
        {waits.length === 0 ? <p className="text-quiet">Nothing waits on you.</p> : (
          <ul className="border-t border-line">{waits.map((one, index) => <li key={index} className="border-b border-line border-l-4 border-l-waits py-3 pl-4"><WaitingLine waiting={one} /></li>)}</ul>
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
    </Page>
  )
}

const strong = 'font-semibold'

function WaitingLine({ waiting }: { waiting: Waiting }) {
  switch (waiting.kind) {
    case 'position': return (
      <>
        <Link href={waiting.link} className={strong}>Take a position on “{waiting.title}”</Link>
        <p className="text-small text-quiet">Sign-off round {waiting.round}, for the seat {waiting.seat}. By {momentInWords(waiting.by)}.</p>
      </>
    )
    case 'expressions': return (
      <>
        <Link href={waiting.link} className={strong}>{waiting.expressions === 1 ? '1 expression of interest' : `${waiting.expressions} expressions of interest`} to answer</Link>
        <p className="text-small text-quiet">“{waiting.title}” closed on {momentInWords(waiting.since)}.</p>
      </>
    )
    case 'certificate': return <Link href={waiting.link} className={strong}>Certify due process for “{waiting.title}” {waiting.version}</Link>
    case 'publication': return <Link href={waiting.link} className={strong}>Publish “{waiting.title}” {waiting.version}</Link>
    case 'objection': return (
      <>
        <Link href={waiting.link} className={strong}>{waiting.asked ? `Does the change to ${waiting.ref} resolve ${waiting.name}?` : `Answer ${waiting.name} to ${waiting.ref}`}</Link>
        <p className="text-small text-quiet">{waiting.asked ? 'Your objection to' : 'A formal objection to'} “{waiting.title}”, lodged {momentInWords(waiting.since)}. Until it has ended it blocks sign-off.</p>
      </>
    )
    case 'mention': return (
      <>
        <Link href={waiting.link} className={strong}>{waiting.author} mentioned you in “{waiting.title}”</Link>
        <p className="line-clamp-2 text-small text-quiet">{waiting.body}</p>
      </>
    )
    case 'invitation': return (
      <ActionForm action={accept} prefix={`i-${waiting.id}`} label={`Invitation to ${waiting.group}`} className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className={strong}>{waiting.from} invites you to {waiting.group}, as {waiting.role}</p>
          <p className="text-small text-quiet">Until {momentInWords(waiting.until)}.</p>
        </div>
        <input type="hidden" name="invitation" value={waiting.id} />
        <SubmitButton variant="secondary" size="small">Accept and join</SubmitButton>
      </ActionForm>
    )
  }
}

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
