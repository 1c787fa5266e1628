import type { PublicationListed } from '@/lib/publication/queries'
import { classInWords } from '@/lib/versions/classes'
import type { Comparison } from '@/lib/versions/compare'
import type { RedlineNode } from '@/lib/versions/redline'
import { ChangeList } from '../versions/change-list'
import { Redline } from '../versions/redline'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

interface Props {
  readonly site: Site
  readonly before: PublicationListed
  readonly after: PublicationListed
  readonly comparison: Comparison
  readonly redline: readonly RedlineNode[]
  /** The whole text, not its changes only. */
  readonly whole: boolean
}

export function ComparePage({ site, before, after, comparison, redline, whole }: Props) {
  const { slug, title } = after
  const address = `/standards/${slug}/compare/${before.label}...${after.label}`
  const head = {
    title: `${title}: ${before.label} to ${after.label}`, path: address, noindex: true,
    description: `What changed in ${title} between ${before.label} and ${after.label}, requirement by requirement.`,
  }
  return (
    <PublicPage head={head} site={site}>
      <p className="text-quiet">{title}</p>
      <PageTitle>What changed from {before.label} to {after.label}</PageTitle>
      <p className="mt-4 flex flex-wrap gap-x-6">
        {[before, after].map((version) => (
          <a key={version.id} href={`/standards/${slug}/${version.label}`} className="inline-block py-1">Read {version.label}</a>
        ))}
      </p>
      <SectionTitle id="changes">Changes by requirement</SectionTitle>
      <ChangeList comparison={comparison} />
      <p className="mt-4 max-w-[72ch] text-quiet">Class {comparison.class}: {classInWords[comparison.class]}.</p>
      <SectionTitle id="redline">Redline</SectionTitle>
      <p className="max-w-[72ch]">
        What was added is <ins className="bg-action-tint underline decoration-action decoration-2">underlined</ins>, what was removed
        is <del className="bg-refusal-tint line-through decoration-refusal decoration-2">struck through</del>.
      </p>
      <p className="print:hidden">
        {whole ? <a href={`${address}#redline`} className="inline-block py-1">Show changes only</a>
          : <a href={`${address}?show=everything#redline`} className="inline-block py-1">Show the whole text</a>}
      </p>
      <div className="mt-6"><Redline nodes={redline} changesOnly={!whole} topHeading={3} /></div>
    </PublicPage>
  )
}
