import { createHash } from 'node:crypto'
import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { meterOf } from '@/lib/signoff/meter'
import { roundInView } from '@/lib/signoff/queries'

export const dynamic = 'force-dynamic'

/** The quorum of the newest round, for pages that stand open: asked again and again, and answered in full only when it changed. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const found = await roundInView(db(), await currentActor(), slug)
  if (!found.ok) return refusalAnswer(found.refusal)
  const body = JSON.stringify(meterOf(found.value.current, found.value.now))
  const headers = { ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === headers.ETag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json' } })
}
