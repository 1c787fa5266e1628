import { DispositionsPage } from '@/components/public/dispositions-page'
import type { Site } from '@/components/public/shell'
import { reportRows } from '@/lib/consultation/disposition-report'
import { reportOn } from '@/lib/consultation/disposition-report-queries'
import { db } from '@/lib/db'
import { tableCsv } from '@/lib/export/csv'
import { londonDate } from '@/lib/kernel/clock'
import { refuse } from '@/lib/kernel/refusal'
import { publishedVersion } from '@/lib/publication/queries'
import { type Answer, notHere, notHereJson, openToAll, page, refusalJson, text } from './answer'

/** A report quotes the text, so it goes where the text goes. */
async function load(slug: string, label: string) {
  const version = await publishedVersion(db(), slug, label)
  const given = version && await reportOn(db(), version.standardId, version.versionId)
  return version && given ? { version, ...given } : null
}

export async function dispositionsPage(site: Site, slug: string, label: string): Promise<Answer> {
  const loaded = await load(slug, label)
  if (!loaded?.version.text) return notHere(site)
  return page(<DispositionsPage site={site} publication={loaded.version} report={loaded.report} digest={loaded.digest} today={londonDate(new Date())} />)
}

export async function dispositionsInForm(slug: string, label: string, form: 'json' | 'csv'): Promise<Answer> {
  const loaded = await load(slug, label)
  if (!loaded) return notHereJson()
  if (!loaded.version.text) return refusalJson(refuse('expired', 'The text of this version was withdrawn for legal reasons, and what was said of it is no longer given out.'))
  if (form === 'json') return text(loaded.text, 'application/json; charset=utf-8', openToAll)
  const name = `attachment; filename="${slug}-${label}-dispositions.csv"`
  return text(tableCsv(reportRows(loaded.report)), 'text/csv; charset=utf-8; header=present', { ...openToAll, 'Content-Disposition': name })
}
