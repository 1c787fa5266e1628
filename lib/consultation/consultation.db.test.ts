import { expect, test } from 'vitest'
import { makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { makePerson } from '../../tests/group'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, inAWeek, makeWorkingGroup, refusalOf, rowsOf, standAt, valueOf, writeDraft } from '../../tests/working-group'
import { declareInterest } from '../calls/commands'
import { anonymous, type PersonActor } from '../kernel/actor'
import { londonMoment } from '../kernel/clock'
import { discardVersion, tagVersion } from '../versions/commands'
import { closeConsultation, closeDueConsultations, openConsultation, replyToComment } from './commands'
import { statusInWords } from './consultation'
import { publicConsultation } from './public-queries'
import { commentById, commentsOf, consultationById, consultationsOf } from './queries'

const { db, sql } = await testDatabase()

test('CN-1 the assigned advisor opens it on the newest version, with an introduction and a time to come; one at a time', async () => {
  const it = await makeWorkingGroup(db)
  const first = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'Other words.')))
  const second = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Two' }))
  const open = (actor: PersonActor, more: { versionId?: string; introduction?: string; closesAt?: Date } = {}) =>
    openConsultation(db, actor, { standardId: it.standard.id, versionId: second.id, introduction: 'Tell us.', closesAt: inAWeek(), ...more })
  for (const actor of [it.lead, it.editor, it.reviewer, it.observer]) expect(codeOf(await open(actor))).toBe('advisor-only')
  for (const actor of [it.outsider, it.admin]) expect(codeOf(await open(actor))).toBe('not-found')
  expect(codeOf(await open(it.advisor, { versionId: first.id }))).toBe('not-newest')
  expect(refusalOf(await open(it.advisor, { introduction: ' \n' }))).toMatchObject({ field: 'introduction' })
  expect(refusalOf(await open(it.advisor, { closesAt: new Date(Date.now() - 1000) }))).toMatchObject({ field: 'closesAt' })
  expect(await rowsOf(db, 'consultations')).toBe(0)
  const { consultationId } = valueOf(await open(it.advisor))
  expect(await consultationById(db, consultationId)).toMatchObject({ number: 1, digest: second.digest, versionLabel: 'v0.2', state: { kind: 'open' } })
  expect(codeOf(await open(it.advisor))).toBe('taken')
  expect(valueOf(await consultationsOf(db, it.observer, it.standard.slug)).consultations).toHaveLength(1)
  expect(codeOf(await consultationsOf(db, it.outsider, it.standard.slug))).toBe('not-found')
})

test('CN-1 across the clock change it closes at the hour that a London clock shows', async () => {
  await standAt(sql, '2026-10-20T09:00:00Z')
  try {
    const it = await makeConsultation(db, londonMoment('2026-10-26', '17:00')!)
    expect(statusInWords(it.consultation, new Date('2026-10-20T09:00:00Z'))).toBe('Open until 26 October 2026, 5pm GMT')
    // An hour early by the winter clock is five o'clock by the summer's: still open.
    await standAt(sql, '2026-10-26T16:59:59Z')
    expect(valueOf(await it.comment(it.outsider))).toMatchObject({ label: 'C-1', late: false })
    expect(await closeDueConsultations(db)).toEqual([])
    await standAt(sql, '2026-10-26T17:00:00Z')
    expect(valueOf(await it.comment(it.outsider))).toMatchObject({ label: 'LC-1', late: true })
    expect(await closeDueConsultations(db)).toEqual([it.consultationId])
    expect(statusInWords((await consultationById(db, it.consultationId))!, new Date('2026-11-20T09:00:00Z'))).toBe('Closed on 26 October 2026, 5pm GMT')
  } finally {
    await standAt(sql)
  }
})

test('CN-3 anyone signed in comments while it is open; an administrator as such does not', async () => {
  const it = await makeConsultation(db)
  const unattached = await makePerson(db, 'Somebody unattached')
  for (const actor of [it.outsider, it.observer, it.reviewer, it.editor, it.lead, it.advisor, unattached]) expect(codeOf(await it.comment(actor))).toBeNull()
  expect(codeOf(await it.comment(it.admin))).toBe('not-allowed')
  expect(codeOf(await it.comment(anonymous as PersonActor))).toBe('sign-in-needed')
  expect(refusalOf(await it.comment(it.outsider, { body: ' ' }))).toMatchObject({ field: 'body' })
  expect(codeOf(await it.comment(it.outsider, { blockId: 'zzzzzzzzzzzz' }))).toBe('not-found')
  expect((await commentsOf(db, it.consultationId)).map((comment) => comment.label)).toEqual(['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6', 'C-7'])
})

