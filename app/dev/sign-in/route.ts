import { demoPerson } from '@/lib/auth/demo-queries'
import { isDemo } from '@/lib/auth/demo'
import { signInAs } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { nothingHere, refusalAnswer } from '../../refusal-answer'

export const dynamic = 'force-dynamic'

/** Demo mode only: signs one of the invented people in. A form is sent on to the desk; JSON is answered with JSON. */
export async function POST(request: Request): Promise<Response> {
  if (!isDemo()) return nothingHere()
  if (!fromHere(request)) return refusalAnswer(refuse('wrong-origin'))
  const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false
  const email = await emailIn(request, isJson)
  const person = email ? await demoPerson(db(), email) : null
  if (!person) return refusalAnswer(refuse('invalid', 'There is no demo person with this e-mail address.', 'email'))
  await signInAs(person.id)
  return isJson ? Response.json({ name: person.name }) : new Response(null, { status: 303, headers: { location: '/workspace' } })
}

async function emailIn(request: Request, isJson: boolean): Promise<string | null> {
  try {
    const email = isJson ? (await request.json() as { email?: unknown }).email : (await request.formData()).get('email')
    return typeof email === 'string' ? email : null
  } catch {
    return null
  }
}

/** A browser says which site a form is from; a script need not. */
function fromHere(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get('host'))
}

const refuseOthers = () => (isDemo() ? refusalAnswer(refuse('invalid', 'Send a POST with the e-mail address of a demo person.', 'email')) : nothingHere())
export { refuseOthers as GET, refuseOthers as PUT, refuseOthers as DELETE, refuseOthers as PATCH }
