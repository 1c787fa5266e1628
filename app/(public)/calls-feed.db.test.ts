import { expect, test } from 'vitest'
import { charterFromCall } from '@/lib/calls/charter-commands'
import { expressInterest } from '@/lib/calls/commands'
import { callBySlug, callForPerson, expressionsFor } from '@/lib/calls/queries'
import { makeApplicant, makeCall } from '@/tests/call'
import { testDatabase } from '@/tests/database'
import { makeGroup } from '@/tests/group'
import { ask } from '@/tests/public-site'
import { overSixty, standAt, valueOf } from '@/tests/working-group'

const { db, sql, url } = await testDatabase()
Object.assign(process.env, { DATABASE_URL: url, NEXTAUTH_URL: 'https://accord.example' })

const feed = async () => {
  const text = await (await ask('/calls.atom')).text()
  return { text, entries: text.split('<entry>').slice(1) }
}
const updatedIn = (entry: string) => /<updated>([^<]+)</.exec(entry)![1]

test('WEB-17 a call is in the feed from its publication, comes up when it closes and when its group is chartered, and names nobody who answered', async () => {
  expect((await feed()).entries).toEqual([])
  const { advisor } = await makeGroup(db)
  await standAt(sql, '2026-10-05T08:00:00Z')
  const call = await makeCall(db, advisor, { title: 'Meals & <milk>: apply', closesAt: new Date('2026-10-16T16:00:00Z') })
  await standAt(sql, '2026-10-06T08:00:00Z')
  await makeCall(db, advisor, { title: 'Blue badges: renew', closesAt: new Date('2026-10-30T16:00:00Z') })
  const all = await Promise.all([['Priya', 'council', 'service team'], ['Gethin', 'council', 'digital team'], ['Marcus', 'supplier', 'supplier']].map(([name, kind, constituency]) =>
    makeApplicant(db, `Zebedee ${name}`, kind as 'council', constituency as 'supplier')))
  for (const one of all) {
    valueOf(await expressInterest(db, one.person, { callId: call.id, organisationId: one.organisationId, constituency: one.constituency, offers: 'I know it.', nothing: false, text: 'We sell it.' }))
  }
  const { id } = (await callBySlug(db, call.slug))!
  const open = await feed()
  expect(open.entries.map((entry) => /<title>([^<]+)</.exec(entry)![1])).toEqual(['Call for collaboration: Blue badges: renew', 'Call for collaboration: Meals &amp; &lt;milk&gt;: apply'])
  expect(open.entries[1]).toContain(`<id>urn:uuid:${id}</id>`)
  expect(open.entries[1]).toContain(`<link href="https://accord.example/calls/${call.slug}"/>`)
  expect(open.entries[1]).toContain('This call is open until 16 October 2026, 5pm BST.')
  expect(updatedIn(open.entries[1]!)).toBe('2026-10-05T08:00:00.000Z')
  await standAt(sql, '2026-10-17T08:00:00Z')
  const closed = await feed()
  expect(closed.entries[0]).toContain('This call closed on 16 October 2026, 5pm BST.')
  expect(updatedIn(closed.entries[0]!)).toBe('2026-10-16T16:00:00.000Z')
  await standAt(sql, '2026-10-19T08:00:00Z')
  const rows = valueOf(await expressionsFor(db, valueOf(await callForPerson(db, advisor, call.slug))))
  valueOf(await charterFromCall(db, advisor, {
    callId: call.id, name: 'Meals from a call', remit: 'Agrees.', scope: 'Applying', quorum: overSixty, reviewPeriodMonths: 12, writtenWindowDays: 5,
    answers: rows.map((row) => ({ expressionId: row.id, answer: 'seat', reason: '', role: '', seatName: '', substituteId: null })),
  }))
  const chartered = await feed()
  expect(chartered.entries[0]).toContain('The working group “Meals from a call” was chartered from it.')
  expect(updatedIn(chartered.entries[0]!)).toBe('2026-10-19T08:00:00.000Z')
  for (const { text } of [open, closed, chartered]) expect(text).not.toMatch(/Zebedee|We sell it/)
  expect(await (await ask('/calls')).text()).toContain('href="/calls.atom"')
  await standAt(sql)
})
