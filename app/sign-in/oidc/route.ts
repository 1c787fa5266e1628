import NextAuth from 'next-auth'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import { localPath } from '@/lib/auth/address'
import { authOptions, csrfPair, oidcProviderId } from '@/lib/auth/options'
import { authSettings } from '@/lib/auth/settings'
import { db } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { nothingHere, refusalAnswer } from '../../refusal-answer'

export const dynamic = 'force-dynamic'

/**
 * Starts a sign-in at the issuer. Answered with a page that moves on, not with a redirect: browsers hold redirects of a form to
 * `form-action 'self'` of our Content-Security-Policy.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const settings = authSettings(process.env)
  if (!settings.oidc) return nothingHere()
  if (request.headers.get('sec-fetch-site') === 'cross-site') return refusalAnswer(refuse('wrong-origin'))
  const next = localPath((await request.formData()).get('next'))
  const secure = settings.publicUrl.startsWith('https:')
  const csrf = csrfPair(settings.secret)
  ;(await cookies()).set(`${secure ? '__Host-' : ''}next-auth.csrf-token`, csrf.cookie, { httpOnly: true, sameSite: 'lax', path: '/', secure })
  const started = await NextAuth(
    new NextRequest(`${settings.publicUrl}/api/auth/signin/${oidcProviderId}`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ csrfToken: csrf.token, callbackUrl: `${settings.publicUrl}${next}` }),
    }),
    { params: { nextauth: ['signin', oidcProviderId] } },
    authOptions(db(), settings, request.headers.get('user-agent')),
  ) as Response
  const to = started.headers.get('location') ?? '/sign-in?error=Other'
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', refresh: `0; url=${to}` })
  for (const cookie of started.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(pageThatMovesOn(to, settings.oidc.name), { headers })
}

const escape = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const pageThatMovesOn = (to: string, name: string) =>
  `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Signing in – Accord</title><p><a href="${escape(to)}">Go on to ${escape(name)}</a></p></html>`

const nothing = () => nothingHere()
export { nothing as GET }
