import { beforeAll, expect, test } from 'vitest'
import { allowed, attack, itsEvents, meanwhile } from '../../tests/attack'
import { type InConsultation, makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { documentOf, requirement } from '../../tests/texts'
import { inAWeek, makeWorkingGroup, refusedBy, valueOf, writeDraft } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { nameSubmitter, writeToColleagues } from './colleague-commands'
import { openConsultation } from './commands'
import { commentsOf, consultationById } from './queries'

const { db, sql } = await testDatabase()

interface Stage extends InConsultation { older: string; colleague: string; commentId: string }

/** Two versions, the newer one out for consultation, with a comment, a colleague's comment, and the lead submitting for the council. */
async function stage(): Promise<Stage> {
  const group = await makeWorkingGroup(db)
  const older = valueOf(await tagVersion(db, group.lead, { standardId: group.standard.id, note: 'One' })).id
  await writeDraft(db, group.standard.id, documentOf(requirement('a', 'MUST', 'It works on any phone.')))
  const it = await makeConsultation(db, inAWeek(), group)
  const about = { consultationId: it.consultationId, organisationId: it.council.id }
  const { commentId } = valueOf(await it.comment(it.outsider))
  valueOf(await nameSubmitter(db, it.lead, { ...about, personId: it.lead.id }))
  return { ...it, older, commentId, colleague: valueOf(await writeToColleagues(db, it.editor, { ...about, blockId: null, body: 'Among us' })).id }
}

let open: Stage
let other: Stage
beforeAll(async () => { [open, other] = [await stage(), await stage()] })

const closingRow = (on: InConsultation, by = `'${on.advisor.id}'`, reason = 'Why') => `
  insert into consultation_closings (consultation_id, comments, objections, organisations, people, closed_by, reason, closed_at)
  values ('${on.consultationId}', 99, 99, 99, 99, ${by}, '${reason}', '2001-01-01')`
const consultationRow = (on: Stage, more: Partial<Record<'version' | 'digest' | 'by' | 'introduction' | 'closes', string>> = {}) => `
  insert into consultations (standard_id, number, version_id, digest, introduction, opened_by, opened_at, closes_at, ended_at)
  values ('${on.standard.id}', 9, '${more.version ?? on.version.id}', '${more.digest ?? on.version.digest}', '${more.introduction ?? 'Tell us'}',
    '${more.by ?? on.advisor.id}', '2001-01-01', ${more.closes ?? `accord_now() + interval '1 day'`}, null)`

type CommentRow = Partial<Record<'by' | 'block' | 'body' | 'organisation' | 'for' | 'kind', string>>
const commentRow = (on: InConsultation, more: CommentRow = {}) => `
  insert into consultation_comments (consultation_id, number, late, block_id, ref, quotation, kind, body, author_id, organisation_id, constituency, for_organisation, created_at)
  values ('${on.consultationId}', 77, true, ${more.block ?? `'${'a'.repeat(12)}'`}, 'XX-99', 'Other words', '${more.kind ?? 'general'}', '${more.body ?? 'Hm'}',
    '${more.by ?? on.outsider.id}', ${more.organisation ?? 'null'}, 'digital team', ${more.for ?? 'false'}, '2001-01-01')`
const submitterRow = (on: Stage, person = on.editor.id, by = on.lead.id) => `
  insert into consultation_submitters (consultation_id, organisation_id, revision, person_id, named_by) values ('${on.consultationId}', '${on.council.id}', 9, '${person}', '${by}')`
const colleagueRow = (on: Stage, by = on.lead.id) =>
  `insert into colleague_comments (consultation_id, organisation_id, body, author_id) values ('${on.consultationId}', '${on.council.id}', 'Hm', '${by}')`
const replyRow = (on: Stage, by = on.lead.id) => `insert into consultation_replies (comment_id, body, author_id, as_advisor) values ('${on.commentId}', 'Hm', '${by}', true)`

/** A late comment of the outsider's, in a consultation that has just closed. */
const late = '00000000-0000-4000-8000-000000000001'
const withLate = (on: Stage) => `${closingRow(on)}; ${commentRow(on).replace('(consultation_id, number', '(id, consultation_id, number').replace(`values ('`, `values ('${late}', '`)}`
const decisionRow = (on: Stage, more: Partial<Record<'comment' | 'decision' | 'reason' | 'to' | 'by', string>> = {}) => `
  insert into late_decisions (comment_id, decision, reason, deferred_to, decided_by, decided_at)
  values ('${more.comment ?? late}', '${more.decision ?? 'admit'}', '${more.reason ?? 'So'}', '${more.to ?? ''}', '${more.by ?? on.advisor.id}', '2001-01-01')`
const backlogRow = (on: Stage, forVersion = 'v1.1', title = 'T', source = 'late comment') => `
  insert into backlog_items (standard_id, title, for_version, source, source_id, made_by)
  values ('${on.standard.id}', '${title}', '${forVersion}', '${source}', '${late}', '${on.advisor.id}')`
const at = (moment: string) => `create or replace function accord_now() returns timestamptz language sql volatile as $$ select timestamptz '${moment}' $$`
const suspend = (id: string) => `update people set suspended_at = now() where id = '${id}'`

/** What a row becomes when it is written, with whatever was sent for it. */
async function stored(setup: string, row: string, columns: string): Promise<Record<string, unknown> | undefined> {
  let found: Record<string, unknown> | undefined
  await sql.begin(async (tx) => {
    if (setup) await tx.unsafe(setup)
    ;[found] = await tx.unsafe(`${row} returning ${columns}`)
    throw new Error('roll back')
  }).catch((error: Error) => { if (error.message !== 'roll back') throw error })
  return found
}

test('CD-1 closings, comments, replies, submitters, answers and backlog items never change and never vanish', async () => {
  const rows: [string, string, string][] = [
    ['consultation_closings', closingRow(open), 'comments = 0'], ['consultation_comments', 'select 1', `body = 'x'`], ['consultation_replies', replyRow(open), `body = 'x'`],
    ['consultation_submitters', 'select 1', 'revision = 5'], ['late_decisions', `${withLate(open)}; ${decisionRow(open)}`, `reason = 'x'`], ['backlog_items', backlogRow(open), `title = 'x'`],
  ]
  for (const [table, row, change] of rows) {
    for (const statement of [`update ${table} set ${change}`, `delete from ${table}`, `truncate ${table} cascade`]) {
      expect(await attack(sql, statement, row)).toMatch(/never changes/)
    }
  }
})

test('CD-2 of a consultation nothing changes but its end, and that only with its closing', async () => {
  for (const change of [`closes_at = closes_at + interval '1 day'`, `introduction = 'x'`, 'ended_at = now()', 'number = 7', `version_id = '${open.older}'`]) {
    expect(await attack(sql, `update consultations set ${change} where id = '${open.consultationId}'`)).toMatch(/never changes/)
  }
  expect(await attack(sql, `delete from consultations where id = '${open.consultationId}'`)).toMatch(/never changes/)
  expect(await attack(sql, `update consultations set ended_at = null where id = '${open.consultationId}'`, closingRow(open))).toMatch(/never changes/)
  expect(await attack(sql, 'truncate consultations cascade')).toMatch(/never changes/)
})

test('CD-3 one consultation of a standard is open at a time', async () => {
  expect(await refusedBy(sql.unsafe(consultationRow(open)))).toMatch(/must close before/)
  await allowed(sql, consultationRow(open), closingRow(open))
})

test('CD-4 it is about the newest version by its digest, opened by the assigned advisor, with an introduction, to a time to come', async () => {
  const free = closingRow(open)
  const [older] = await sql`select digest from versions where id = ${open.older}`
  expect(await attack(sql, consultationRow(open, { version: open.older, digest: older!.digest }), free)).toMatch(/newest version/)
  expect(await attack(sql, consultationRow(open, { digest: older!.digest }), free)).toMatch(/foreign key/)
  expect(await attack(sql, consultationRow(open, { by: open.lead.id }), free)).toMatch(/assigned/)
  expect(await attack(sql, consultationRow(open, { by: other.advisor.id }), free)).toMatch(/assigned/)
  expect(await attack(sql, consultationRow(open, { introduction: ' ' }), free)).toMatch(/introduction/)
  expect(await attack(sql, consultationRow(open, { closes: `accord_now() - interval '1 second'` }), free)).toMatch(/still to come/)
  expect(await stored(free, consultationRow(open), `number, ended_at, opened_at > now() - interval '1 minute' as fresh`)).toEqual({ number: 2, ended_at: null, fresh: true })
})

test('CD-5 it closes once: before its time by the assigned advisor with a reason, at its time by nobody', async () => {
  expect(await attack(sql, closingRow(open, 'null'))).toMatch(/closed by a person/)
  expect(await attack(sql, closingRow(open, `'${open.lead.id}'`))).toMatch(/assigned/)
  expect(await attack(sql, closingRow(open, `'${open.advisor.id}'`, ' '))).toMatch(/needs a reason/)
  const due = at(open.closesAt.toISOString())
  expect(await attack(sql, closingRow(open), due)).toMatch(/closes by itself/)
  await allowed(sql, closingRow(open, 'null', ''), due)
  await expect(sql.begin(async (tx) => { await tx.unsafe(closingRow(open)); await tx.unsafe(closingRow(open)) })).rejects.toThrow(/already closed/)
})

test('CD-6 the counts are computed, whatever is sent; late comments and objections outside are in none', async () => {
  const objection = (lodged: string) => `insert into objections (standard_id, number, version_id, block_id, ref, requirement_digest, reason, would_satisfy, objector_id, organisation_id, constituency, lodged_at)
    select '${open.standard.id}', (select 1 + count(*) from objections), '${open.version.id}', r.block_id, r.ref, r.digest, 'x', 'y', '${open.holders[4]!.id}', s.organisation_id, 'supplier', ${lodged}
    from version_requirements r, seats s where r.version_id = '${open.version.id}' and r.block_id = '${'a'.repeat(12)}' and s.holder_id = '${open.holders[4]!.id}'`
  // As they are stored, whatever its own rules make of a time that is sent.
  const lodged = ['now()', `now() - interval '1 day'`, `now() + interval '30 days'`].map(objection).join('; ')
  const setup = `set local session_replication_role = replica; ${lodged}; set local session_replication_role = origin; ${commentRow(open, { by: open.lead.id, organisation: `'${open.council.id}'` })}`
  expect(await stored(setup, closingRow(open), 'comments, objections, organisations, people')).toEqual({ comments: 2, objections: 1, organisations: 2, people: 3 })
  // Between its hour and its closing a comment is late already.
  const due = `${at(open.closesAt.toISOString())}; ${commentRow(open)}`
  expect(await stored(due, closingRow(open, 'null', ''), 'comments, people')).toEqual({ comments: 1, people: 1 })
})

test('CD-7 number, lateness, time, ref, words and constituency of a comment are the database\'s word', async () => {
  const columns = `number, late, ref, quotation, constituency, created_at > now() - interval '1 minute' as fresh`
  const words = { ref: 'FSM-01', quotation: 'It works on any phone.', fresh: true }
  expect(await stored('', commentRow(open), columns)).toEqual({ ...words, number: 2, late: false, constituency: null })
  expect(await stored(closingRow(open), commentRow(open, { by: open.lead.id, organisation: `'${open.council.id}'` }), columns))
    .toEqual({ ...words, number: 1, late: true, constituency: 'service team' })
})

test('CD-8 a comment has words, a kind, a place in that very version, and an author who may write for its organisation', async () => {
  expect(await attack(sql, commentRow(open, { body: ' ' }))).toMatch(/needs words/)
  expect(await refusedBy(sql.unsafe(commentRow(open, { kind: 'rude' })))).toMatch(/known_kind/)
  expect(await attack(sql, commentRow(open, { block: `'${'b'.repeat(12)}'` }))).toMatch(/does not stand in the version/)
  expect(await attack(sql, commentRow(open, { block: `'"%'` }))).toMatch(/does not stand in the version/)
  expect(await attack(sql, commentRow(open, { organisation: `'${open.council.id}'` }))).toMatch(/organisation that they belong to/)
  expect(await attack(sql, commentRow(open), suspend(open.outsider.id))).toMatch(/suspended/)
})

test('CD-9 only the one who submits writes for the organisation', async () => {
  const forCouncil = { organisation: `'${open.council.id}'`, for: 'true' }
  await allowed(sql, commentRow(open, { ...forCouncil, by: open.lead.id }))
  expect(await attack(sql, commentRow(open, { ...forCouncil, by: open.editor.id }))).toMatch(/one person who submits/)
  expect(await attack(sql, commentRow(open, { ...forCouncil, by: open.lead.id }), submitterRow(open))).toMatch(/one person who submits/)
  expect(await attack(sql, commentRow(open, { for: 'true' }))).toMatch(/one person who submits/)
})

test('CD-10 submitters are of the organisation, named by one of it, while the consultation is open', async () => {
  expect(await stored('', submitterRow(open), 'revision')).toEqual({ revision: 2 })
  expect(await attack(sql, submitterRow(open, open.outsider.id))).toMatch(/belong to/)
  expect(await attack(sql, submitterRow(open, open.editor.id, open.advisor.id))).toMatch(/belong to/)
  expect(await attack(sql, submitterRow(open, open.lead.id))).toMatch(/already/)
  expect(await attack(sql, submitterRow(open), closingRow(open))).toMatch(/has closed/)
})

test('CD-11 a colleague\'s comment is of the organisation, never changes, and is taken once into what that organisation submits', async () => {
  expect(await attack(sql, colleagueRow(open, open.advisor.id))).toMatch(/belong to/)
  expect(await attack(sql, colleagueRow(open), closingRow(open))).toMatch(/has closed/)
  const take = (into: string) => `update colleague_comments set taken_into = '${into}' where id = '${open.colleague}'`
  const submitted = `insert into consultation_comments (id, consultation_id, number, late, kind, body, author_id, organisation_id, for_organisation)
    values ('${late}', '${open.consultationId}', 1, false, 'general', 'Ours', '${open.lead.id}', '${open.council.id}', true)`
  await allowed(sql, take(late), submitted)
  expect(await attack(sql, take(late), `${submitted}; ${take(late)}`)).toMatch(/never changes/)
  expect(await attack(sql, take(open.commentId))).toMatch(/never changes/)
  expect(await attack(sql, take(other.commentId))).toMatch(/never changes/)
  expect(await attack(sql, `update colleague_comments set body = 'x' where id = '${open.colleague}'`)).toMatch(/never changes/)
  for (const statement of ['delete from colleague_comments', 'truncate colleague_comments']) expect(await attack(sql, statement)).toMatch(/never changes/)
})

test('CD-12 only a late comment is answered, once, by the assigned advisor, with a reason, and never one\'s own', async () => {
  const before = withLate(open)
  expect(await stored(before, decisionRow(open), `decided_at > now() - interval '1 minute' as fresh`)).toEqual({ fresh: true })
  expect(await attack(sql, decisionRow(open, { comment: open.commentId }), before)).toMatch(/Only a late comment/)
  expect(await attack(sql, decisionRow(open, { by: open.lead.id }), before)).toMatch(/assigned/)
  expect(await attack(sql, decisionRow(open, { by: other.advisor.id }), before)).toMatch(/assigned/)
  expect(await attack(sql, decisionRow(open, { reason: ' ' }), before)).toMatch(/needs a reason/)
  expect(await attack(sql, decisionRow(open, { decision: 'defer' }), before)).toMatch(/names the version/)
  expect(await attack(sql, decisionRow(open, { to: 'v1.1' }), before)).toMatch(/names the version/)
  expect(await attack(sql, decisionRow(open), before.replaceAll(open.outsider.id, open.advisor.id))).toMatch(/their own/)
  await expect(sql.begin(async (tx) => { await tx.unsafe(`${before}; ${decisionRow(open)}; ${decisionRow(open, { decision: 'decline' })}`) })).rejects.toThrow(/has been answered/)
})

test('CD-13 what is deferred is on the backlog of that version when the transaction ends', async () => {
  const deferred = `${withLate(open)}; ${decisionRow(open, { decision: 'defer', to: 'v1.1' })}${itsEvents}`
  const now = 'set constraints all immediate'
  await allowed(sql, now, `${deferred}; ${backlogRow(open)}`)
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(`${deferred}${itsEvents}; ${now}`)))).toMatch(/on the backlog/)
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(deferred + itsEvents)))).toMatch(/on the backlog/)
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(`${deferred}; ${backlogRow(open, 'v1.2')}${itsEvents}`)))).toMatch(/on the backlog/)
  expect(await attack(sql, backlogRow(open, 'v1.1', ' '))).toMatch(/has a title/)
  expect(await attack(sql, backlogRow(open, 'soon'))).toMatch(/has a title/)
  expect(await refusedBy(sql.unsafe(backlogRow(open, 'v1.1', 'T', 'hearsay')))).toMatch(/known_source/)
})

