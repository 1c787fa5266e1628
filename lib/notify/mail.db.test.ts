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
import { codeOf, refusalOf, standAt, valueOf } from '../../tests/working-group'
import { type News, tellPerson } from './commands'
import { sendDueDigests } from './digest-commands'
import { chooseWishes } from './settings-commands'

const { db, sql: raw, appSql } = await testDatabase()
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

test('NO-7 who wants no digest any more finds none waiting when they want one again; a choice that there is not is refused with its field', async () => {
  const person = await makePerson(db, 'Off And On')
  await tell(person, news)
  valueOf(await chooseWishes(db, person, { needsMe: 'at once', rest: 'off' }))
  valueOf(await chooseWishes(db, person, { needsMe: 'at once', rest: 'daily' }))
  expect(await db.select().from(digestItems)).toEqual([])
  for (const [wrong, field] of [[{ needsMe: 'never', rest: 'off' }, 'needsMe'], [{ needsMe: 'off', rest: 'hourly' }, 'rest']] as const) {
    expect(refusalOf(await chooseWishes(db, person, wrong))).toMatchObject({ code: 'invalid', field })
  }
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

test('NO-8 a period’s digest is one for ever: PostgreSQL refuses a second when the letter of the first is long gone, and nothing takes back that it was', async () => {
  const person = await makePerson(db, 'One A Period')
  await standAt(raw, '2027-05-03T20:00:00Z')
  await tell(person, news)
  await standAt(raw, '2027-05-04T06:30:00Z')
  expect(await sendDueDigests(db, post)).toBe(1)
  await db.delete(outgoingMail)
  // Told before the period was due and committed after its digest: it waits for the next, which is a digest of its own.
  await standAt(raw, '2027-05-03T23:00:00Z')
  await tell(person, news)
  await standAt(raw, '2027-05-04T23:00:00Z')
  expect([await sendDueDigests(db, post), (await queued(person)).length]).toEqual([0, 0])
  await expect(appSql`insert into digests (person_id, period, items) values (${person.id}, '2027-05-04', 1)`).rejects.toMatchObject({ code: '23505' })
  for (const sql of [appSql, raw]) {
    await expect(sql`delete from digests where person_id = ${person.id}`).rejects.toThrow()
    await expect(sql`update digests set period = '2020-01-01' where person_id = ${person.id}`).rejects.toThrow()
  }
  await standAt(raw, '2027-05-05T06:30:00Z')
  expect([await sendDueDigests(db, post), (await digestsTo(person)).length]).toEqual([1, 1])
  await standAt(raw)
})

test('NO-11 a letter’s key guards after it was sent too; who posts it again is not refused; it is kept for 90 days, whoever asks', async () => {
  const letter = { ...letterOf('once@x.example', 'Once', 'text'), key: 'event 7 once' }
  const sent: string[] = []
  const all = async () => { while (await sendNextLetter(db, async ({ to }) => { sent.push(to) })) { /* the next one */ } }
  const postBoth = () => inTransaction(db, async (tx) => {
    await postLetter(tx, post, letter)
    await postLetter(tx, post, letterOf('free@x.example', 'As often as asked', 'text'))
    return ok(undefined)
  })
  for (let times = 0; times < 3; times += 1) {
    valueOf(await postBoth())
    await all()
  }
  expect(sent.filter((to) => to.startsWith('once'))).toHaveLength(1)
  expect(sent.filter((to) => to.startsWith('free'))).toHaveLength(3)
  expect(await raw`insert into outgoing_mail ("to", subject, text, key) values ('once@x.example', 'By hand', '', ${letter.key}) returning id`).toEqual([])
  await expect(raw`delete from posted_letters where key = ${letter.key}`).rejects.toThrow('kept for 90 days')
  for (const [by, statement] of [[raw, 'truncate posted_letters'], [raw, 'update posted_letters set at = now()'], [appSql, 'delete from posted_letters'], [appSql, `insert into posted_letters (key) values ('x')`]] as const) {
    await expect(by.unsafe(statement), statement).rejects.toThrow()
  }
  await raw`insert into posted_letters (key, at) values ('old', now() - interval '91 days'), ('young', now() - interval '89 days')`
  await postLetter(db, post, { ...letter, key: 'event 8 once' })
  expect((await raw`select key from posted_letters where key in ('old', 'young', ${letter.key}) order by key`).map(({ key }) => key)).toEqual([letter.key, 'young'])
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
