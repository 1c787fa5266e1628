import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import NextAuth from 'next-auth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accounts, people } from '@/drizzle/schema'
import { testDatabase } from '@/tests/database'
import { makePerson } from '@/tests/group'
import { authOptions, csrfPair } from './options'
import { identityOf, sentenceOfError } from './oidc'
import { actorOfToken } from './sessions'
import { authSettings, type AuthSettings } from './settings'

// The package has no types.
const { default: Provider } = await import('oidc-provider' as string) as { default: new (issuer: string, configuration: object) => { callback: () => RequestListener } }

const { db } = await testDatabase()
const claimsOf: Record<string, Record<string, unknown>> = {}
let issuer: Server
let site: Server
let settings: AuthSettings

const listen = (server: Server) => new Promise<string>((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))

/** A browser's cookies, of one person at both sites (cookies do not tell ports apart). */
class Jar {
  readonly #cookies = new Map<string, string>()
  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line) || pair.slice(at + 1) === '') this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  get(name: string): string | undefined { return this.#cookies.get(name) }
  set(name: string, value: string): void { this.#cookies.set(name, value) }
  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') } })
    this.keep(response)
    return response
  }
}

/** The site: next-auth behind plain HTTP, as its route handler stands behind Next's. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, settings.publicUrl)
  const parts = url.pathname.match(/^\/api\/auth\/(.+)$/)?.[1]?.split('/')
  if (!parts) return void response.writeHead(200).end('page')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const cookies = Object.fromEntries((request.headers.cookie ?? '').split('; ').filter(Boolean).map((pair) => { const at = pair.indexOf('='); return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))] }))
  Object.assign(request, { query: { ...Object.fromEntries(url.searchParams), nextauth: parts }, cookies, body: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())) })
  Object.assign(response, {
    status(code: number) { response.statusCode = code; return response },
    send(body: unknown) { response.end(String(body)) },
    json(body: unknown) { response.end(JSON.stringify(body)) },
  })
  await (NextAuth as unknown as (...them: unknown[]) => Promise<unknown>)(request, response, authOptions(db, settings, 'Test browser'))
}

beforeAll(async () => {
  site = createServer((request, response) => { void answer(request, response) })
  const publicUrl = await listen(site)
  const waiting = createServer()
  const issuerUrl = await listen(waiting)
  await new Promise((done) => waiting.close(done))
  const configuration = {
    clients: [{ client_id: 'accord', client_secret: 'a secret of the test', redirect_uris: [`${publicUrl}/api/auth/callback/oidc`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...claimsOf[id] }) }),
    cookies: { keys: ['for the test only'] },
  }
  const provider = new Provider(issuerUrl, configuration)
  issuer = createServer(provider.callback())
  await new Promise<void>((done) => issuer.listen(Number(new URL(issuerUrl).port), '127.0.0.1', () => done()))
  process.env.NEXTAUTH_URL = publicUrl
  settings = authSettings({
    NEXTAUTH_URL: publicUrl, NEXTAUTH_SECRET: 'the secret of this test', OIDC_ISSUER: issuerUrl, OIDC_CLIENT_ID: 'accord', OIDC_CLIENT_SECRET: 'a secret of the test', OIDC_NAME: 'Test issuer',
  })
})

afterAll(async () => {
  for (const server of [issuer, site]) { server.closeAllConnections(); await new Promise((done) => server.close(done)) }
})

/** From pressing the button to coming back; answers where it ended and whose session the browser holds. */
async function signInAs(subject: string, claims: Record<string, unknown>, jar = new Jar()) {
  claimsOf[subject] = claims
  const csrf = csrfPair(settings.secret)
  jar.set('next-auth.csrf-token', encodeURIComponent(csrf.cookie))
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
  let response = await jar.fetch(`${settings.publicUrl}/api/auth/signin/oidc`, form({ csrfToken: csrf.token, callbackUrl: `${settings.publicUrl}/workspace` }))
  let at = settings.publicUrl
  for (let steps = 0; steps < 20; steps += 1) {
    const location = response.headers.get('location')
    if (location) {
      at = new URL(location, at).href
      if (at.startsWith(settings.publicUrl) && !at.includes('/api/auth/callback') && !at.includes('/api/auth/error') && !at.includes('/api/auth/signin')) break
      response = await jar.fetch(at)
      continue
    }
    const page = await response.text()
    const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1]
    if (!action) throw new Error(`stuck at ${at}: ${response.status} ${page.slice(0, 300)}`)
    const prompt = page.includes('name="login"') ? { prompt: 'login', login: subject, password: 'x' } : { prompt: 'consent' }
    at = new URL(action, at).href
    response = await jar.fetch(at, form(prompt as Record<string, string>))
  }
  const token = jar.get('next-auth.session-token')
  return { at: at.slice(settings.publicUrl.length), actor: await actorOfToken(db, token), jar }
}