test('CD-14 members who are no observers, the assigned advisor and the author reply; as what, is the database\'s word', async () => {
  expect(await stored('', replyRow(open), 'as_advisor')).toEqual({ as_advisor: false })
  expect(await stored('', replyRow(open, open.advisor.id), 'as_advisor')).toEqual({ as_advisor: true })
  await allowed(sql, replyRow(open, open.outsider.id))
  for (const by of [open.observer, open.admin, other.advisor, other.lead]) expect(await attack(sql, replyRow(open, by.id))).toMatch(/reply to it/)
  expect(await attack(sql, replyRow(open).replace(`'Hm'`, `' '`))).toMatch(/needs words/)
})

test('CD-15 the version under consultation is not discarded', async () => {
  const discard = `insert into version_discards (version_id, reason, discarded_by) values ('${open.version.id}', 'x', '${open.advisor.id}')`
  expect(await attack(sql, discard)).toMatch(/Close the consultation first/)
  await allowed(sql, discard, closingRow(open))
})

test('CD-16 a comment that waits for the closing is late; a closing that waits for a comment counts it', async () => {
  const first = await stage()
  expect(await meanwhile(sql, closingRow(first), commentRow(first))).toBe('through')
  expect((await commentsOf(db, first.consultationId)).map((comment) => comment.label)).toEqual(['C-1', 'LC-1'])
  expect((await consultationById(db, first.consultationId))!.state).toMatchObject({ closing: { comments: 1 } })
  const second = await stage()
  expect(await meanwhile(sql, commentRow(second), closingRow(second))).toBe('through')
  expect((await consultationById(db, second.consultationId))!.state).toMatchObject({ closing: { comments: 2 } })
})

