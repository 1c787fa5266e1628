import type { Metadata } from 'next'
import { Report } from '@/components/dispositions/report'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page'
import { requirePerson } from '@/lib/auth/session'
import type { DispositionReport, ReportedComment } from '@/lib/consultation/disposition-report'
import { reportFor } from '@/lib/consultation/disposition-report-queries'
import { db } from '@/lib/db'
import { newestVersion, versionsOf } from '@/lib/versions/queries'
import { found } from '../../found'

export const metadata: Metadata = { title: 'Disposition report' }

interface Props { params: Promise<{ slug: string }>; searchParams: Promise<{ version?: string }> }

const Heading = ({ children }: { children: React.ReactNode }) => <h2 className="mt-10 mb-3 text-heading font-bold">{children}</h2>

/** The change in the comparison of what was consulted on with this version: it shows both texts. */
const placeIn = (slug: string, { consultations, version }: DispositionReport) => ({ consultation, changed }: ReportedComment) => {
  const about = consultations.find((one) => one.number === consultation)?.version
  return about && changed ? `/workspace/standards/${slug}/compare/${about}...${version}#${changed.anchor}` : null
}

export default async function ReportPage({ params, searchParams }: Props) {
  const { slug } = await params
  const { version } = await searchParams
  const actor = await requirePerson(`/workspace/standards/${slug}/dispositions/report`)
  const { standard } = found(await versionsOf(db(), actor, slug))
  if (!version && !await newestVersion(db(), standard.id)) {
    return <Page width="text"><PageHeader kicker={standard.title} title="Disposition report" /><EmptyState title="There is no version yet">The report tells what was said about a version, and what became of it.</EmptyState></Page>
  }
  const { report } = found(await reportFor(db(), actor, slug, version))
  const base = `/workspace/standards/${slug}/dispositions`
  const query = `?version=${report.version}`
  return (
    <Page width="text">
      <PageHeader kicker={`${standard.title}, ${report.version}`} title="Disposition report"
        lead={report.publishedAs ? `Published with ${report.publishedAs}.` : 'It writes itself as comments and objections are disposed of, and is published with the version.'}
        actions={<><LinkButton href={`${base}/report.csv${query}`} download>Table (CSV)</LinkButton><LinkButton href={`${base}/report.json${query}`} download>JSON</LinkButton></>} />
      <Report report={report} Heading={Heading} placeOf={placeIn(slug, report)} />
    </Page>
  )
}
