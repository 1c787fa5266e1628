import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'
import { statusOf } from '@/lib/kernel/refusal'
import { refsOf } from '@/lib/versions/queries'

export const dynamic = 'force-dynamic'

/** The refs of a draft's requirements by block id, for an open page that was told that they changed. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const found = await draftForPerson(db(), await currentActor(), slug)
  if (!found.ok) return Response.json({ refusal: found.refusal }, { status: statusOf(found.refusal) })
  return Response.json(await refsOf(db(), found.value.standard.id), { headers: { 'Cache-Control': 'no-store' } })
}
