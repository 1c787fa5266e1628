import { organisationMemberships, organisations } from '../drizzle/schema'
import type { FindingGiven } from '../lib/adoption/assessment'
import { recordAssessment } from '../lib/adoption/assessment-commands'
import { recordAdoption, recordMeasures } from '../lib/adoption/commands'
import type { MeasuresGiven } from '../lib/adoption/policy'
import { adoptionInView, councilsOf } from '../lib/adoption/queries'
import { clockOf, type Database } from '../lib/db'
import type { PersonActor } from '../lib/kernel/actor'
import { londonDate } from '../lib/kernel/clock'
import { publicationHistory } from '../lib/publication/queries'
import { makePerson } from './group'
import { valueOf } from './working-group'

export const noMeasures: MeasuresGiven = { completed: '', completedOnline: '', startedOnline: '', cost: '', satisfaction: '', note: '', periodFrom: '', periodTo: '' }

/** A council with one officer, who is of no working group. */
export async function makeCouncil(db: Database, name: string, nation: 'England' | 'Wales' = 'England'): Promise<PersonActor> {
  const [own] = await db.insert(organisations).values({ slug: `council-${crypto.randomUUID().slice(0, 13)}`, name, kind: 'council', nation, councilType: 'County' }).returning()
  const person = await makePerson(db, `An officer of ${name}`)
  await db.insert(organisationMemberships).values({ organisationId: own!.id, personId: person.id, constituency: 'service team' })
  return person
}

/** The council of this person adopts a version today; answers the adoption's id. */
export async function adoptAs(db: Database, by: PersonActor, slug: string, label = 'v1.0', baseline = noMeasures): Promise<string> {
  const publication = (await publicationHistory(db, slug)).find((one) => one.label === label)!
  const [council] = await councilsOf(db, by)
  return valueOf(await recordAdoption(db, by, {
    organisationId: council!.id, slug, publicationId: publication.id, digest: publication.digest, adoptedOn: londonDate(await clockOf(db)), ownerPost: 'Head of Service', baseline,
  })).id
}

export const measureAs = async (db: Database, by: PersonActor, adoptionId: string, given: Partial<MeasuresGiven>) =>
  valueOf(await recordMeasures(db, by, { adoptionId, corrects: '', ...noMeasures, ...given }))

/** Finds every requirement that applies and was not found yet met, and those named by their ref as said. */
export async function assessAs(db: Database, by: PersonActor, adoptionId: string, otherwise: Readonly<Record<string, Partial<FindingGiven>>> = {}) {
  const { requirements } = valueOf(await adoptionInView(db, by, adoptionId))
  const given = requirements!.filter((one) => one.applicability !== 'does not apply' && !one.finding)
    .map(({ requirement }) => ({ blockId: requirement.id, result: 'met', note: '', evidence: '', evidenceExpiresOn: '', ...otherwise[requirement.ref!] }))
  return recordAssessment(db, by, { adoptionId, shown: '0', given })
}
