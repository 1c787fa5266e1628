import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { reportFor } from '@/lib/consultation/disposition-report-queries'
import { db } from '@/lib/db'

interface Context { readonly params: Promise<{ slug: string }> }

/** The disposition report of a version (`?version=v0.4`; without it the newest), for members and the advisor. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const result = await reportFor(db(), await currentActor(), slug, new URL(request.url).searchParams.get('version') ?? undefined)
  if (!result.ok) return refusalAnswer(result.refusal)
  const kept = { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${slug}-${result.value.report.version}-dispositions.json"` }
  return new Response(result.value.text, { headers: { ...kept, 'content-type': 'application/json; charset=utf-8' } })
}
