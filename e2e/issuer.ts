import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type Context } from 'oidc-provider'
import { freePort } from '@/server/postgres/ports'

/** Whoever types this at the issuer is known to it, but not by an address that it has verified. */
export const unverified = 'unverified.'

/** A real OpenID Connect provider on this machine, which takes everybody's word for who they are. */
export async function startIssuer(publicUrl: string) {
  const issuer = `http://localhost:${await freePort()}`
  const client = { client_id: 'accord', client_secret: 'known to the plays and to nobody else' }
  const provider = providerAt(issuer, { ...client, redirect_uris: [`${publicUrl}/api/auth/callback/oidc`] })
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/who/')) return void ask(provider, request, response)
    provider.callback()(request, response)
  })
  await new Promise<void>((listening) => { server.listen(Number(new URL(issuer).port), 'localhost', listening) })
  return {
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.client_id, OIDC_CLIENT_SECRET: client.client_secret, OIDC_NAME: 'the council' },
    stop: () => new Promise<void>((stopped) => { server.close(() => stopped()); server.closeAllConnections() }),
  }
}

function providerAt(issuer: string, client: object): Provider {
  const provider: Provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['for the plays and nothing else'] },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/who/${uid}` },
    // What the claims are is asked at userinfo, as many an issuer has it.
    findAccount: (_: Context, id: string) => ({
      accountId: id, claims: () => ({ sub: id, email: id, email_verified: !id.startsWith(unverified), name: nameIn(id) }),
    }),
    // Nobody is asked whether Accord may know who they are.
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new provider.Grant({ accountId: oidc.session!.accountId!, clientId: oidc.client!.clientId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  return provider
}

const nameIn = (email: string): string =>
  email.split('@')[0]!.split('.').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ')

async function ask(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return void response.end('<!doctype html><title>The council</title><form method="post"><label>Who are you? <input name="email"></label><button>Go on</button></form>')
  }
  let body = ''
  for await (const chunk of request) body += String(chunk)
  await provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('email') ?? '' } })
}
