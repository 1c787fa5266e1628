import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { ownData } from '@/lib/notify/own-data-queries'
import { refusalAnswer } from '../../../refusal-answer'

export const dynamic = 'force-dynamic'

/** One's own data as a file; there is no address for anybody else's. */
export async function GET(): Promise<Response> {
  const actor = await currentActor()
  if (actor.kind !== 'person') return refusalAnswer(refuse('sign-in-needed'))
  return new Response(JSON.stringify(await ownData(db(), actor), null, 2), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="accord-your-data.json"', 'cache-control': 'no-store' },
  })
}
