import { refusalAnswer } from '@/app/refusal-answer'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { unseenCount } from '@/lib/notify/notifications-queries'

export const dynamic = 'force-dynamic'

/** How much the person was told and has not seen. The header asks now and then; unchanged, the answer is empty. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor()
  if (actor.kind !== 'person') return refusalAnswer(refuse('sign-in-needed'))
  const unseen = await unseenCount(db(), actor.id)
  const headers = { 'ETag': `"${unseen}"`, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match')?.replace(/^W\//, '') === headers.ETag) return new Response(null, { status: 304, headers })
  return Response.json({ unseen }, { headers })
}
