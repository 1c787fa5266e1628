import { interactions, organisationMemberships, organisations, services } from '../drizzle/schema'
import type { Database } from '../lib/db'
import type { Constituency } from '../lib/groups/constituency'
import type { PersonActor } from '../lib/kernel/actor'
import { publishCall } from '../lib/calls/commands'
import { makePerson } from './group'
import { inAWeek, valueOf } from './working-group'

/** One service and one interaction in the lists. */
export async function makeLists(db: Database): Promise<void> {
  await db.insert(services).values({ lgsl: 4, name: 'Free school meals' }).onConflictDoNothing()
  await db.insert(interactions).values({ lgil: 0, name: 'Applying for a service' }).onConflictDoNothing()
}

export const callInput = (more: { title?: string; closesAt?: Date } = {}) =>
  ({ title: 'Free school meals: apply', lgsl: 4, lgil: 0, evidence: 'Four in ten could finish.', asks: 'People who know the form.', closesAt: inAWeek(), ...more })

export const makeCall = async (db: Database, advisor: PersonActor, more: { title?: string; closesAt?: Date } = {}) => {
  await makeLists(db)
  return valueOf(await publishCall(db, advisor, callInput(more)))
}

/** Somebody of an organisation of their own, who could answer a call. */
export async function makeApplicant(db: Database, name: string, kind: 'council' | 'supplier' | 'advisory body', constituency: Constituency | null) {
  const person = await makePerson(db, name)
  const [organisation] = await db.insert(organisations).values({ slug: `of-${person.id}`, name: `${name}’s place`, kind }).returning()
  await db.insert(organisationMemberships).values({ organisationId: organisation!.id, personId: person.id, constituency })
  return { person, organisationId: organisation!.id, constituency }
}
