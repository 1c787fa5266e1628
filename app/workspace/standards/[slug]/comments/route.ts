import { currentActor } from '@/lib/auth/session'
import { marginOf } from '@/lib/comments/queries'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'
import { statusOf } from '@/lib/kernel/refusal'
import { refused } from '@/lib/kernel/result'

export const dynamic = 'force-dynamic'

/** What the margin shows, for an open page that was told that the comments changed. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const [{ slug }, actor] = await Promise.all([params, currentActor()])
  const found = await draftForPerson(db(), actor, slug)
  const margin = found.ok ? await marginOf(db(), actor, found.value.standard.id) : refused(found.refusal)
  if (!margin.ok) return Response.json({ refusal: margin.refusal }, { status: statusOf(margin.refusal) })
  return Response.json(margin.value, { headers: { 'Cache-Control': 'no-store' } })
}
