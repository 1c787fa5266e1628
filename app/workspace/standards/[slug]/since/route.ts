import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { changesSinceSeen } from '@/lib/versions/since-queries'

export const dynamic = 'force-dynamic'

/** A state vector has a few bytes for each browser that ever wrote. */
const mostBytes = 256 * 1024

/** What others changed since the person last saw the draft. The body is nothing, or the Yjs state vector that their page had when its connection went. Changes nothing. */
export async function POST(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const [{ slug }, actor, body] = await Promise.all([params, currentActor(), request.arrayBuffer()])
  if (body.byteLength > mostBytes) return refusalAnswer(refuse('invalid', 'This is more than a draft’s state can be.'))
  const since = await changesSinceSeen(db(), actor, slug, new Date(), body.byteLength > 0 ? new Uint8Array(body) : null)
  if (!since.ok) return refusalAnswer(since.refusal)
  return Response.json(since.value, { headers: { 'Cache-Control': 'no-store' } })
}
