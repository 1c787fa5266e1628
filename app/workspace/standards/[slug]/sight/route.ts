import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { noteSight } from '@/lib/versions/since-commands'

export const dynamic = 'force-dynamic'

/** The person has seen the draft as it is now: what changed until here is no news to them. Sent as a page is left, too. */
export async function POST(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const [{ slug }, actor] = await Promise.all([params, currentActor()])
  const noted = await noteSight(db(), actor, slug)
  return noted.ok ? Response.json(null, { headers: { 'Cache-Control': 'no-store' } }) : refusalAnswer(noted.refusal)
}
