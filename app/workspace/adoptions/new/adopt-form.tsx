import Link from 'next/link'
import { MeasuresFields } from '@/components/adoption/measures-fields'
import { WhoSees } from '@/components/adoption/who-sees'
import { Select, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page'
import { RefusalLine } from '@/components/ui/refusal'
import { type Adoption, dayInWords } from '@/lib/adoption/adoption'
import { adoptingVersion } from '@/lib/adoption/policy'
import type { Council } from '@/lib/adoption/queries'
import { dateInWords, londonDate } from '@/lib/kernel/clock'
import { longestPost } from '@/lib/publication/policy'
import type { PublicationListed } from '@/lib/publication/queries'
import type { VersionNumber } from '@/lib/versions/version'
import { adoptVersion } from '../actions'

interface Own { readonly council: Council; readonly adoptions: readonly (Adoption & VersionNumber)[] }
interface Props { readonly publication: PublicationListed; readonly history: readonly PublicationListed[]; readonly own: readonly Own[]; readonly today: string }

export function AdoptForm({ publication, history, own, today }: Props) {
  const { title, label, slug, state } = publication
  const able = own.filter(({ adoptions }) => !adoptingVersion(publication, adoptions))
  const refusal = able.length === 0 ? adoptingVersion(publication, own[0]!.adoptions) : null
  const before = able.length === 1 ? able[0]!.adoptions.find((one) => !one.movedTo) : undefined
  return (
    <>
      <PageHeader kicker={own.length === 1 ? own[0]!.council.name : undefined} title={`${before ? 'Move to' : 'Adopt'} ${title}, ${label}`}
        lead={<>The adoption is pinned to the text of <Link href={`/standards/${slug}/${label}`}>{label}</Link>, published {dateInWords(publication.publishedAt)}. Whatever comes later does not change it.</>} />
      {state.kind === 'superseded' && !refusal && (
        <div className="mb-6"><Notice kind="waits" title={`${label} is superseded by ${state.by}`}>
          <Link href={`/workspace/adoptions/new?standard=${slug}`}>Adopt {state.by} instead</Link>, unless your council has decided on {label}.
        </Notice></div>
      )}
      {before && (
        <div className="mb-6"><Notice title={`Your council adopted ${before.label} on ${dayInWords(before.adoptedOn)}`}>
          That record stays valid and visible. Its exemptions stay with it: record the ones that {label} still needs.
        </Notice></div>
      )}
      {refusal ? <Already refusal={refusal} adoptions={own[0]!.adoptions} /> : <Form publication={publication} able={able} before={before} today={today} />}
      <Others publication={publication} history={history} />
    </>
  )
}

function Already({ refusal, adoptions }: { refusal: Parameters<typeof RefusalLine>[0]['refusal']; adoptions: readonly Adoption[] }) {
  return (
    <>
      <RefusalLine refusal={refusal} />
      <ul className="mt-4">{adoptions.map((one) => <li key={one.id}><Link href={`/workspace/adoptions/${one.id}`} className="inline-block py-1">The adoption of {one.label}</Link></li>)}</ul>
    </>
  )
}

function Form({ publication, able, before, today }: { publication: PublicationListed; able: readonly Own[]; before: Adoption | undefined; today: string }) {
  const { id, slug, digest, label } = publication
  return (
    <ActionForm action={adoptVersion} label="Record the adoption">
      {Object.entries({ slug, publicationId: id, digest }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {able.length === 1 ? <input type="hidden" name="organisationId" value={able[0]!.council.id} />
        : <Select name="organisationId" label="Which council adopts it?" choices={able.map(({ council }) => ({ value: council.id, label: council.name }))} />}
      <TextInput name="adoptedOn" type="date" label={`On which day was ${label} adopted?`} hint="The day of the decision. The public sees it." min={londonDate(publication.publishedAt)} max={today} defaultValue={today} required className="max-w-xs" />
      <TextInput name="ownerPost" label="Owner" hint="The post, not the person, that answers for it in your council. The public does not see it." maxLength={longestPost} defaultValue={before?.ownerPost} required />
      <fieldset className="space-y-4 pt-4">
        <legend className="text-heading font-bold">Baseline</legend>
        <p className="max-w-prose text-quiet">Where your council starts from, so that you can tell later what changed. Leave empty what you have not measured: you can add it later.</p>
        <WhoSees />
        <MeasuresFields today={today} />
      </fieldset>
      <SubmitButton>Record the adoption</SubmitButton>
    </ActionForm>
  )
}

function Others({ publication, history }: Pick<Props, 'publication' | 'history'>) {
  const others = history.filter((one) => one.id !== publication.id)
  if (others.length === 0) return null
  return (
    <p className="mt-8 text-small text-quiet">Another version: {others.map((one) => (
      <Link key={one.id} href={`/workspace/adoptions/new?standard=${one.slug}&version=${one.label}`} className="mr-3 inline-block py-1">{one.label}</Link>
    ))}</p>
  )
}