test('CD-16 a hundred comments race with the closing: each is counted or late, none is refused or lost, numbers have no gap', async () => {
  const it = await stage()
  const authors = [it.outsider, it.lead, it.editor, it.reviewer, it.observer]
  const racing = Array.from({ length: 100 }, (_, index) => it.comment(authors[index % 5]!, { blockId: null, body: `Number ${index}` }))
  const [closed, ...written] = await Promise.all([sql.unsafe(closingRow(it) + itsEvents).then(() => 'closed'), ...racing])
  expect(closed).toBe('closed')
  expect(written.filter((one) => !one.ok)).toEqual([])
  const all = await commentsOf(db, it.consultationId)
  const [onTime, after] = [all.filter((one) => !one.late), all.filter((one) => one.late)]
  expect(all).toHaveLength(101)
  expect((await consultationById(db, it.consultationId))!.state).toMatchObject({ closing: { comments: onTime.length } })
  for (const list of [onTime, after]) expect(list.map((one) => one.number)).toEqual(list.map((_, index) => index + 1))
})

test('CD-17 two advisors open at once: one does', async () => {
  const group = await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, group.lead, { standardId: group.standard.id, note: 'One' }))
  const both = await Promise.all([1, 2].map(() => openConsultation(db, group.advisor, { standardId: group.standard.id, versionId: version.id, introduction: 'Tell us', closesAt: inAWeek() })))
  expect(both.map((one) => (one.ok ? 'opened' : one.refusal.code)).sort()).toEqual(['opened', 'taken'])
})
