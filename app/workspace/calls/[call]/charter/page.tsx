import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { mayCharterCall } from '@/lib/calls/policy'
import { callForPerson, expressionsFor } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { CharterTermsFields } from '../../../groups/[group]/charter/terms-fields'
import { charterCall } from './actions'
import { AnswerFields } from './answer-fields'

export const metadata: Metadata = { title: 'Answer and charter' }

export default async function CharterCall({ params }: { params: Promise<{ call: string }> }) {
  const { call: slug } = await params
  const actor = await requirePerson(`/workspace/calls/${slug}/charter`)
  const found = await callForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { call, standing } = found.value
  const expressions = await expressionsFor(db(), found.value)
  const list = expressions.ok ? expressions.value : []
  const refusal = mayCharterCall(standing, call.state, { expressions: call.expressions, chartered: call.group !== null })
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/calls', label: 'Calls for collaboration' }, { href: `/workspace/calls/${slug}`, label: call.title }]} />
      {refusal ? <RefusalPanel refusal={refusal} title="You cannot charter a group from this call" /> : (
        <>
          <PageHeader kicker={call.title} title="Answer and charter the group" lead="One step: everybody is answered, the group is made, its members are in and its charter stands. A charter never changes." />
          <ActionForm action={charterCall} className="space-y-8">
            <input type="hidden" name="slug" value={slug} /><input type="hidden" name="callId" value={call.id} />
            <TextInput name="name" label="Name of the working group" defaultValue={call.title.split(':')[0]} className="max-w-2xl" />
            <TextArea name="remit" label="Remit" hint="What the group is to agree on, in a few sentences. The public reads this." rows={2} />
            <TextArea name="scope" label="Scope" hint="What the charter covers, and what it leaves alone." rows={2} />
            <fieldset>
              <legend className="text-heading font-bold">Answers</legend>
              <p className="max-w-prose text-small text-quiet">A seat is one vote. No constituency may hold more than half of the seats. A substitute is a member without a seat, of the same constituency.</p>
              <ol className="mt-3 border-t border-line">
                {list.map((one) => <AnswerFields key={one.id} one={one} others={list.filter((other) => other.id !== one.id && other.constituency === one.constituency)} />)}
              </ol>
            </fieldset>
            <CharterTermsFields />
            <SubmitButton>Answer everybody and charter the group</SubmitButton>
          </ActionForm>
        </>
      )}
    </Page>
  )
}
