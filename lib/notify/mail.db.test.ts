import { and, eq, inArray, sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { digestItems, digests, mailbox, notifications, outgoingMail, people } from '@/drizzle/schema'
import { letterOf, MaybeSent } from '../auth/mail'
import { lettersLost, postLetter, sendNextLetter } from '../auth/mail-commands'
import { inTransaction } from '../db'
import type { PersonActor } from '../kernel/actor'
import { ok } from '../kernel/result'
import { testDatabase } from '../../tests/database'
import { makePerson } from '../../tests/group'
import { codeOf, standAt, valueOf } from '../../tests/working-group'
import { type News, tellPerson } from './commands'
import { sendDueDigests } from './digest-commands'
import { chooseWishes } from './settings-commands'

const { db, sql: raw } = await testDatabase()
const post = { publicUrl: 'https://accord.test', demo: false, secret: 'of the tests alone' }

const tell = (person: PersonActor, news: Partial<News> = {}) => inTransaction(db, async (tx) => {
  await tellPerson(tx, post, { personId: person.id, kind: 'mention', sentence: 'Somebody mentioned you', link: '/workspace', ...news })
  return ok(undefined)
})
const queued = (person: PersonActor) => db.select().from(outgoingMail).where(eq(outgoingMail.to, person.email))
const digestsTo = async (person: PersonActor) => (await queued(person)).filter((letter) => letter.key?.startsWith('digest'))
const news = { kind: 'outcome', sentence: 'A round closed' } as const

beforeEach(async () => {
  await db.delete(outgoingMail)
  await db.delete(digestItems)
})

test('NO-7 what needs a person is mailed at once and the rest waits, each as they chose', async () => {
  const [usual, silent] = [await makePerson(db, 'Usual One'), await makePerson(db, 'Silent One')]
  valueOf(await chooseWishes(db, silent, { needsMe: 'off', rest: 'off' }))
  expect(codeOf(await chooseWishes(db, silent, { needsMe: 'never', rest: 'off' }))).toBe('invalid')
  for (const person of [usual, silent]) {
    await tell(person)
    await tell(person, news)
  }
  expect(await queued(usual)).toHaveLength(1)
  expect(await queued(silent)).toEqual([])
  expect((await db.select().from(digestItems)).map((item) => item.personId)).toEqual([usual.id])
  expect(await db.select().from(notifications).where(eq(notifications.personId, silent.id))).toHaveLength(2)
})

test('NO-8 a digest is sent once a person and day, at 7am in London and not before, and never of nothing', async () => {
  const [daily, weekly] = [await makePerson(db, 'Day By Day'), await makePerson(db, 'Week By Week')]
  valueOf(await chooseWishes(db, weekly, { needsMe: 'at once', rest: 'weekly' }))
  // Saturday to Sunday, 28 March 2027: the clocks go forward, and 7am is 06:00 UTC.
  await standAt(raw, '2027-03-27T20:00:00Z')
  for (const person of [daily, weekly]) await tell(person, news)
  await standAt(raw, '2027-03-28T05:59:00Z')
  expect(await sendDueDigests(db, post)).toBe(0)
  await standAt(raw, '2027-03-28T06:00:30Z')
  const sent = await Promise.all([sendDueDigests(db, post), sendDueDigests(db, post)])
  expect(sent[0] + sent[1]).toBe(1)
  await tell(daily, news)
  expect(await sendDueDigests(db, post)).toBe(0)
  expect(await digestsTo(daily)).toMatchObject([{ subject: '1 piece of news from Accord', unsubscribe: expect.stringContaining('from=rest') }])
  await standAt(raw, '2027-03-29T06:01:00Z')
  expect(await sendDueDigests(db, post)).toBe(2)
  expect((await db.select().from(digests).where(eq(digests.personId, weekly.id))).map((row) => row.period)).toEqual(['2027-W13'])
  await standAt(raw, '2027-03-30T06:01:00Z')
  expect(await sendDueDigests(db, post)).toBe(0)
  await standAt(raw)
})

test('NO-5 a suspended person gets neither letter nor digest', async () => {
  const person = await makePerson(db, 'Soon Suspended')
  await standAt(raw, '2027-06-01T20:00:00Z')
  await tell(person, news)
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, person.id))
  await tell(person)
  await standAt(raw, '2027-06-02T12:00:00Z')
  expect(await sendDueDigests(db, post)).toBe(0)
  expect(await queued(person)).toEqual([])
  await standAt(raw)
})

test('NO-10 a hostile name is no markup, no header, and turns no reading direction', async () => {
  const person = await makePerson(db, 'Reads Mail')
  await tell(person, { sentence: '<img src=x onerror=alert(1)> "Eve"\r\nBcc: all@x.example \u202egnihton' })
  const [letter] = await queued(person)
  expect(letter!.html).not.toMatch(/<img|\u202e/)
  expect(letter!.html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;Eve&quot; Bcc: all@x.example gnihton')
  expect(letter!.subject).not.toMatch(/[\r\n\u202e]/)
  expect(letter!.html).not.toMatch(/<(img|script|link|style)|url\(/)
})

test('AU-13 two mailers at once send each letter once, and one whose mailer died amid it is not sent again', async () => {
  for (let n = 0; n < 20; n += 1) await postLetter(db, post, { ...letterOf(`n${n}@x.example`, 'Once', 'text'), key: `k${n}` })
  await postLetter(db, post, { ...letterOf('n0@x.example', 'Once', 'text'), key: 'k0' })
  const sent: string[] = []
  const mailer = async () => { while (await sendNextLetter(db, async ({ to }) => { await Promise.resolve(); sent.push(to) })) { /* the next one */ } }
  await Promise.all([mailer(), mailer(), mailer()])
  expect(sent.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `n${n}@x.example`).sort())
  await postLetter(db, post, letterOf('died@x.example', 'Once', 'text'))
  let arrived = 0
  // The process ends after the mail server took the letter and before that was written down: nothing after `send` ever runs.
  void sendNextLetter(db, () => { arrived += 1; return new Promise(() => {}) })
  await expect.poll(() => arrived).toBe(1)
  expect(await sendNextLetter(db, async () => { arrived += 1 })).toBe(false)
  await db.update(outgoingMail).set({ takenAt: sql`now() - interval '2 hours'` })
  expect([(await lettersLost(db)).length, (await lettersLost(db)).length]).toEqual([1, 0])
  expect(await sendNextLetter(db, async () => { arrived += 1 })).toBe(false)
  expect(arrived).toBe(1)
})

test('AU-13 a letter that may have arrived is not tried again; one that surely did not is, under the same name', async () => {
  await postLetter(db, post, letterOf('maybe@x.example', 'One', 'text'))
  await postLetter(db, post, letterOf('surely@x.example', 'Two', 'text'))
  const tried: string[] = []
  const send = async ({ to, name }: { to: string; name: string }) => {
    tried.push(`${to} ${name}`)
    throw to.startsWith('maybe') ? new MaybeSent('no answer') : new Error('450 later')
  }
  const all = async () => { while (await sendNextLetter(db, send)) { /* the next one */ } }
  await all()
  await db.update(outgoingMail).set({ notBefore: sql`now()` }).where(inArray(outgoingMail.to, ['maybe@x.example', 'surely@x.example']))
  await all()
  expect(tried.filter((one) => one.startsWith('maybe'))).toHaveLength(1)
  const again = tried.filter((one) => one.startsWith('surely'))
  expect([again.length, new Set(again).size]).toEqual([2, 1])
  expect(await db.select().from(mailbox).where(and(eq(mailbox.to, 'surely@x.example')))).toEqual([])
})
