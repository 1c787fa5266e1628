import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { CallState, CallText } from '@/components/calls/call-facts'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { mayCharterCall, mayClose, mayPublish } from '@/lib/calls/policy'
import { callForPerson, type CallInView, expressionsFor } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { organisationsOf } from '@/lib/organisations/queries'
import { close } from '../actions'
import { Express } from './express'
import { Expressions } from './expressions'
import { OwnExpression } from './own-expression'

export const metadata: Metadata = { title: 'Call for collaboration' }

export default async function CallPage({ params }: { params: Promise<{ call: string }> }) {
  const { call: slug } = await params
  const actor = await requirePerson(`/workspace/calls/${slug}`)
  const found = await callForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  const { call, own, standing } = found.value
  return (
    <Page width="text">
      <Crumbs trail={[{ href: '/workspace/calls', label: 'Calls for collaboration' }]} />
      <PageHeader kicker="Call for collaboration" title={call.title} lead={<CallState call={call} />} />
      <CallText call={call} />
      <p className="mt-6"><Link href={`/calls/${slug}`} className="inline-block py-1">The call’s public page</Link></p>
      {mayPublish(standing) === null ? <ForAdvisor found={found.value} />
        : own ? <OwnExpression own={own} call={call} />
          : <Express found={found.value} organisations={(await organisationsOf(db(), actor.id)).filter((one) => one.kind !== 'advisory body')} />}
    </Page>
  )
}

async function ForAdvisor({ found }: { found: CallInView }) {
  const { call, standing } = found
  const expressions = await expressionsFor(db(), found)
  const list = expressions.ok ? expressions.value : []
  const refusal = mayCharterCall(standing, call.state, { expressions: list.length, chartered: call.group !== null })
  return (
    <>
      <Section title={list.length === 1 ? '1 expression of interest' : `${list.length} expressions of interest`}>
        <Expressions list={list} />
      </Section>
      <Section title="The working group">
        {call.group
          ? <p><Link href={`/workspace/groups/${call.group.slug}`}>{call.group.name}</Link> was chartered from this call.</p>
          : <LinkButton href={`/workspace/calls/${call.slug}/charter`} variant="primary" refusal={refusal}>Answer and charter the group</LinkButton>}
      </Section>
      {call.state.kind === 'open' && (
        <Section title="Close it before its time">
          <ActionForm action={close} prefix="close" label="Close the call before its time">
            <input type="hidden" name="slug" value={call.slug} /><input type="hidden" name="callId" value={call.id} />
            <TextArea name="reason" label="Reason" hint="Everybody reads this. A closed call is not opened again." rows={2} />
            <SubmitButton variant="danger" refusal={mayClose(standing, call.state)}>Close the call now</SubmitButton>
          </ActionForm>
        </Section>
      )}
    </>
  )
}
