import { countInWords, type Waiting } from './desk'
import { deskFor } from './desk-queries'
import { standards } from '@/drizzle/schema'
import { writeComment } from '@/lib/consultation/commands'
import { answerLateComment } from '@/lib/consultation/late-commands'
import { answerObjection, lodgeObjection, sayNotResolved } from '@/lib/consultation/objection-commands'
import { commentsOf } from '@/lib/consultation/queries'
import { sayingOf } from '@/lib/drafts/amendment'
import type { PersonActor } from '@/lib/kernel/actor'
import { decideProposal, proposeChange } from '@/lib/proposals/commands'
import { openRound } from '@/lib/signoff/commands'
import { makeConsulted } from '@/tests/consulted'
import { testDatabase } from '@/tests/database'
import { desks } from '@/tests/desk'
import { correctable } from '@/tests/maintenance'
import { publishText } from '@/tests/published'
import { documentOf, requirement } from '@/tests/texts'
import { makeWorkingGroup, valueOf, writeDraft } from '@/tests/working-group'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

const { db, sql } = await testDatabase()
const { at, close, dispose, kinds, one, tag, waits } = desks(db, sql)

/** None of these has an entry of that kind. */
const nobody = async (actors: readonly PersonActor[], kind: Waiting['kind']) => {
  for (const actor of actors) expect([actor.name, await kinds(actor)]).toEqual([actor.name, expect.not.arrayContaining([kind])])
}

test('DE-1 comments wait on the lead editor once the consultation has closed, one entry with their count, until each has a disposition', async () => {
  const it = await makeConsulted(db, ({ outsider, reviewer, lead }) => [{ by: outsider }, { by: reviewer, on: 'b' }, { by: lead }])
  expect(await kinds(it.lead)).toEqual([])
  await close(it)
  const link = `/workspace/standards/${it.standard.slug}/dispositions?consultation=1`
  expect(await waits(it.lead)).toMatchObject([{ kind: 'comments', count: 2, says: 'since', link }])
  await dispose(it, it.lead, it.comments.slice(0, 2).map(({ id }) => id), 'accepted')
  await nobody([it.lead], 'comments')
  // What the lead editor wrote, nobody but the others can dispose of.
  for (const actor of [it.editor, it.advisor]) expect(await one(actor, 'comments')).toMatchObject({ count: 1 })
  await nobody([it.reviewer, it.observer, it.holders[0]!, it.outsider, it.admin], 'comments')
  await dispose(it, it.editor, [it.comments[2]!.id], 'accepted')
  await nobody([it.editor, it.advisor], 'comments')
})

test('DE-1 late comments wait on the advisor alone, and not on one who wrote them', async () => {
  const it = await makeConsulted(db, () => [])
  await close(it)
  const late = async () => valueOf(await writeComment(db, it.outsider, { consultationId: it.consultationId, blockId: 'a'.repeat(12), kind: 'technical', body: 'Late' }))
  await late()
  expect(await one(it.advisor, 'late')).toMatchObject({ count: 1, link: `/workspace/standards/${it.standard.slug}/consultation/late/LC-1` })
  await late()
  expect(await one(it.advisor, 'late')).toMatchObject({ count: 2, link: `/workspace/standards/${it.standard.slug}/consultation` })
  await nobody([it.lead, it.editor, it.outsider, it.admin], 'late')
  for (const { id } of await commentsOf(db, it.consultationId)) {
    valueOf(await answerLateComment(db, it.advisor, { commentId: id, decision: 'decline', reason: 'Too late', deferredTo: '' }))
  }
  await nobody([it.advisor], 'late')
})

