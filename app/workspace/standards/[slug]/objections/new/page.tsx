import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TopBlock } from '@/components/document/document-view'
import { LinkButton } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import { lodging, longestWords } from '@/lib/consultation/objection-policy'
import { lodgingState, wordsInVersion } from '@/lib/consultation/objection-queries'
import { db } from '@/lib/db'
import { versionByNumber } from '@/lib/versions/queries'
import { found } from '../../found'
import { lodge } from '../actions'
import { Choose } from './choose'

export const metadata: Metadata = { title: 'Lodge a formal objection' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ version?: string; requirement?: string }> }

export default async function LodgePage({ params, searchParams }: Props) {
  const { slug } = await params
  const { version: label = '', requirement = '' } = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/objections/new?version=${encodeURIComponent(label)}&requirement=${encodeURIComponent(requirement)}`)
  if (!label || !requirement) return <Choose slug={slug} actor={actor} />
  const { standard, standing, version } = found(await versionByNumber(db(), actor, slug, label))
  const { view } = (await wordsInVersion(db(), standard.id, version.id, requirement))!
  if (!view) notFound()
  const base = `/workspace/standards/${slug}`
  const refusal = lodging(standing, await lodgingState(db(), standard.id, version.id, view.id, standing.personId))
  return (
    <Page width="text">
      <Crumbs trail={[{ href: `${base}/versions/${version.label}`, label: version.label }, { href: `${base}/objections`, label: 'Objections' }]} />
      <PageHeader kicker={`${standard.title}, ${version.label}`} title={`Object to ${view.ref}`}
        lead="A formal objection blocks sign-off until it has ended. It must say what would remove it. Your name and organisation stand beside it, for good." />
      <div className="md:pl-28"><TopBlock node={view.node} /></div>
      <ActionForm action={lodge} className="mt-8 space-y-6">
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="standardId" value={standard.id} />
        <input type="hidden" name="versionId" value={version.id} />
        <input type="hidden" name="blockId" value={view.id} />
        {!refusal && (
          <>
            <TextArea name="reason" label="Why do you object?" hint="What goes wrong, for whom, if this requirement stands as it is." rows={5} maxLength={longestWords} required />
            <TextArea name="wouldSatisfy" label="What would remove the objection?" hint="The words that you could accept, or what has to change." rows={4} maxLength={longestWords} required />
          </>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <SubmitButton refusal={refusal}>Lodge the objection</SubmitButton>
          <LinkButton href={`${base}/versions/${version.label}#${view.ref}`} variant="quiet">Not now</LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
