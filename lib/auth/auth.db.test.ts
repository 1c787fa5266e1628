import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mailbox, outgoingMail, people, sessions, verificationTokens } from '@/drizzle/schema'
import { testDatabase } from '@/tests/database'
import { makePerson } from '@/tests/group'
import { changeOwnName, endOtherSessions, endOwnSession, ownSessions } from './account-commands'
import { endSessionOfToken, startSession, touchSession } from './commands'
import { demoPerson } from './demo-queries'
import { linkAsRead, redeemLink, requestLink } from './link-commands'
import { letterOf, linksIn } from './mail'
import { keptLetters, postLetter, sendNextLetter } from './mail-commands'
import { actorOfToken, hashOfToken } from './sessions'
import { authSettings } from './settings'

const { db, owner } = await testDatabase()
const settings = authSettings({ NEXTAUTH_URL: 'https://accord.test', NEXTAUTH_SECRET: 'not a secret here', ACCORD_DEMO: '1' })
const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'ok' : result.refusal!.code)

async function linkTo(email: string) {
  const asked = await requestLink(db, settings, { email, next: '/workspace/groups' })
  if (!asked.ok) throw new Error(asked.refusal.message)
  const [letter] = await keptLetters(db, asked.value.email)
  return { letter: letter!, token: new URL(letter!.links[0]!).searchParams.get('token')! }
}

test('AU-5 a link is read as often as scanners like and signs in once', async () => {
  const person = await makePerson(db, 'Scan Ned')
  const { token } = await linkTo(person.email)
  for (let times = 0; times < 5; times += 1) expect(await linkAsRead(db, token)).toEqual({ ok: true, value: { email: person.email, known: true } })
  expect(await redeemLink(db, { token, name: '' })).toEqual({ ok: true, value: { personId: person.id } })
  expect(code(await redeemLink(db, { token, name: '' }))).toBe('expired')
  expect(code(await linkAsRead(db, token))).toBe('expired')
})

test('AU-5 of two who press the button at once one signs in', async () => {
  const { token } = await linkTo((await makePerson(db, 'Twice Pressed')).email)
  const both = await Promise.all([redeemLink(db, { token, name: '' }), redeemLink(db, { token, name: '' })])
  expect(both.map(code).sort()).toEqual(['expired', 'ok'])
})

test('AU-6 the letter goes to the one stored address; the database holds the token only as its digest', async () => {
  const { letter, token } = await linkTo('  Some.One@Wexshire.EXAMPLE ')
  expect(letter.to).toBe('some.one@wexshire.example')
  expect(letter.links[0]).toMatch(/^https:\/\/accord\.test\/sign-in\/link\?token=[\w-]{43}&next=%2Fworkspace%2Fgroups$/)
  expect(JSON.stringify(await db.select().from(verificationTokens))).not.toContain(token)
  expect(code(await requestLink(db, settings, { email: 'a@x.example,b@x.example', next: '/' }))).toBe('invalid')
})

test('AU-7 asking tells nobody whether an address is known', async () => {
  const [known, unknown] = [(await makePerson(db, 'Known One')).email, 'never.seen@x.example']
  const suspended = await makePerson(db, 'Sus Pended')
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, suspended.id))
  for (const email of [known, unknown, suspended.email]) {
    expect(await requestLink(db, settings, { email, next: '/' })).toEqual({ ok: true, value: { email } })
    expect(await keptLetters(db, email)).toHaveLength(1)
  }
})

test('AU-8 a newcomer gives a name and becomes a person of no group; the refused name leaves the link good', async () => {
  const { token } = await linkTo('new.comer@x.example')
  expect(await linkAsRead(db, token)).toMatchObject({ value: { known: false } })
  expect(code(await redeemLink(db, { token, name: ' ' }))).toBe('invalid')
  expect(code(await redeemLink(db, { token, name: 'Evil\u202Egnp' }))).toBe('invalid')
  expect(code(await redeemLink(db, { token, name: 'New Comer' }))).toBe('ok')
  const [made] = await db.select().from(people).where(eq(people.email, 'new.comer@x.example'))
  expect(made).toMatchObject({ name: 'New Comer', isAdmin: false })
  expect(made!.emailVerified).not.toBeNull()
})

test('AU-9 a link ends after its hour, and for a suspended person it opens nothing', async () => {
  const old = await linkTo((await makePerson(db, 'Too Late')).email)
  await owner.update(verificationTokens).set({ expires: sql`now() - interval '1 second'` }).where(eq(verificationTokens.token, hashOfToken(old.token)))
  expect(code(await redeemLink(db, { token: old.token, name: '' }))).toBe('expired')
  const person = await makePerson(db, 'Shut Out')
  const { token } = await linkTo(person.email)
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, person.id))
  expect(code(await redeemLink(db, { token, name: '' }))).toBe('suspended')
})

