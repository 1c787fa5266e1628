import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { draftsFor } from '@/lib/drafts/queries'
import { refuse, statusOf } from '@/lib/kernel/refusal'

export const dynamic = 'force-dynamic'

/** The drafts that the signed-in person may open. Never cached: what it says can end at any moment. */
export async function GET(): Promise<Response> {
  const actor = await currentActor()
  const headers = { 'Cache-Control': 'private, no-store' }
  if (actor.kind !== 'person') {
    const refusal = refuse('sign-in-needed')
    return Response.json({ refusal }, { status: statusOf(refusal), headers })
  }
  return Response.json(await draftsFor(db(), actor), { headers })
}
