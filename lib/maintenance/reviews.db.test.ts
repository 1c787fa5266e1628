import { expect, test } from 'vitest'
import { startReviewReminder } from '../../server/jobs/review-reminder'
import { testDatabase } from '../../tests/database'
import { correctable } from '../../tests/maintenance'
import { publishText } from '../../tests/published'
import { codeOf, makeWorkingGroup, refusalOf, rowsOf, standAt, valueOf, type WorkingGroup } from '../../tests/working-group'
import { requirement } from '../../tests/texts'
import { tellNextNews } from '../notify/news-commands'
import { publicationHistory } from '../publication/queries'
import { backlogOf } from './backlog-queries'
import { revisionUnderWay, reviewsOf } from './queries'
import { recordReview, remindOfNextReview } from './review-commands'

const { db, sql } = await testDatabase()
const year = new Date().getUTCFullYear() + 2

async function published() {
  const it = await makeWorkingGroup(db)
  await publishText(db, it, correctable, { reviewDate: `${year}-01-11` })
  return { it, publication: (await publicationHistory(db, it.standard.slug))[0]! }
}

type Given = Partial<Parameters<typeof recordReview>[2]>
const review = (it: WorkingGroup, publicationId: string, more: Given = {}, actor = it.advisor) => recordReview(db, actor, {
  standardId: it.standard.id, publicationId, outcome: 'confirm', reason: 'Nine councils meet it.', nextReviewDate: `${year}-06-30`, major: false, hidesText: false, ...more,
})

test('RV-1, RV-2 confirmed by the advisor, it stays in force and its next review date counts', async () => {
  const { it, publication } = await published()
  for (const actor of [it.lead, it.holders[0]!]) expect(codeOf(await review(it, publication.id, {}, actor))).toBe('advisor-only')
  for (const actor of [it.admin, it.outsider]) expect(codeOf(await review(it, publication.id, {}, actor))).toBe('not-found')
  expect(refusalOf(await review(it, publication.id, { outcome: 'praise' }))).toMatchObject({ field: 'outcome' })
  expect(refusalOf(await review(it, publication.id, { reason: ' ' }))).toMatchObject({ field: 'reason' })
  for (const nextReviewDate of ['', 'soon', '2020-01-01', '2099-01-01']) expect(refusalOf(await review(it, publication.id, { nextReviewDate }))).toMatchObject({ field: 'nextReviewDate' })
  expect(await rowsOf(db, 'reviews')).toBe(0)
  valueOf(await review(it, publication.id))
  expect((await publicationHistory(db, it.standard.slug))[0]).toMatchObject({ reviewDate: `${year}-06-30`, state: { kind: 'current' } })
  expect(await reviewsOf(db, [publication.id])).toMatchObject([{ number: 1, outcome: 'confirm', byName: 'The advisor', forVersion: null }])
})

test('RV-3 to be revised, it stays in force, the backlog says for which number, and the draft goes on towards it', async () => {
  const { it, publication } = await published()
  expect(await revisionUnderWay(db, it.standard.slug)).toBeNull()
  valueOf(await review(it, publication.id, { outcome: 'revise', major: true, reason: 'FSM-01 is met by seven of nine.' }))
  expect((await publicationHistory(db, it.standard.slug))[0]!.state.kind).toBe('current')
  expect(valueOf(await backlogOf(db, it.lead, it.standard.slug)).items).toMatchObject([{ title: 'Revise v1.0 for v2.0', forVersion: 'v2.0', source: 'review' }])
  expect(await revisionUnderWay(db, it.standard.slug)).toEqual({ to: 'v2.0', from: 'v1.0' })
  await publishText(db, it, [...correctable, requirement('d', 'MUST', 'It MUST be kind.')])
  expect(await revisionUnderWay(db, it.standard.slug)).toBeNull()
  expect(codeOf(await review(it, publication.id))).toBe('stale')
})

test('RV-4 withdrawn by its review, it is withdrawn in the same step', async () => {
  const { it, publication } = await published()
  valueOf(await review(it, publication.id, { outcome: 'withdraw', reason: 'The law changed.', nextReviewDate: '', hidesText: true }))
  expect((await publicationHistory(db, it.standard.slug))[0]!.state).toMatchObject({ kind: 'withdrawn', reason: 'The law changed.', hidesText: true })
  const kinds = await sql`select kind from audit_events where standard_id = ${it.standard.id} order by id desc limit 2`
  expect(kinds.map((row) => row.kind)).toEqual(['publication withdrawn', 'review recorded'])
})

test('RV-5 advisors and lead editors are reminded four weeks before, once, through restarts; and again before the next review', async () => {
  const { it, publication } = await published()
  const told = async () => {
    while (await tellNextNews(db, { publicUrl: 'https://accord.example', demo: true, secret: 'of the tests alone' })) { /* on */ }
    const rows = await sql`select p.name, n.sentence, n.link from notifications n join people p on p.id = n.person_id where n.kind = 'review' and n.link like ${`%${it.standard.slug}%`} order by p.name`
    return rows.map((row) => ({ ...row }))
  }
  const days = async (...moments: string[]) => {
    for (const at of moments) {
      await standAt(sql, at)
      await startReviewReminder(db).stop()
      await startReviewReminder(db).stop()
    }
  }
  try {
    await days(`${year - 1}-12-13T23:59:00Z`)
    expect(await told()).toEqual([])
    await days(`${year - 1}-12-14T00:00:00Z`, `${year - 1}-12-14T09:00:00Z`, `${year - 1}-12-15T09:00:00Z`, `${year}-02-01T09:00:00Z`)
    const sentence = `The review of “${publication.title}” v1.0 is due on 11 January ${year}`
    const link = `/workspace/standards/${it.standard.slug}/maintenance`
    expect(await told()).toEqual([{ name: 'The advisor', sentence, link }, { name: 'The lead', sentence, link }])
    await standAt(sql, `${year}-02-01T10:00:00Z`)
    valueOf(await review(it, publication.id, { nextReviewDate: `${year}-07-01` }))
    await days(`${year}-06-02T09:00:00Z`)
    expect(await told()).toHaveLength(2)
    await days(`${year}-06-04T09:00:00Z`)
    expect(await told()).toHaveLength(4)
    expect(await remindOfNextReview(db)).toBe(false)
  } finally { await standAt(sql) }
})
