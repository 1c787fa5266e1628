import { expect, test } from 'vitest'
import { makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { codeOf, refusalOf, rowsOf, valueOf } from '../../tests/working-group'
import { eventsOfGroup } from '../audit/queries'
import type { PersonActor } from '../kernel/actor'
import { closeConsultation } from './commands'
import type { LateInput } from './late'
import { answerLateComment } from './late-commands'
import { backlogOf } from './late-queries'
import { commentById, consultationById } from './queries'

const { db } = await testDatabase()

/** A consultation that has closed, and one late comment to it. */
async function closedWithLate() {
  const it = await makeConsultation(db)
  const onTime = valueOf(await it.comment(it.outsider))
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'Enough' }))
  const { commentId } = valueOf(await it.comment(it.outsider, { body: 'Some parents have no number to give.' }))
  const answer = (by: PersonActor, more: Partial<LateInput & { commentId: string; reply: string }> = {}) =>
    answerLateComment(db, by, { commentId, decision: 'defer', reason: 'It needs work with the schools.', deferredTo: 'v1.1', ...more })
  return { ...it, onTime, commentId, answer }
}

test('CN-9 only the assigned advisor answers a late comment, with a reason, and once', async () => {
  const it = await closedWithLate()
  for (const actor of [it.lead, it.editor, it.outsider, it.admin]) expect(codeOf(await it.answer(actor))).toBe('advisor-only')
  expect(refusalOf(await it.answer(it.advisor, { reason: ' ' }))).toMatchObject({ field: 'reason' })
  expect(refusalOf(await it.answer(it.advisor, { deferredTo: 'next year' }))).toMatchObject({ field: 'deferredTo' })
  expect(refusalOf(await it.answer(it.advisor, { decision: 'maybe' as 'admit' }))).toMatchObject({ field: 'decision' })
  expect(codeOf(await it.answer(it.advisor, { commentId: it.onTime.commentId }))).toBe('invalid')
  expect(await rowsOf(db, 'late_decisions')).toBe(0)
  expect(codeOf(await it.answer(it.advisor))).toBeNull()
  expect(codeOf(await it.answer(it.advisor, { decision: 'admit', deferredTo: '' }))).toBe('already-done')
})

test('CN-9 what is deferred is on the backlog of that version, its author reads reason and reply, and the counts stay', async () => {
  const it = await closedWithLate()
  valueOf(await it.answer(it.advisor, { reply: 'Thank you. We take it up in v1.1.' }))
  expect(await commentById(db, it.commentId)).toMatchObject({
    label: 'LC-1', answer: { decision: 'defer', deferredTo: 'v1.1', reason: 'It needs work with the schools.', decidedByName: 'The advisor' },
    replies: [{ body: 'Thank you. We take it up in v1.1.', asAdvisor: true }],
  })
  expect(await backlogOf(db, it.standard.id)).toMatchObject([{ title: 'LC-1 on FSM-01: Some parents have no number to give.', forVersion: 'v1.1', source: 'late comment' }])
  expect((await consultationById(db, it.consultationId))!.state).toMatchObject({ closing: { comments: 1 } })
  const told = (await eventsOfGroup(db, it.group.id)).map((event) => event.sentence)
  expect(told.join('\n')).toMatch(/deferred to v1\.1 the late comment LC-1: It needs work/)
  expect(told.join('\n')).toMatch(/put “LC-1 on FSM-01: .*” on the backlog for v1\.1/)
})

test('CN-9 one that is admitted or declined waits for no version and makes no item', async () => {
  for (const decision of ['admit', 'decline'] as const) {
    const it = await closedWithLate()
    valueOf(await it.answer(it.advisor, { decision }))
    expect((await commentById(db, it.commentId))!.answer).toMatchObject({ decision, deferredTo: '' })
    expect(await backlogOf(db, it.standard.id)).toEqual([])
  }
})
