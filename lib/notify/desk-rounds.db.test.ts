import { countInWords, type Waiting } from './desk'
import { deskFor } from './desk-queries'
import { groupAdvisors, groupMembers, organisationMemberships } from '@/drizzle/schema'
import { answerObjection, lodgeObjection } from '@/lib/consultation/objection-commands'
import type { PersonActor } from '@/lib/kernel/actor'
import { proposeErratum, refuseErratum } from '@/lib/maintenance/commands'
import { recordReview } from '@/lib/maintenance/review-commands'
import { publish } from '@/lib/publication/commands'
import { certify, closeRound, writeMinorityStatement } from '@/lib/signoff/commands'
import { endMeeting } from '@/lib/signoff/meeting-commands'
import { makeConsulted } from '@/tests/consulted'
import { testDatabase } from '@/tests/database'
import { desks, hours } from '@/tests/desk'
import { correctable, noteId } from '@/tests/maintenance'
import { publishText } from '@/tests/published'
import { makeWorkingGroup, valueOf } from '@/tests/working-group'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

const { db, sql } = await testDatabase()
const { at, close, dispose, kinds, newText, one, tag, voting, waits } = desks(db, sql)

/** None of these has an entry of that kind. */
const nobody = async (actors: readonly PersonActor[], kind: Waiting['kind']) => {
  for (const actor of actors) expect([actor.name, await kinds(actor)]).toEqual([actor.name, expect.not.arrayContaining([kind])])
}

test('DE-1 a position waits on its seat until it is taken; not when a newer version makes it stale, nor on who has left', async () => {
  const it = await makeWorkingGroup(db)
  const { take } = await voting(it)
  const [first, second, third] = it.holders as [PersonActor, PersonActor, PersonActor]
  expect(await waits(first)).toMatchObject([{ kind: 'position', says: 'by', link: `/workspace/standards/${it.standard.slug}/sign-off/position` }])
  expect(await kinds(it.substitute)).toEqual(['position'])
  await take(first)
  for (const actor of [first, it.substitute, it.lead, it.advisor]) expect(await kinds(actor)).toEqual([])
  await db.update(groupMembers).set({ leftAt: new Date() }).where(eq(groupMembers.personId, third.id))
  await nobody([third], 'position')
  expect(await kinds(second)).toEqual(['position'])
  await newText(it)
  await tag(it)
  await nobody([second], 'position')
})

test('DE-1 a meeting waits on the advisor from its beginning, and is overdue until it is ended', async () => {
  const it = await makeWorkingGroup(db)
  const { roundId, take } = await voting(it, { meetsAt: hours(1) })
  for (const holder of it.holders) await take(holder)
  await nobody([it.advisor], 'meeting')
  await at(hours(2), async () => {
    const { waits: found, now } = await deskFor(db, it.advisor)
    expect(found).toMatchObject([{ kind: 'meeting', says: 'due' }])
    expect(countInWords(found, now)).toBe('1 thing waits on you, and it is overdue')
    await nobody([it.lead, it.holders[0]!], 'meeting')
    valueOf(await endMeeting(db, it.advisor, { roundId, adjournTo: null }))
    await nobody([it.advisor], 'meeting')
  })
})

test('DE-1 after a carried round: the certificate, then the publication, for the advisor; a minority statement for the seat that dissented, until it is published', async () => {
  const it = await makeWorkingGroup(db)
  const { roundId, take, seatOf } = await voting(it)
  const [dissenter, other] = [it.holders[4]!, it.holders[5]!]
  for (const holder of it.holders) await take(holder, [dissenter, other].includes(holder) ? 'dissent' : 'approve')
  await nobody([it.advisor], 'certificate')
  await nobody([dissenter], 'minority')
  valueOf(await closeRound(db, it.advisor, { roundId }))
  expect(await kinds(it.advisor)).toEqual(['certificate'])
  expect(await one(dissenter, 'minority')).toMatchObject({ certified: false, says: 'since' })
  await nobody([it.holders[0]!, it.lead, it.advisor], 'minority')
  await nobody([it.lead, it.editor, it.outsider], 'certificate')
  valueOf(await writeMinorityStatement(db, dissenter, { roundId, electorId: seatOf(dissenter), text: 'It costs too much.' }))
  await nobody([dissenter], 'minority')
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process was followed.' }))
  expect(await kinds(it.advisor)).toEqual(['publication'])
  expect(await one(other, 'minority')).toMatchObject({ certified: true })
  valueOf(await publish(db, it.advisor, { roundId, ownerPost: 'Head', reviewDate: `${new Date().getUTCFullYear() + 2}-01-11` }))
  await nobody([it.advisor], 'publication')
  await nobody([other], 'minority')
})

test('DE-1 a certificate is not listed when a newer version made it stale, nor for an advisor who holds a seat of the round', async () => {
  const it = await makeWorkingGroup(db)
  const { roundId, take } = await voting(it)
  for (const holder of it.holders) await take(holder)
  valueOf(await closeRound(db, it.advisor, { roundId }))
  const [seated] = it.holders
  await db.insert(organisationMemberships).values({ organisationId: it.body.id, personId: seated!.id })
  await db.insert(groupAdvisors).values({ groupId: it.group.id, personId: seated!.id })
  await nobody([seated!], 'certificate')
  expect(await kinds(it.advisor)).toEqual(['certificate'])
  await newText(it)
  await tag(it)
  await nobody([it.advisor], 'certificate')
})

