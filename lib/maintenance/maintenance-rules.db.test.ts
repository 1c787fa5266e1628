import { expect, test } from 'vitest'
import { allowed, attack, itsEvents } from '../../tests/attack'
import { testDatabase } from '../../tests/database'
import { confirmationId, correctable, noteId } from '../../tests/maintenance'
import { publishText } from '../../tests/published'
import { makeWorkingGroup, refusedBy, standAt, valueOf } from '../../tests/working-group'
import { publicationHistory } from '../publication/queries'
import { proposeErratum } from './commands'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)
await publishText(db, it, correctable, { reviewDate: `${new Date().getUTCFullYear() + 2}-01-11` })
const publication = (await publicationHistory(db, it.standard.slug))[0]!
const waiting = valueOf(await proposeErratum(db, it.lead, {
  standardId: it.standard.id, publicationId: publication.id, blockId: noteId, words: new Map([[0, 'Note 1: the limit ended.']]), explanation: 'It ended.',
})).id
const refusedOne = valueOf(await proposeErratum(db, it.lead, {
  standardId: it.standard.id, publicationId: publication.id, blockId: confirmationId, words: new Map(), level: 'SHOULD', explanation: 'Too strict.',
})).id
const id = '00000000-0000-4000-8000-000000000017'

interface Row { block?: string; find?: string; put?: string; digest?: string; kind?: number; by?: string; explanation?: string }

/** An erratum whose corrected text is the published one with some letters replaced. */
const erratum = ({ block = noteId, find = '£7,400', put = '£7,500', digest = 'sha256_hex(made.text)', kind = 2, by = it.lead.id, explanation = 'Wrong.' }: Row = {}) => `
  insert into errata (id, publication_id, block_id, explanation, corrected, corrected_digest, class, why, proposed_by)
  select '${id}', '${publication.id}', '${block}', '${explanation}', made.text, ${digest}, ${kind}, 'Why.', '${by}'
  from versions v, lateral (select replace(v.canonical, '${find}', '${put}') as text) made where v.id = '${publication.versionId}'`
const publishIt = (of = waiting, by = it.advisor.id, number = 7) =>
  `insert into erratum_publications (erratum_id, publication_id, number, published_by, published_at) values ('${of}', '${publication.id}', ${number}, '${by}', '2001-01-01')`
const refuseIt = (of = waiting, by: string | null = it.advisor.id, reason = 'No.') =>
  `insert into erratum_refusals (erratum_id, reason, refused_by) values ('${of}', '${reason}', ${by ? `'${by}'` : 'null'})`
const withdraw = `insert into publication_withdrawals (publication_id, reason, withdrawn_by) values ('${publication.id}', 'Law', '${it.advisor.id}')`

