import { isDemo } from '@/lib/auth/demo'
import { keptLetters } from '@/lib/auth/mail-commands'
import { db } from '@/lib/db'
import { nothingHere } from '../../refusal-answer'

export const dynamic = 'force-dynamic'

/** Demo mode only: the mail that was kept instead of sent, newest first; `?to=` for one address. */
export async function GET(request: Request): Promise<Response> {
  if (!isDemo()) return nothingHere()
  const to = new URL(request.url).searchParams.get('to')
  return Response.json(await keptLetters(db(), to?.trim().toLowerCase() ?? undefined), { headers: { 'cache-control': 'no-store' } })
}

const nothing = () => nothingHere()
export { nothing as POST, nothing as PUT, nothing as DELETE, nothing as PATCH }