test('DE-1 a candidate that is ready waits on who may open its round; one that lacks what only others can do waits on nobody', async () => {
  const it = await makeConsulted(db, ({ outsider }) => [{ by: outsider }])
  await nobody([it.lead], 'ready')
  await close(it)
  await nobody([it.lead, it.advisor], 'ready')
  await dispose(it, it.lead, [it.comments[0]!.id])
  for (const actor of [it.lead, it.advisor]) {
    expect(await one(actor, 'ready')).toMatchObject({ version: 'v0.1', lacks: [], link: `/workspace/standards/${it.standard.slug}/sign-off/open` })
  }
  await nobody([it.editor, it.reviewer, it.holders[0]!, it.outsider], 'ready')
  // A promised change is not in the text that was commented on: the candidate is the version after it.
  await dispose(it, it.lead, [it.comments[0]!.id], 'accepted')
  await nobody([it.lead, it.advisor], 'ready')
  await newText(it, 'not specified')
  const version = await tag(it)
  expect(await one(it.lead, 'ready')).toMatchObject({ version: 'v0.2', lacks: [expect.stringMatching(/^Levels: No level yet: FSM-02/)], link: `/workspace/standards/${it.standard.slug}` })
  // The advisor writes no text.
  await nobody([it.advisor], 'ready')
  await newText(it)
  const next = await tag(it)
  expect(version.label).not.toBe(next.label)
  const { id: objectionId } = valueOf(await lodgeObjection(db, it.reviewer, { standardId: it.standard.id, versionId: next.id, blockId: 'a'.repeat(12), reason: 'No', wouldSatisfy: 'Yes' }))
  await nobody([it.lead], 'ready')
  expect(await one(it.advisor, 'ready')).toMatchObject({ lacks: [expect.stringContaining('FO-1')] })
  expect(await one(it.lead, 'objection')).toMatchObject({ asked: false, name: 'FO-1' })
  valueOf(await answerObjection(db, it.editor, { objectionId, text: 'Because' }))
  await nobody([it.lead, it.editor, it.reviewer], 'objection')
})

test('DE-1 a review waits on the advisor from four weeks before its date, is overdue the day after, and is gone when its outcome is recorded', async () => {
  const it = await makeWorkingGroup(db)
  const year = new Date().getUTCFullYear() + 1
  const publication = await publishText(db, it, correctable, { reviewDate: `${year}-07-11` })
  await nobody([it.advisor], 'review')
  await at(new Date(`${year}-06-13T12:00:00Z`), async () => {
    const { waits: [first], now } = await deskFor(db, it.advisor)
    expect([first, countInWords([first!], now)]).toMatchObject([{ kind: 'review', version: 'v1.0', dayOnly: true }, '1 thing waits on you'])
    await nobody([it.lead, it.editor], 'review')
  })
  // Late in the evening of the day itself in London, and half an hour into the next.
  await at(new Date(`${year}-07-11T22:30:00Z`), async () => {
    const { waits: found, now } = await deskFor(db, it.advisor)
    expect(countInWords(found, now)).toBe('1 thing waits on you')
  })
  await at(new Date(`${year}-07-11T23:30:00Z`), async () => {
    const { waits: found, now } = await deskFor(db, it.advisor)
    expect(countInWords(found, now)).toBe('1 thing waits on you, and it is overdue')
    const [row] = await sql`select id from publications where standard_id = ${it.standard.id}`
    valueOf(await recordReview(db, it.advisor, {
      standardId: it.standard.id, publicationId: row!.id as string, outcome: 'confirm', reason: 'It holds', nextReviewDate: `${year + 1}-07-11`, major: false, hidesText: false,
    }))
    await nobody([it.advisor], 'review')
  })
  expect(publication.label).toBe('v1.0')
})

test('DE-1 a proposed erratum waits on the advisor until it is published or refused', async () => {
  const it = await makeWorkingGroup(db)
  await publishText(db, it, correctable)
  const [row] = await sql`select id from publications where standard_id = ${it.standard.id}`
  const { id } = valueOf(await proposeErratum(db, it.holders[4]!, {
    standardId: it.standard.id, publicationId: row!.id as string, blockId: noteId, words: new Map([[0, 'Note 1: in England the limit of £7,400 ended in September 2026.']]), explanation: 'The limit ended.',
  }))
  expect(await one(it.advisor, 'errata')).toMatchObject({ count: 1, link: `/workspace/standards/${it.standard.slug}/maintenance/errata/${id}` })
  await nobody([it.lead, it.editor, it.holders[4]!], 'errata')
  valueOf(await refuseErratum(db, it.advisor, { standardId: it.standard.id, erratumId: id, reason: 'It has not' }))
  await nobody([it.advisor], 'errata')
})