test('CN-4 the words it was on, the organisation and the constituency are the server\'s word', async () => {
  const it = await makeConsultation(db)
  const { commentId } = valueOf(await it.comment(it.holders[4]!, { proposedText: 'It works on a tablet.' }))
  expect(await commentById(db, commentId)).toMatchObject({
    label: 'C-1', ref: 'FSM-01', quotation: 'It works on a phone.', organisation: 'Keystone', constituency: 'supplier', authorName: 'Marcus Webb', proposedText: 'It works on a tablet.',
  })
  expect(codeOf(await it.comment(it.outsider, { organisationId: it.council.id }))).toBe('not-allowed')
  const whole = valueOf(await it.comment(it.outsider, { blockId: null }))
  expect(await commentById(db, whole.commentId)).toMatchObject({ ref: '', quotation: '', organisation: null })
  const heading = valueOf(await it.comment(it.outsider, { blockId: 'hhhhhhhhhhhh' }))
  expect(await commentById(db, heading.commentId)).toMatchObject({ ref: '', quotation: 'Form design' })
})

test('CN-5 before its time only the advisor closes it, with a reason; CN-6 the counts are those of that moment', async () => {
  const it = await makeConsultation(db)
  for (const actor of [it.outsider, it.outsider, it.holders[0]!, it.holders[1]!]) valueOf(await it.comment(actor))
  const close = (actor: PersonActor, reason = 'The law has changed.') => closeConsultation(db, actor, { consultationId: it.consultationId, reason })
  for (const actor of [it.lead, it.editor, it.outsider, it.admin]) expect(codeOf(await close(actor))).toBe('advisor-only')
  expect(refusalOf(await close(it.advisor, ' '))).toMatchObject({ field: 'reason' })
  expect(valueOf(await close(it.advisor))).toMatchObject({ comments: 4, objections: 0, organisations: 1, people: 3, closedByName: 'The advisor' })
  expect(codeOf(await close(it.advisor))).toBe('closed')
  valueOf(await it.comment(it.outsider))
  expect((await consultationById(db, it.consultationId))!.state).toMatchObject({ kind: 'closed', closing: { comments: 4, reason: 'The law has changed.' } })
})

test('CN-8 after the closing a comment is late; advisors and administrators send none', async () => {
  const it = await makeConsultation(db)
  valueOf(await it.comment(it.outsider))
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'Enough' }))
  expect(valueOf(await it.comment(it.outsider))).toMatchObject({ label: 'LC-1', late: true })
  expect(valueOf(await it.comment(it.observer))).toMatchObject({ label: 'LC-2', late: true })
  for (const actor of [it.advisor, it.admin]) expect(codeOf(await it.comment(actor))).toBe('not-allowed')
})

test('CN-10 members, the advisor and the author reply; for others the comment is not there', async () => {
  const it = await makeConsultation(db)
  const { commentId } = valueOf(await it.comment(it.outsider))
  const reply = (actor: PersonActor, body = 'Thank you.') => replyToComment(db, actor, { commentId, body })
  for (const actor of [it.reviewer, it.editor, it.lead, it.advisor, it.outsider]) expect(codeOf(await reply(actor))).toBeNull()
  expect(codeOf(await reply(it.observer))).toBe('not-allowed')
  for (const actor of [it.admin, await makePerson(db, 'Another')]) expect(codeOf(await reply(actor))).toBe('not-found')
  expect(refusalOf(await reply(it.lead, ''))).toMatchObject({ field: 'body' })
  const { replies } = (await commentById(db, commentId))!
  expect(replies.map((one) => [one.authorName, one.asAdvisor])).toEqual([['The reviewer', false], ['The editor', false], ['The lead', false], ['The advisor', true], ['The outsider', false]])
})

test('CN-16 what the writer has declared stands beside the name of a comment and of a reply, also what they declare later; nothing to declare does not', async () => {
  const it = await makeConsultation(db)
  const { commentId } = valueOf(await it.comment(it.editor))
  valueOf(await replyToComment(db, it.lead, { commentId, body: 'Thank you.' }))
  const beside = async () => {
    const { declared, replies } = (await commentById(db, commentId))!
    return [declared, replies[0]!.declared].map((all) => all.map((one) => one.text))
  }
  const declare = async (by: PersonActor, text: string) => valueOf(await declareInterest(db, by, { groupId: it.group.id, nothing: text === '', text }))
  await declare(it.lead, '')
  expect(await beside()).toEqual([[], []])
  await declare(it.editor, 'My brother works for Formwise.')
  await declare(it.lead, 'I hold shares in Keystone.')
  expect(await beside()).toEqual([['My brother works for Formwise.'], ['I hold shares in Keystone.', '']])
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'Enough' }))
  const open = JSON.stringify(await publicConsultation(db, it.standard.slug))
  expect(open).toContain('What about tablets?')
  expect(open).not.toMatch(/Formwise\.|Keystone\./)
})

test('CN-14 the version under consultation is not discarded', async () => {
  const it = await makeConsultation(db)
  const discard = () => discardVersion(db, it.advisor, { standardId: it.standard.id, versionId: it.version.id, reason: 'A slip' })
  expect(refusalOf(await discard())).toMatchObject({ code: 'frozen', message: expect.stringContaining('consultation is open') })
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'Enough' }))
  expect(codeOf(await discard())).toBeNull()
})
