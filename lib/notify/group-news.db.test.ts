import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { digestItems, expressions, groupMembers, notifications, outgoingMail } from '@/drizzle/schema'
import { charterFromCall } from '@/lib/calls/charter-commands'
import type { Answer } from '@/lib/calls/charter-call'
import { closeCall, expressInterest } from '@/lib/calls/commands'
import { charterGroup } from '@/lib/groups/commands'
import { acceptInvitation, inviteMember } from '@/lib/groups/invitation-commands'
import { removeMember } from '@/lib/groups/member-commands'
import type { PersonActor } from '@/lib/kernel/actor'
import { makeApplicant, makeCall } from '@/tests/call'
import { testDatabase } from '@/tests/database'
import { makeGroup, makePerson } from '@/tests/group'
import { makeWorkingGroup, overSixty, valueOf } from '@/tests/working-group'
import { tellNextNews } from './news-commands'

const { db } = await testDatabase()
const post = { publicUrl: 'https://accord.test', demo: false, secret: 'of the tests alone' }
const tellAll = async () => { while (await tellNextNews(db, post)) { /* one more */ } }

/** What a person was told of groups, in its order. */
const told = async (person: PersonActor) => (await db.select({ sentence: notifications.sentence, link: notifications.link }).from(notifications)
  .where(and(eq(notifications.personId, person.id), eq(notifications.kind, 'group'))).orderBy(notifications.at, notifications.id))

async function observedGroup() {
  const w = await makeWorkingGroup(db)
  const observer = await w.join('Olive Observer', w.council.id, 'digital team')
  await db.update(groupMembers).set({ role: 'observer' }).where(eq(groupMembers.personId, observer.id))
  return { ...w, observer }
}

test('NO-12 a standard is started: members, observers and advisors hear it in their digest, not by a letter at once; its starter and outsiders hear nothing', async () => {
  const w = await observedGroup()
  await tellAll()
  const line = { sentence: `The standard “Free school meals ${w.group.id.slice(0, 8)}” is started in “${w.group.name}”`, link: `/workspace/standards/${w.standard.slug}` }
  for (const person of [w.observer, w.editor, w.holders[0]!, w.advisor]) {
    expect(await told(person), person.name).toEqual([line])
    expect(await db.select().from(digestItems).where(eq(digestItems.personId, person.id))).toHaveLength(1)
    expect(await db.select().from(outgoingMail).where(eq(outgoingMail.to, person.email))).toEqual([])
  }
  for (const person of [w.lead, w.outsider, w.admin]) expect(await told(person), person.name).toEqual([])
})

test('NO-12 a charter is changed, and somebody joins: so do these, and who has left hears nothing', async () => {
  const w = await observedGroup()
  valueOf(await removeMember(db, w.advisor, { groupId: w.group.id, personId: w.editor.id, reason: 'Changed jobs' }))
  const newcomer = await makePerson(db, 'New Comer')
  const { id } = valueOf(await inviteMember(db, w.lead, { groupId: w.group.id, email: newcomer.email, organisationId: w.council.id, constituency: 'digital team', role: 'observer', post }))
  valueOf(await acceptInvitation(db, newcomer, { invitationId: id }))
  const changes = 'The review period is two years.'
  valueOf(await charterGroup(db, w.advisor, {
    groupId: w.group.id, scope: 'Applying', quorum: overSixty, reviewPeriodMonths: 24, writtenWindowDays: 5, changes, seats: w.holders.map((holder) => ({ holderId: holder.id })),
  }))
  await tellAll()
  const name = `“${w.group.name}”`
  const joined = { sentence: `New Comer (${w.council.name}, digital team) joined ${name} as observer`, link: `/workspace/groups/${w.group.slug}` }
  const chartered = { sentence: `${name} has a new charter, its number 2: ${changes}`, link: `/workspace/groups/${w.group.slug}/charters` }
  expect((await told(w.observer)).slice(1)).toEqual([joined, chartered])
  expect((await told(newcomer)).slice(1)).toEqual([chartered])
  expect((await told(w.advisor)).slice(1)).toEqual([joined])
  expect(await told(w.editor)).toEqual([])
})

test('NO-12 a call’s outcome: everybody who answered hears what became of it, the declined one with the reason, and nobody of the others', async () => {
  const { advisor } = await makeGroup(db)
  const title = 'Blue badges: apply'
  const call = await makeCall(db, advisor, { title })
  const all = [await makeApplicant(db, 'Priya', 'council', 'service team'), await makeApplicant(db, 'Gethin', 'council', 'digital team'), await makeApplicant(db, 'Marcus', 'supplier', 'supplier'), await makeApplicant(db, 'Owen', 'supplier', 'supplier')]
  for (const one of all) valueOf(await expressInterest(db, one.person, { callId: call.id, organisationId: one.organisationId, constituency: one.constituency, offers: 'I know it.', nothing: true, text: '' }))
  valueOf(await closeCall(db, advisor, { callId: call.id, reason: 'Enough have answered.' }))
  const rows = await db.select().from(expressions).where(eq(expressions.callId, call.id)).orderBy(expressions.number)
  const answered: readonly [Answer, string][] = [['seat', ''], ['seat', ''], ['seat', ''], ['declined', 'Suppliers hold enough seats.']]
  const group = valueOf(await charterFromCall(db, advisor, {
    callId: call.id, name: `From ${call.slug}`, remit: 'Agrees.', scope: 'Applying', quorum: overSixty, reviewPeriodMonths: 12, writtenWindowDays: 5,
    answers: answered.map(([answer, reason], at) => ({ expressionId: rows[at]!.id, answer, reason, role: '', seatName: '', substituteId: null })),
  }))
  await tellAll()
  const begun = `Your expression of interest in “${title}” is answered: `
  const place = `/workspace/groups/${group.slug}`
  for (const { person } of all.slice(0, 3)) expect(await told(person)).toEqual([{ sentence: `${begun}you hold a seat in “${group.name}”`, link: place }])
  expect(await told(all[3]!.person)).toEqual([{ sentence: `${begun}it is declined: Suppliers hold enough seats.`, link: `/workspace/calls/${call.slug}` }])
  expect(await told(advisor)).toEqual([])
})
