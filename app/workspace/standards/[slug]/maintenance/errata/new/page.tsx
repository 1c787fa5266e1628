import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/button'
import { Checkboxes, Select, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Crumbs, Page, PageHeader } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { appliesToInWords, nations } from '@/lib/document/applies-to'
import { levels } from '@/lib/document/levels'
import { meeters, metByInWords, parseMetBy } from '@/lib/document/met-by'
import { attribute, type Block } from '@/lib/document/types'
import { longestExplanation, proposingErratum } from '@/lib/maintenance/policy'
import { maintenanceOf } from '@/lib/maintenance/queries'
import { blockInWords, type Words, wordsIn, inSentence } from '@/lib/maintenance/words'
import { type PublicationInFull, publishedVersion } from '@/lib/publication/queries'
import { found } from '../../../found'
import { proposeErratumAction } from '../../actions'

export const metadata: Metadata = { title: 'Propose an erratum' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ number?: string; block?: string }> }

export default async function NewErratumPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/maintenance/errata/new`)
  const view = found(await maintenanceOf(db(), actor, slug))
  const { number, block: blockId } = await searchParams
  const base = `/workspace/standards/${slug}/maintenance`
  const publication = number ? await publishedVersion(db(), slug, number) : await publishedVersion(db(), slug)
  const refusal = proposingErratum(view.standing, publication?.state)
  const crumbs = <Crumbs trail={[{ href: base, label: 'Maintenance' }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="You cannot propose an erratum here"><LinkButton href={base}>Back to maintenance</LinkButton></RefusalPanel></Page>
  if (!publication) return <Page width="text">{crumbs}<PageHeader title="Propose an erratum" /><p>Nothing is published yet, so there is nothing to correct.</p></Page>
  const content = publication.text!.content.content
  const block = content.find((one) => attribute(one, 'id') === blockId)
  if (blockId && !block) notFound()
  // A later erratum on the same block begins from the words of the newest.
  const newest = view.errata.findLast((one) => one.publicationId === publication.id && one.blockId === blockId && one.state.kind === 'published')
  return (
    <Page width="text">
      {crumbs}
      <PageHeader kicker={`${publication.title} ${publication.label}`} title={block ? `Erratum on ${inSentence(blockInWords(content, blockId!))}` : 'Propose an erratum'}
        lead="Put right what was wrong. Accord compares the texts: what may affect conformance is no erratum, and waits for the next version instead." />
      {block ? <ErratumForm slug={slug} standardId={view.standard.id} publication={publication} block={newest?.corrected ?? block} /> : <Blocks content={content} here={`${base}/errata/new?number=${publication.label}`} />}
    </Page>
  )
}


function Blocks({ content, here }: { content: readonly Block[]; here: string }) {
  const shown = content.map((block) => ({ id: attribute(block, 'id'), words: wordsIn(block).map((run) => run.words).join(' ').trim(), heading: block.type === 'heading' }))
    .filter((one) => one.words !== '')
  return (
    <>
      <h2 className="text-heading font-bold">Which part is wrong?</h2>
      <ul className="mt-3 border-t border-line">
        {shown.map(({ id, words, heading }) => (
          <li key={id} className={`border-b border-line py-2 ${heading ? '' : 'pl-4'}`}>
            <Link href={`${here}&block=${id}`} className="inline-block min-h-6 font-semibold" aria-label={`${blockInWords(content, id)}: ${words.slice(0, 80)}`}>{blockInWords(content, id)}</Link>
            <p className="text-small text-quiet [overflow-wrap:anywhere]">{words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

const partInWords: Record<Words['part'], string> = {
  '': 'Words', 'statement': 'Statement', 'rationale': 'Rationale', 'test': 'Test', 'evidence': 'Evidence', 'name': 'Term', 'definition': 'Definition',
}

function ErratumForm({ slug, standardId, publication, block }: { slug: string; standardId: string; publication: PublicationInFull; block: Block }) {
  const runs = wordsIn(block)
  const label = (run: Words) => {
    const alike = runs.filter((one) => one.part === run.part)
    return alike.length > 1 ? `${partInWords[run.part]} (${alike.indexOf(run) + 1} of ${alike.length})` : partInWords[run.part]
  }
  return (
    <ActionForm action={proposeErratumAction} label="Propose an erratum">
      {Object.entries({ slug, standardId, publicationId: publication.id, blockId: attribute(block, 'id') }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {runs.map((run) => (
        <TextArea key={run.index} name={`words-${run.index}`} label={label(run)} defaultValue={run.words} rows={Math.min(8, 2 + Math.floor(run.words.length / 70))} />
      ))}
      {block.type === 'requirement' && <Duty block={block} />}
      <TextArea name="explanation" label="What was wrong, and what is right?" hint="The public reads this beside the correction." rows={3} maxLength={longestExplanation} required />
      <div className="flex flex-wrap items-start gap-3">
        <SubmitButton>Propose the erratum</SubmitButton>
        <LinkButton href={`/workspace/standards/${slug}/maintenance`} variant="quiet">Leave it as it is</LinkButton>
      </div>
    </ActionForm>
  )
}

function Duty({ block }: { block: Block }) {
  const [appliesTo, metBy] = [attribute(block, 'appliesTo'), attribute(block, 'metBy')]
  const whom = [...new Set(['', appliesTo, ...nations.map((nation) => `nation=${nation}`)])]
  return (
    <details>
      <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">Level, met by and applies to ({metByInWords(metBy)})</summary>
      <div className="mt-4 space-y-6">
        <Select name="level" label="Level" defaultValue={attribute(block, 'level')} choices={levels.map((level) => ({ value: level, label: level }))} />
        <Checkboxes name="metBy" label="Met by" inline defaultValues={parseMetBy(metBy)} choices={meeters.map((one) => ({ value: one, label: one }))} />
        <Select name="appliesTo" label="Applies to" defaultValue={appliesTo} choices={whom.map((one) => ({ value: one, label: appliesToInWords(one) }))} />
      </div>
    </details>
  )
}