test('MD-1 errata, their publication or refusal, reviews and reminders never change and never vanish', async () => {
  for (const [table, setup] of [['errata', ''], ['erratum_publications', publishIt()], ['erratum_refusals', ''], ['reviews', review()], ['review_reminders', reminder]] as const) {
    const column = { errata: 'why', erratum_publications: 'number', erratum_refusals: 'reason', reviews: 'reason', review_reminders: 'review_date' }[table]
    const clock = table === 'review_reminders'
    if (clock) await standAt(sql, `${publication.reviewDate}T12:00:00Z`)
    for (const statement of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`]) {
      // A table with deferred rules is only emptied when none of them waits.
      expect(await attack(sql, statement, statement.startsWith('truncate') ? '' : setup), statement).toMatch(/never changes/)
    }
    if (clock) await standAt(sql)
  }
})

test('MD-2 a corrected text differs in that block alone, under its own digest', async () => {
  await allowed(sql, erratum())
  const one = /corrects one block/
  expect(await attack(sql, erratum({ put: '£7,400' }))).toMatch(one)
  expect(await attack(sql, erratum({ block: confirmationId }))).toMatch(one)
  expect(await attack(sql, erratum({ find: '"title":"', put: '"title":"Other ' }))).toMatch(one)
  expect(await attack(sql, erratum({ find: 'FSM-01', put: 'FSM-44', block: confirmationId, kind: 3 }))).toMatch(one)
  expect(await attack(sql, erratum({ digest: `repeat('0', 64)` }))).toMatch(/digest is not that/)
  expect(await attack(sql, erratum({ explanation: ' ' }))).toMatch(/says what was wrong/)
})

test('MD-3 what is of class 3 or 4 is never left waiting: it is refused, and on the backlog, when it is proposed', async () => {
  const alone = `${erratum({ block: confirmationId, find: 'within 5 minutes', put: 'within 9 minutes', kind: 3 })} ${itsEvents}; set constraints all immediate`
  expect(await attack(sql, alone)).toMatch(/is refused, and put on the backlog/)
})

test('MD-3 what touches a duty or states a level is never stored as class 1 or 2', async () => {
  const low = /may affect conformance/
  expect(await attack(sql, erratum({ block: confirmationId, find: '5 minutes', put: '30 minutes' }))).toMatch(low)
  expect(await attack(sql, erratum({ block: confirmationId, find: 'confirmation MUST', put: 'confirmation SHOULD', kind: 1 }))).toMatch(low)
  expect(await attack(sql, erratum({ find: 'the limit is', put: 'forms MUST ask for' }))).toMatch(low)
  expect(await attack(sql, erratum({ block: confirmationId, find: 'People wait', put: 'People SHALL wait' }))).toMatch(low)
  await allowed(sql, erratum({ block: confirmationId, find: 'People wait', put: 'Parents wait' }))
  await allowed(sql, erratum({ block: confirmationId, find: '5 minutes', put: '30 minutes', kind: 3 }))
  const alone = erratum({ block: confirmationId, find: '5 minutes', put: '30 minutes', kind: 3 })
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(alone)))).toMatch(/is refused, and put on the backlog|audit event/)
})

test('MD-4 who is no member, or an observer, proposes none; of a withdrawn version nobody does', async () => {
  for (const by of [it.outsider, it.observer, it.admin]) expect(await attack(sql, erratum({ by: by.id }))).toMatch(/Only a member/)
  expect(await attack(sql, erratum(), withdraw)).toMatch(/was withdrawn/)
})

test('MD-5 only an assigned advisor publishes, only class 1 and 2, only what waits; number and time are PostgreSQL’s', async () => {
  const [row] = await sql.begin(async (tx) => {
    await tx.unsafe(publishIt())
    const found = await tx`select number, published_at > now() - interval '1 hour' as fresh from erratum_publications where erratum_id = ${waiting}`
    await tx`savepoint s`
    throw Object.assign(new Error('back'), { found })
  }).catch((error: Error & { found?: Record<string, unknown>[] }) => error.found ?? [error.message as never])
  expect(row).toEqual({ number: 1, fresh: true })
  for (const by of [it.lead, it.editor, it.admin]) expect(await attack(sql, publishIt(waiting, by.id))).toMatch(/Only an advisor/)
  expect(await attack(sql, publishIt(refusedOne))).toMatch(/of class 3/)
  expect(await attack(sql, publishIt(), refuseIt())).toMatch(/was refused/)
  expect(await attack(sql, publishIt(), withdraw)).toMatch(/was withdrawn/)
  expect(await attack(sql, refuseIt(), publishIt())).toMatch(/decided already/)
  expect(await attack(sql, refuseIt(waiting, null))).toMatch(/by its class, or by an advisor/)
  expect(await attack(sql, refuseIt(waiting, it.lead.id))).toMatch(/by its class, or by an advisor/)
  expect(await attack(sql, refuseIt(waiting, it.advisor.id, ' '))).toMatch(/needs a reason/)
})

function review(more: { outcome?: string; next?: string; by?: string; reason?: string } = {}) {
  return `insert into reviews (publication_id, number, outcome, reason, next_review_date, recorded_by) values ('${publication.id}', 9, '${more.outcome ?? 'confirm'}',
    '${more.reason ?? 'Good.'}', ${more.next ?? 'current_date + 300'}, '${more.by ?? it.advisor.id}')`
}

test('MD-6 a review is recorded by an assigned advisor, about what is in force, with a reason and a date that fits its outcome', async () => {
  await allowed(sql, review())
  for (const by of [it.lead, it.holders[0]!]) expect(await attack(sql, review({ by: by.id }))).toMatch(/Only an advisor/)
  expect(await attack(sql, review({ reason: ' ' }))).toMatch(/needs a reason/)
  for (const next of ['null', 'current_date', 'current_date + 2000']) expect(await attack(sql, review({ next }))).toMatch(/next review date/)
  expect(await attack(sql, review({ outcome: 'withdraw' }))).toMatch(/no next review/)
  expect(await attack(sql, review(), withdraw)).toMatch(/in force/)
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(review({ outcome: 'revise' }))))).toMatch(/waits on the backlog|audit event/)
  expect(await refusedBy(sql.begin((tx) => tx.unsafe(review({ outcome: 'withdraw', next: 'null' }))))).toMatch(/withdraws it|audit event/)
})

const reminder = `insert into review_reminders (publication_id, review_date) values ('${publication.id}', '${publication.reviewDate}')`

test('MD-7 a reminder is given four weeks before, once, for the date that holds', async () => {
  expect(await attack(sql, reminder)).toMatch(/four weeks before/)
  await standAt(sql, `${publication.reviewDate}T12:00:00Z`)
  try {
    await allowed(sql, reminder)
    expect(await attack(sql, reminder.replace(publication.reviewDate, '2027-05-05'))).toMatch(/in force/)
    expect(await attack(sql, reminder, withdraw)).toMatch(/in force/)
    await expect(allowed(sql, reminder, reminder)).rejects.toThrow(/unique/)
  } finally { await standAt(sql) }
})
