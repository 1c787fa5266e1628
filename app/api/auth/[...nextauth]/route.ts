import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { authOptions, oidcProviderId } from '@/lib/auth/options'
import { authSettings } from '@/lib/auth/settings'
import { db } from '@/lib/db'
import { nothingHere } from '../../../refusal-answer'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ nextauth: string[] }> }

/** The issuer's way back, and next-auth's way to our page of errors. Its other addresses are closed: signing in and out are ours. */
async function wayBack(request: NextRequest, context: Context): Promise<Response> {
  const settings = authSettings(process.env)
  const { nextauth: [action, provider, ...more] } = await context.params
  const open = more.length === 0 && ((action === 'callback' && provider === oidcProviderId) || ((action === 'error' || action === 'signin') && !provider))
  if (!settings.oidc || !open) return nothingHere()
  return await NextAuth(request, context as never, authOptions(db(), settings, request.headers.get('user-agent'))) as Response
}

const nothing = () => nothingHere()
export { wayBack as GET, nothing as POST }
