import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { groupMembers, organisationMemberships, people, sessions, standards } from '@/drizzle/schema'
import { testDatabase } from '../../tests/database'
import { makeGroup, makePerson } from '../../tests/group'
import { makeDraft, signIn } from '../../tests/sync'
import { actorOfToken, hashOfToken } from '../auth/sessions'
import { standingIn } from '../groups/standing-queries'
import { standardById } from '../standards/queries'
import { laneAt } from './access'
import { admissionsOf } from './admission-queries'

const { db } = await testDatabase()
const it = await makeGroup(db)
const other = await makeGroup(db)
const draft = await makeDraft(db, it.lead, it.group.id)
const archived = await makeDraft(db, it.lead, it.group.id, 'An old one')
await db.update(standards).set({ archivedAt: new Date() }).where(eq(standards.id, archived))
const nowhere = '00000000-0000-4000-8000-000000000000'

/** Every kind of person there is, those included who were something and are not any more. */
async function everybody() {
  const [left, suspended, ended] = [await makePerson(db, 'Left'), await makePerson(db, 'Suspended'), await makePerson(db, 'Ended')]
  for (const person of [left, suspended]) {
    await db.insert(groupMembers).values({ groupId: it.group.id, personId: person.id, organisationId: it.council.id, constituency: 'service team', role: 'editor' })
  }
  await db.update(groupMembers).set({ leftAt: new Date() }).where(eq(groupMembers.personId, left.id))
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, suspended.id))
  await db.insert(organisationMemberships).values({ organisationId: it.body.id, personId: ended.id, endedAt: new Date() })
  return [it.observer, it.reviewer, it.editor, it.lead, it.advisor, it.outsider, it.admin, other.lead, other.advisor, left, suspended, ended]
}

test('DR-9 who comes in with many others is what they are alone, for every kind of person and of draft, in the order asked', async () => {
  const tokens = [...await Promise.all((await everybody()).map((person) => signIn(db, person))), 'no such token', '']
  const ranOut = await signIn(db, it.editor)
  await db.update(sessions).set({ expires: new Date(0) }).where(eq(sessions.tokenHash, hashOfToken(ranOut)))
  tokens.push(ranOut)
  const asking = tokens.flatMap((token) => [draft, archived, nowhere].map((standardId) => ({ token, standardId })))
  const admissions = await admissionsOf(db, asking)
  expect(admissions).toHaveLength(asking.length)
  for (const [index, { token, standardId }] of asking.entries()) {
    const actor = await actorOfToken(db, token || undefined)
    const standard = await standardById(db, standardId)
    const lane = actor.kind === 'person' && standard ? laneAt(await standingIn(db, actor, standard.groupId), standard) : 'none'
    const admission = admissions[index]!
    if (actor.kind !== 'person') expect(admission).toEqual({ kind: 'signed out' })
    else if (lane === 'none') expect(admission).toEqual({ kind: 'no such draft' })
    else expect(admission).toMatchObject({ kind: 'admitted', person: actor, lane, frozen: standardId === archived, groupId: it.group.id, presence: { id: actor.id, name: actor.name } })
  }
  const kinds = admissions.map(({ kind }) => kind)
  expect(new Set(kinds).size).toBe(3)
})

test('DR-9 somebody is shown with the organisation that they take part for, else with the first that they are of', async () => {
  const tokens = await Promise.all([it.editor, it.advisor].map((person) => signIn(db, person)))
  const shown = (await admissionsOf(db, tokens.map((token) => ({ token, standardId: draft })))).map((one) => (one.kind === 'admitted' ? one.presence.organisation : one.kind))
  expect(shown).toEqual([it.council.name, it.body.name])
})
