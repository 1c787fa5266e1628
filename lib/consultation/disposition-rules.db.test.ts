import { beforeAll, expect, test } from 'vitest'
import { allowed, attack } from '../../tests/attack'
import { type Consulted, makeConsulted } from '../../tests/consulted'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { requirement } from '../../tests/texts'
import { refusedBy, standAt, valueOf } from '../../tests/working-group'
import { writeComment } from './commands'
import { disposeOf, withdrawComment } from './disposition-commands'

const { db, sql } = await testDatabase()
let on: Consulted
beforeAll(async () => { on = await makeConsulted(db, (it) => [{ by: it.outsider }, { by: it.editor }, { by: it.lead }]) })

interface Row { comment?: string; outcome?: string; reason?: string; by?: string; to?: string; block?: string }
const row = ({ comment = on.comments[0]!.id, outcome = 'accepted', reason = 'So', by = on.lead.id, to = '', block }: Row = {}) => `
  insert into dispositions (comment_id, revision, outcome, reason, deferred_to, changed_block_id, disposed_by, disposed_at)
  values ('${comment}', 77, '${outcome}', '${reason}', '${to}', ${block ? `'${block}'` : 'null'}, '${by}', '2001-01-01')`

test('DD-1 dispositions never change and never vanish', async () => {
  for (const statement of [`update dispositions set outcome = 'accepted'`, 'delete from dispositions', 'truncate dispositions cascade']) {
    expect(await attack(sql, statement, row())).toMatch(/never changes/)
  }
})

test('DD-2 nobody disposes of their own, and only editors, the lead editor and the assigned advisor of another\'s', async () => {
  for (const by of [on.lead, on.editor, on.advisor]) await allowed(sql, row({ by: by.id }))
  for (const by of [on.reviewer, on.observer, on.admin, on.holders[0]!]) expect(await attack(sql, row({ by: by.id }))).toMatch(/by an editor/)
  expect(await attack(sql, row({ by: on.outsider.id }))).toMatch(/their own comment/)
  expect(await attack(sql, row({ comment: on.comments[1]!.id, by: on.editor.id }))).toMatch(/their own comment/)
  expect(await attack(sql, row({ comment: on.comments[2]!.id, by: on.lead.id }))).toMatch(/their own comment/)
  expect(await attack(sql, row({ by: on.editor.id }), `update group_members set left_at = now() where person_id = '${on.editor.id}'`)).toMatch(/by an editor/)
  expect(await attack(sql, row({ by: on.editor.id }), `update people set suspended_at = now() where id = '${on.editor.id}'`)).toMatch(/by an editor/)
})

test('DD-3 only the author withdraws, and that is final', async () => {
  await allowed(sql, row({ outcome: 'withdrawn', reason: '', by: on.outsider.id }))
  for (const by of [on.lead, on.advisor]) expect(await attack(sql, row({ outcome: 'withdrawn', by: by.id }))).toMatch(/Only the person who wrote/)
  expect(await attack(sql, row(), row({ outcome: 'withdrawn', by: on.outsider.id }))).toMatch(/has been withdrawn/)
})

test('DD-4 a disposition has a reason, a known outcome, and names what it waits for and what it changed where it must and may', async () => {
  expect(await attack(sql, row({ reason: ' ' }))).toMatch(/needs a reason/)
  expect(await refusedBy(sql.unsafe(row({ outcome: 'noted' })))).toMatch(/known_outcome/)
  expect(await attack(sql, row({ outcome: 'deferred' }))).toMatch(/version it waits for/)
  expect(await attack(sql, row({ to: 'v1.1' }))).toMatch(/version it waits for/)
  expect(await attack(sql, row({ outcome: 'not accepted', block: 'a'.repeat(12) }))).toMatch(/names the change/)
  await allowed(sql, row({ block: 'a'.repeat(12) }))
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(row({ outcome: 'deferred', to: 'v1.1' }))))).toMatch(/on the backlog/)
})

test('DD-5 the revision and the hour are the database\'s word, one after another under the standard\'s lock', async () => {
  const it = await makeConsulted(db, (world) => [{ by: world.outsider }])
  const each = await Promise.all(Array.from({ length: 6 }, () => disposeOf(db, it.lead, {
    standardId: it.standard.id, commentIds: [it.comments[0]!.id], outcome: 'accepted', reason: 'x', deferredTo: '', changedBlockId: null,
  })))
  each.forEach(valueOf)
  const rows = await sql`select revision, disposed_at > now() - interval '1 minute' as fresh from dispositions where comment_id = ${it.comments[0]!.id} order by revision`
  expect(rows.map((one) => [one.revision, one.fresh])).toEqual([1, 2, 3, 4, 5, 6].map((revision) => [revision, true]))
  const race = await Promise.all([withdrawComment(db, it.outsider, { commentId: it.comments[0]!.id, reason: '' }), withdrawComment(db, it.outsider, { commentId: it.comments[0]!.id, reason: '' })])
  expect(race.filter((one) => one.ok)).toHaveLength(1)
})

test('DD-6 a late comment is disposed of only when it was admitted', async () => {
  const it = await makeConsulted(db, (world) => [{ by: world.outsider }])
  await standAt(sql, new Date(Date.now() + 8 * 24 * 3600 * 1000).toISOString())
  try {
    const late = valueOf(await writeComment(db, it.outsider, { consultationId: it.consultationId, blockId: null, kind: 'general', body: 'Too late?' }))
    expect(late.label).toBe('LC-1')
    const decided = (decision: string, to = '') => `insert into late_decisions (comment_id, decision, reason, deferred_to, decided_by)
      values ('${late.commentId}', '${decision}', 'So', '${to}', '${it.advisor.id}')`
    const attempt = row({ comment: late.commentId, by: it.lead.id })
    expect(await attack(sql, attempt)).toMatch(/only when the advisor has admitted/)
    expect(await attack(sql, attempt, decided('decline'))).toMatch(/only when the advisor has admitted/)
    await allowed(sql, attempt, decided('admit'))
  } finally { await standAt(sql) }
})

test('DD-7 once a version that answers the consultation is published, what was published stands', async () => {
  const it = await makeConsulted(db, (world) => [{ by: world.outsider }])
  await disposeOf(db, it.lead, { standardId: it.standard.id, commentIds: [it.comments[0]!.id], outcome: 'accepted', reason: 'x', deferredTo: '', changedBlockId: null })
  await publishText(db, it, [requirement('a', 'MUST', 'It works on any phone.')])
  expect(await attack(sql, row({ comment: it.comments[0]!.id, by: it.lead.id }))).toMatch(/is published/)
})
