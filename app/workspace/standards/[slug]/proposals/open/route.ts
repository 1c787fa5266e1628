import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { statusOf } from '@/lib/kernel/refusal'
import { openProposals } from '@/lib/proposals/queries'

export const dynamic = 'force-dynamic'

/** The open proposals, for a page that was told that they changed. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const [{ slug }, actor] = await Promise.all([params, currentActor()])
  const proposals = await openProposals(db(), actor, slug)
  if (!proposals.ok) return Response.json({ refusal: proposals.refusal }, { status: statusOf(proposals.refusal) })
  return Response.json(proposals.value, { headers: { 'Cache-Control': 'no-store' } })
}