test('DE-1 proposed changes wait on those who may accept them, last of all', async () => {
  const it = await makeConsulted(db, ({ outsider }) => [{ by: outsider }])
  const block = it.content.content[1]!
  const propose = async () => valueOf(await proposeChange(db, it.reviewer, { standardId: it.standard.id, kind: 'delete', blockId: 'a'.repeat(12), seen: sayingOf(block), note: '' }))
  const ids = [(await propose()).id, (await propose()).id]
  await close(it)
  expect(await kinds(it.lead)).toEqual(['comments', 'proposals'])
  expect(await one(it.editor, 'proposals')).toMatchObject({ count: 2, link: `/workspace/standards/${it.standard.slug}/proposals` })
  await nobody([it.reviewer, it.observer, it.advisor, it.outsider], 'proposals')
  for (const proposalId of ids) valueOf(await decideProposal(db, it.lead, { proposalId, decision: 'rejected', seen: '', reason: 'No' }))
  await nobody([it.lead, it.editor], 'proposals')
  await propose()
  await db.update(standards).set({ archivedAt: new Date() }).where(eq(standards.id, it.standard.id))
  await nobody([it.lead, it.editor], 'proposals')
})

test('DE-1 an objection waits again on those who answer it when its objector says that the change does not resolve it', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const { id: objectionId } = valueOf(await lodgeObjection(db, it.reviewer, { standardId: it.standard.id, versionId: version.id, blockId: 'a'.repeat(12), reason: 'No', wouldSatisfy: 'Yes' }))
  valueOf(await answerObjection(db, it.editor, { objectionId, text: 'Because' }))
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on every phone.')))
  await tag(it)
  expect(await one(it.reviewer, 'objection')).toMatchObject({ asked: true })
  await nobody([it.lead, it.editor, it.advisor], 'objection')
  valueOf(await sayNotResolved(db, it.reviewer, { objectionId, text: 'Still not' }))
  await nobody([it.reviewer], 'objection')
  for (const actor of [it.lead, it.editor, it.advisor]) expect(await one(actor, 'objection')).toMatchObject({ asked: false })
})

test('DE-2 across standards the order is one: rights that end, what is overdue, what others wait for, dates ahead, what is offered', async () => {
  const year = new Date().getUTCFullYear() + 1
  const it = await makeConsulted(db, ({ outsider }) => [{ by: outsider }])
  const [reviewed, seated] = [await makeWorkingGroup(db), await makeWorkingGroup(db)]
  await publishText(db, reviewed, correctable, { reviewDate: `${year}-01-11` })
  const person = it.lead
  for (const { group, body } of [reviewed]) await sql`insert into group_advisors (group_id, person_id) values (${group.id}, ${person.id})`.then(() =>
    sql`insert into organisation_memberships (organisation_id, person_id) values (${body.id}, ${person.id})`)
  await sql`insert into group_members (group_id, person_id, organisation_id, constituency, role) values (${seated.group.id}, ${person.id}, ${it.council.id}, 'service team', 'reviewer')`
  const block = it.content.content[1]!
  valueOf(await proposeChange(db, it.reviewer, { standardId: it.standard.id, kind: 'delete', blockId: 'a'.repeat(12), seen: sayingOf(block), note: '' }))
  await close(it)
  const version = await tag(seated)
  const round = valueOf(await openRound(db, seated.advisor, { standardId: seated.standard.id, versionId: version.id, closesAt: new Date(`${year + 1}-03-01T12:00:00Z`) }))
  await sql`alter table electors disable trigger user`
  await sql`update electors set substitute_id = ${person.id} where round_id = ${round.roundId} and substitute_id is null and seat_name like 'Keystone%'`
  await sql`alter table electors enable trigger user`
  await at(new Date(`${year}-01-05T12:00:00Z`), async () => expect(await kinds(person)).toEqual(['position', 'comments', 'review', 'proposals']))
  await at(new Date(`${year}-02-05T12:00:00Z`), async () => {
    const { waits: found, now } = await deskFor(db, person)
    expect(found.map(({ kind }) => kind)).toEqual(['position', 'review', 'comments', 'proposals'])
    expect(countInWords(found, now)).toBe('4 things wait on you, 1 of them overdue')
    expect(found.every((waiting) => waiting.at instanceof Date && !Number.isNaN(waiting.at.getTime()))).toBe(true)
  })
})
