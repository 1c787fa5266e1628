import { NotHerePage } from '@/components/public/plain-pages'
import { UnsubscribedPage, UnsubscribePage } from '@/components/public/unsubscribe-page'
import { authSettings } from '@/lib/auth/settings'
import { db } from '@/lib/db'
import { statusOf } from '@/lib/kernel/refusal'
import { stopLetters } from '@/lib/notify/settings-commands'
import { stopOf } from '@/lib/notify/unsubscribe'
import { type Answer, page, siteOf } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

const asked = (request: Request) => stopOf(authSettings(process.env).secret, new URL(request.url).searchParams)

/** The address is a key to one switch: it is kept by nobody and told to no other site. */
const answered = ({ status, type, body }: Answer): Response =>
  new Response(body, { status, headers: { 'Content-Type': type, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } })

const unknown = (request: Request, status = 404): Promise<Answer> => page(
  <NotHerePage site={siteOf(request)} title="This link does not work">
    <p>It may have been cut short by your mail program. You can choose what you are told by mail in <a href="/workspace/account#notifications">your account</a>.</p>
  </NotHerePage>, status)

/** Shows the button; changes nothing. */
export async function GET(request: Request): Promise<Response> {
  const stop = asked(request)
  if (!stop) return answered(await unknown(request))
  return answered(await page(<UnsubscribePage site={siteOf(request)} stops={stop.what} address={`/unsubscribe${new URL(request.url).search}`} />))
}

/** Stops the letters, for the button and for mail programs (RFC 8058): the address is all they have, and all it takes. */
export async function POST(request: Request): Promise<Response> {
  const stop = asked(request)
  if (!stop) return answered(await unknown(request))
  const stopped = await stopLetters(db(), stop)
  if (!stopped.ok) return answered(await unknown(request, statusOf(stopped.refusal)))
  return answered(await page(<UnsubscribedPage site={siteOf(request)} stops={stop.what} />))
}
