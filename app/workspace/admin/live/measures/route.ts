import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { liveFor } from '@/lib/drafts/live-queries'
import { refusalAnswer } from '../../../../refusal-answer'

export const dynamic = 'force-dynamic'

/** What the page asks for every two seconds. */
export async function GET(): Promise<Response> {
  const live = await liveFor(db(), await currentActor())
  return live.ok ? Response.json(live.value, { headers: { 'Cache-Control': 'private, no-store' } }) : refusalAnswer(live.refusal)
}
