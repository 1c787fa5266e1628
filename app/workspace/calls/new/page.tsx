import type { Metadata } from 'next'
import Link from 'next/link'
import { Select, TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { mayPublish } from '@/lib/calls/policy'
import { type Lists, serviceLists } from '@/lib/calls/queries'
import { choiceInWords } from '@/lib/calls/service-list'
import { clockOf, db } from '@/lib/db'
import { standingIn } from '@/lib/groups/standing-queries'
import { londonDate } from '@/lib/kernel/clock'
import { publish } from '../actions'

export const metadata: Metadata = { title: 'Publish a call' }

export default async function NewCall() {
  const actor = await requirePerson('/workspace/calls/new')
  const refusal = mayPublish(await standingIn(db(), actor, null))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/calls', label: 'Calls for collaboration' }]} />
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot publish a call" /> : (
        <>
          <PageHeader title="Publish a call for collaboration" lead="Everybody can read it at once. It never changes: read it again before you publish." />
          <CallForm lists={await serviceLists(db())} today={londonDate(await clockOf(db()))} />
        </>
      )}
    </Page>
  )
}

function CallForm({ lists, today }: { lists: Lists; today: string }) {
  if (lists.services.length === 0 || lists.interactions.length === 0) {
    return (
      <Notice kind="waits" title="The lists of services and interactions are empty">
        A call is about one service and one interaction of the public lists. An administrator imports them on the <Link href="/workspace/admin/services">services page</Link>.
      </Notice>
    )
  }
  return (
    <ActionForm action={publish}>
      <TextInput name="title" label="Title" hint="The service and the task, such as “Free school meals: apply online”." className="max-w-2xl" maxLength={120} />
      <TextInput name="lgsl" label="Service (LGSL)" hint={`Type its number or a part of its name, then choose. ${lists.services.length === 1 ? '1 service is' : `${lists.services.length} services are`} in the list.`}
        list="services" autoComplete="off" className="max-w-2xl" />
      <datalist id="services">{lists.services.map((one) => <option key={one.id} value={choiceInWords(one)}>{choiceInWords(one)}</option>)}</datalist>
      <Select name="lgil" label="What people do with it (LGIL)" choices={[{ value: '', label: 'Choose one' }, ...lists.interactions.map((one) => ({ value: choiceInWords(one), label: choiceInWords(one) }))]} />
      <TextArea name="evidence" label="Evidence" hint="What shows that this is done badly today: figures, surveys, complaints, with their dates." />
      <TextArea name="asks" label="What is asked" hint="Whom the group needs, what they would do, and how much time it takes." />
      <fieldset>
        <legend className="font-semibold">When it closes</legend>
        <p className="text-small text-quiet">In the time of London. From that minute on expressions of interest are refused.</p>
        <div className="mt-2 flex flex-wrap items-end gap-6">
          <TextInput name="closesAt" type="date" label="Day" min={today} className="w-52" />
          <TextInput name="closesTime" type="time" label="Time" defaultValue="17:00" className="w-40" />
        </div>
      </fieldset>
      <SubmitButton>Publish the call</SubmitButton>
    </ActionForm>
  )
}