test('AU-20 a person whose claims come only from userinfo signs in, is made once, and is known again by their subject', async () => {
  const first = await signInAs('first', { email: 'First.Person@Council.Example', email_verified: true, name: 'First Person' })
  expect(first.at).toBe('/workspace')
  expect(first.actor).toMatchObject({ kind: 'person', name: 'First Person', email: 'first.person@council.example', isAdmin: false })
  const again = await signInAs('first', { email: 'changed@council.example', email_verified: true, name: 'Changed' })
  expect(again.actor).toMatchObject({ id: (first.actor as { id: string }).id, email: 'first.person@council.example' })
  const [identity] = await db.select().from(accounts).where(eq(accounts.providerAccountId, 'first'))
  expect(identity!.provider).toBe(settings.oidc!.issuer)
})

test('AU-21 a verified address is linked to the person who has it', async () => {
  const known = await makePerson(db, 'Known Already')
  const { actor } = await signInAs('known', { email: known.email, email_verified: true, name: 'Other Name' })
  expect(actor).toMatchObject({ id: known.id, name: 'Known Already' })
})

test('AU-22 without an address, or with one that the issuer has not verified, nobody is let in and nobody made', async () => {
  const known = await makePerson(db, 'Not Taken Over')
  const before = (await db.select().from(people)).length
  const cases: [string, Record<string, unknown>, string][] = [
    ['none', { name: 'No Address' }, 'NoEmail'], ['odd', { email: 'a@x.example,b@x.example', email_verified: true }, 'NoEmail'],
    ['unverified', { email: known.email, email_verified: false }, 'UnverifiedEmail'], ['silent', { email: known.email }, 'UnverifiedEmail'],
  ]
  for (const [subject, claims, error] of cases) {
    const { at, actor } = await signInAs(subject, claims)
    expect(at, subject).toBe(`/sign-in?error=${error}`)
    expect(actor.kind, subject).toBe('anonymous')
    expect(sentenceOfError(error)).toContain('e-mailed link')
  }
  expect(await db.select().from(people)).toHaveLength(before)
})

test('AU-23 a suspended person is not let in, by a new identity or a linked one', async () => {
  const { actor } = await signInAs('out', { email: 'shut.out@council.example', email_verified: true, name: 'Shut Out' })
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.email, 'shut.out@council.example'))
  expect(actor.kind).toBe('person')
  for (const subject of ['out', 'out-again']) {
    const back = await signInAs(subject, { email: 'shut.out@council.example', email_verified: true, name: 'Shut Out' })
    expect([back.at, back.actor.kind]).toEqual(['/sign-in?error=Suspended', 'anonymous'])
  }
})

test('AU-24 a second person on the same browser becomes themselves; their identity is not linked to the first', async () => {
  const first = await signInAs('one', { email: 'one@council.example', email_verified: true, name: 'Person One' })
  const jar = new Jar()
  jar.set('next-auth.session-token', first.jar.get('next-auth.session-token')!)
  const second = await signInAs('two', { email: 'two@council.example', email_verified: true, name: 'Person Two' }, jar)
  expect(second.actor).toMatchObject({ name: 'Person Two' })
  const [identity] = await db.select().from(accounts).where(eq(accounts.providerAccountId, 'two'))
  expect(identity!.personId).not.toBe((first.actor as { id: string }).id)
})

test('AU-25 an issuer’s own word for a verified address is taken; anything but a plain yes is not', () => {
  const claims = { sub: 's', email: 'a@x.example', name: 'A' }
  expect(identityOf({ ...claims, xms_edov: true }).ok).toBe(true)
  for (const odd of ['yes', 'false', 0, null, {}, [true]]) expect(identityOf({ ...claims, email_verified: odd }).ok).toBe(false)
})
