import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { reportRows } from '@/lib/consultation/disposition-report'
import { reportFor } from '@/lib/consultation/disposition-report-queries'
import { db } from '@/lib/db'
import { tableCsv } from '@/lib/export/csv'

interface Context { readonly params: Promise<{ slug: string }> }

/** The disposition report of a version (`?version=v0.4`; without it the newest), for members and the advisor. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const result = await reportFor(db(), await currentActor(), slug, new URL(request.url).searchParams.get('version') ?? undefined)
  if (!result.ok) return refusalAnswer(result.refusal)
  const kept = { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${slug}-${result.value.report.version}-dispositions.csv"` }
  return new Response(tableCsv(reportRows(result.value.report)), { headers: { ...kept, 'content-type': 'text/csv; charset=utf-8; header=present' } })
}