test('AU-10 an address is not flooded: five links an hour, also when asked for at once', async () => {
  const asked = await Promise.all(Array.from({ length: 9 }, () => requestLink(db, settings, { email: 'flood@x.example', next: '/' })))
  expect(asked.filter((result) => result.ok)).toHaveLength(5)
  expect(asked.filter((result) => code(result) === 'too-fast')).toHaveLength(4)
})

test('AU-11 a session is known by its digest, ends in the database, and slides while it is used', async () => {
  const person = await makePerson(db, 'Ses Sion')
  const token = await startSession(db, person.id, 'Mozilla/5.0 Firefox/140.0')
  expect(await actorOfToken(db, token)).toMatchObject({ kind: 'person', id: person.id })
  expect(JSON.stringify(await db.select().from(sessions))).not.toContain(token)
  const own = eq(sessions.tokenHash, hashOfToken(token))
  await db.update(sessions).set({ lastSeenAt: sql`now() - interval '1 hour'`, expires: sql`now() + interval '1 day'` }).where(own)
  await touchSession(db, token)
  const [slid] = await db.select({ days: sql<number>`extract(epoch from expires - now()) / 86400` }).from(sessions).where(own)
  expect(Number(slid!.days)).toBeGreaterThan(13)
  await db.update(sessions).set({ lastSeenAt: sql`now() - interval '1 hour'`, createdAt: sql`now() - interval '89 days'` }).where(own)
  await touchSession(db, token)
  const [capped] = await db.select({ days: sql<number>`extract(epoch from expires - now()) / 86400` }).from(sessions).where(own)
  expect(Number(capped!.days)).toBeLessThan(1.1)
  await endSessionOfToken(db, token)
  expect((await actorOfToken(db, token)).kind).toBe('anonymous')
})

test('AU-12 people list and end their own sessions and nobody else’s', async () => {
  const [one, other] = [await makePerson(db, 'One Self'), await makePerson(db, 'Some Body')]
  const [here, there, foreign] = [await startSession(db, one.id, 'here'), await startSession(db, one.id, 'there'), await startSession(db, other.id, 'foreign')]
  const own = await ownSessions(db, one, here)
  expect(own.map((session) => [session.device, session.isThis]).sort()).toEqual([['here', true], ['there', false]])
  const [foreignRow] = await ownSessions(db, other, foreign)
  expect(code(await endOwnSession(db, one, { sessionId: foreignRow!.id }))).toBe('not-found')
  await endOtherSessions(db, one, here)
  expect((await actorOfToken(db, there)).kind).toBe('anonymous')
  expect([(await actorOfToken(db, here)).kind, (await actorOfToken(db, foreign)).kind]).toEqual(['person', 'person'])
  expect(code(await changeOwnName(db, one, { name: 'Other Name' }))).toBe('ok')
})

test('AU-13 without a mail server letters wait; a letter that fails is tried again later, and one that went is gone', async () => {
  const out = { demo: false }
  await postLetter(db, out, letterOf('a@x.example', 'One', 'text'))
  await postLetter(db, out, letterOf('b@x.example', 'Two', 'text'))
  expect(await db.select().from(mailbox).where(eq(mailbox.to, 'a@x.example'))).toEqual([])
  const sent: string[] = []
  const send = async ({ to }: { to: string }) => { if (to === 'a@x.example') throw new Error('mailbox full'); sent.push(to) }
  while (await sendNextLetter(db, send)) { /* the next one */ }
  expect(sent).toEqual(['b@x.example'])
  expect(await db.select().from(outgoingMail)).toMatchObject([{ to: 'a@x.example', attempts: 1, lastError: expect.stringContaining('mailbox full') }])
})

test('AU-14 a subject is one line, whatever a name holds', () => {
  expect(letterOf('a@x.example', 'Hello\r\nBcc: b@y.example', 'x').subject).toBe('Hello Bcc: b@y.example')
  expect(linksIn('go to https://a.example/x?y=1 and http://b.example.')).toEqual(['https://a.example/x?y=1', 'http://b.example.'])
})

test('AU-15 only an invented person can be signed in as without proof', async () => {
  const [demo] = await db.insert(people).values({ name: 'Demo', email: 'demo.one@wexshire.example' }).returning()
  await db.insert(people).values({ name: 'Real', email: 'real.one@council.gov.uk' })
  expect(await demoPerson(db, 'Demo.One@wexshire.example')).toMatchObject({ id: demo!.id })
  expect(await demoPerson(db, 'real.one@council.gov.uk')).toBeNull()
})
