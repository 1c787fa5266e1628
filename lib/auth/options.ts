import { createHash, randomBytes } from 'node:crypto'
import type { AuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Database } from '../db'
import { type Claims, identityOf } from './oidc'
import { adapterFor, maySignIn } from './oidc-commands'
import { sessionDays } from './sessions'
import type { AuthSettings } from './settings'

export const oidcProviderId = 'oidc'

/** next-auth for the one configured issuer. E-mailed links are our own (link-commands.ts): next-auth's sign in on a GET, which scanners burn. */
export function authOptions(on: Database, settings: AuthSettings, userAgent: string | null): AuthOptions {
  const { oidc } = settings
  if (!oidc) throw new Error('No OIDC issuer is set')
  return {
    secret: settings.secret,
    providers: [provider(oidc)],
    adapter: adapterFor(on, oidc.issuer, userAgent),
    session: { strategy: 'database', maxAge: sessionDays.most * 86_400, generateSessionToken: () => randomBytes(32).toString('base64url') },
    useSecureCookies: settings.publicUrl.startsWith('https:'),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/sent' },
    callbacks: { signIn: ({ profile }) => maySignIn(on, oidc.issuer, profile as unknown as Claims) },
    logger: { error: (code, metadata) => console.error(`sign-in: ${code}: ${messageOf(metadata)}`), warn: () => {}, debug: () => {} },
  }
}

/** Never the whole metadata: it holds tokens. */
const messageOf = (metadata: unknown): string => {
  const error = (metadata as { error?: unknown } | null)?.error ?? metadata
  return error instanceof Error ? error.message : 'no details'
}

function provider(oidc: NonNullable<AuthSettings['oidc']>): OAuthConfig<Claims> {
  return {
    id: oidcProviderId,
    name: oidc.name,
    type: 'oauth',
    issuer: oidc.issuer,
    wellKnown: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    // maySignIn has let only verified addresses through; linking them to the person of that address is what single sign-on is for.
    allowDangerousEmailAccountLinking: true,
    // Some issuers put e-mail and name at userinfo only. The client refuses a userinfo whose subject is not the id token's.
    userinfo: {
      request: async ({ client, tokens }) => {
        const claims = (tokens as unknown as { claims: () => Claims }).claims()
        const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens.access_token!) : {}
        if ('sub' in more && more.sub !== claims.sub) throw new Error('userinfo is about somebody else')
        return { ...claims, ...more } as never
      },
    },
    profile: (claims) => {
      const claimed = identityOf(claims)
      return { id: claims.sub, ...(claimed.ok ? claimed.value : {}) } as never
    },
  }
}

/** next-auth's own guard against forged sign-in forms, for a form that our page makes without script. */
export function csrfPair(secret: string): { token: string; cookie: string } {
  const token = randomBytes(32).toString('hex')
  return { token, cookie: `${token}|${createHash('sha256').update(`${token}${secret}`).digest('hex')}` }
}
