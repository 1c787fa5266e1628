import type { DispositionReport } from '@/lib/consultation/disposition-report'
import type { PublicationListed } from '@/lib/publication/queries'
import { Report } from '../dispositions/report'
import { StateBanner } from './banner'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

interface Props { readonly site: Site; readonly publication: PublicationListed; readonly report: DispositionReport; readonly digest: string; readonly today: string }

export function DispositionsPage({ site, publication, report, digest, today }: Props) {
  const { slug, title, label } = publication
  const version = `/standards/${slug}/${label}`
  const head = {
    title: `Disposition report: ${title} ${label}`, path: `${version}/dispositions`, noindex: publication.state.kind === 'withdrawn',
    description: `What was said about ${title} before ${label}, and what became of each comment and objection.`,
  }
  return (
    <PublicPage head={head} site={site}>
      <p><a href={version} className="inline-block py-1">{title} {label}</a></p>
      <PageTitle>Disposition report</PageTitle>
      <StateBanner publication={publication} today={today} />
      <div className="mt-6"><Report report={report} Heading={SectionTitle} placeOf={({ changed }) => (changed?.stands ? `${version}#${changed.anchor}` : null)} /></div>
      <SectionTitle>The same in other forms</SectionTitle>
      <p className="max-w-[72ch]">As <a href={`${version}/dispositions.json`}>JSON</a> or as <a href={`${version}/dispositions.csv`}>a table (CSV)</a>. The JSON is as it was published with {label}; its SHA-256 is</p>
      <p className="mt-2 max-w-[72ch] bg-tint p-3 font-mono text-small [overflow-wrap:anywhere]">{digest}</p>
    </PublicPage>
  )
}
