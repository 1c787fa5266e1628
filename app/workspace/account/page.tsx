import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Radios, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Page, PageHeader, Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { type OwnSession, ownSessions } from '@/lib/auth/account-commands'
import { deviceInWords } from '@/lib/auth/device'
import { currentToken, requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import type { Wishes } from '@/lib/notify/kinds'
import { wishesOf } from '@/lib/notify/settings-queries'
import { organisationsOf } from '@/lib/organisations/queries'
import { chooseLetters, endOthers, endSession, rename } from './actions'

export const metadata: Metadata = { title: 'Your account' }

export default async function Account() {
  const actor = await requirePerson('/workspace/account')
  const [organisations, sessions] = [await organisationsOf(db(), actor.id), await ownSessions(db(), actor, await currentToken())]
  return (
    <Page width="text">
      <PageHeader title="Your account" />
      <Section title="You">
        <SummaryList rows={[
          { key: 'E-mail address', value: <>{actor.email}<span className="block text-small text-quiet">Only you and administrators see it.</span></> },
          { key: organisations.length === 1 ? 'Organisation' : 'Organisations', value: organisations.length === 0 ? 'None yet. An invitation or an administrator adds you to one.' : (
            <ul>{organisations.map((one) => <li key={one.id}>{one.name}{one.constituency && `, ${one.constituency}`}</li>)}</ul>) },
        ]} />
        <ActionForm action={rename} className="mt-6 space-y-4">
          <TextInput name="name" label="Your name" hint="What you signed before keeps the name it was signed with." defaultValue={actor.name} autoComplete="name" />
          <SubmitButton variant="secondary">Change your name</SubmitButton>
        </ActionForm>
      </Section>
      <Section title="Notifications" id="notifications"><Letters wishes={await wishesOf(db(), actor.id)} /></Section>
      <Section title="Where you are signed in">
        <Sessions sessions={sessions} />
        {sessions.length > 1 && (
          <ActionForm action={endOthers} prefix="others" className="mt-4">
            <SubmitButton variant="secondary">End all other sessions</SubmitButton>
          </ActionForm>
        )}
      </Section>
      <Section title="Your data">
        <p className="mb-4 max-w-prose">Everything that Accord holds about you, in one JSON file: your account, memberships, comments, positions and what you did.</p>
        <LinkButton href="/workspace/account/export" download>Download your data</LinkButton>
      </Section>
    </Page>
  )
}

function Letters({ wishes }: { wishes: Wishes }) {
  return (
    <ActionForm action={chooseLetters} prefix="letters" className="space-y-6">
      <p className="max-w-prose">Everything you are told stands in Accord. This is about what comes by mail too.</p>
      <Radios name="needsMe" label="What needs you" hint="A position due, an objection to answer, a mention, an answer to your comment" defaultValue={wishes.needsMe} choices={[
        { value: 'at once', label: 'A letter at once' }, { value: 'off', label: 'No letters' },
      ]} />
      <Radios name="rest" label="Everything else" hint="Consultations opened, outcomes, publications, news of your working groups" defaultValue={wishes.rest} choices={[
        { value: 'daily', label: 'A digest a day', hint: 'At 7am, when there is something to tell' },
        { value: 'weekly', label: 'A digest a week', hint: 'On Mondays at 7am, when there is something to tell' },
        { value: 'off', label: 'No digest' },
      ]} />
      <SubmitButton variant="secondary">Keep this choice</SubmitButton>
    </ActionForm>
  )
}

function Sessions({ sessions }: { sessions: readonly OwnSession[] }) {
  return (
    <Table caption="Your sessions" hideCaption rows={sessions} keyOf={(session) => session.id} columns={[
      { heading: 'Device', cell: (session) => <>{deviceInWords(session.device)} {session.isThis && <Tag kind="done">This one</Tag>}</> },
      { heading: 'Last seen', cell: (session) => momentInWords(session.lastSeenAt) },
      { heading: 'Signed in', cell: (session) => momentInWords(session.createdAt) },
      {
        heading: 'End', hideHeading: true, cell: (session) => (
          <ActionForm action={endSession} prefix={`s-${session.id}`} className="">
            <input type="hidden" name="session" value={session.id} />
            {session.isThis && <input type="hidden" name="this" value="1" />}
            <SubmitButton variant="secondary" size="small">{session.isThis ? 'Sign out' : 'End'}<span className="sr-only">: {deviceInWords(session.device)}</span></SubmitButton>
          </ActionForm>
        ),
      },
    ]} />
  )
}
