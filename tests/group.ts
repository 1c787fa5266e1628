import type { Database } from '../lib/db'
import type { PersonActor } from '../lib/kernel/actor'
import { groupAdvisors, groupMembers, organisationMemberships, organisations, people, workingGroups } from '../drizzle/schema'
import { randomBytes } from 'node:crypto'

const roles = ['observer', 'reviewer', 'editor', 'lead'] as const

/** Somebody signed up, of no organisation. */
export async function makePerson(db: Database, name: string, isAdmin = false): Promise<PersonActor> {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${randomBytes(4).toString('hex')}@place.example`
  const [row] = await db.insert(people).values({ name, email, isAdmin }).returning()
  return { kind: 'person', id: row!.id, name, email, isAdmin }
}

/** A group with one person in each role of the table of permissions, by plain inserts. */
export async function makeGroup(db: Database) {
  const tail = randomBytes(4).toString('hex')
  const [group] = await db.insert(workingGroups).values({ slug: `group-${tail}`, name: `Group ${tail}`, remit: 'Whatever is tested' }).returning()
  const [council] = await db.insert(organisations).values({ slug: `council-${tail}`, name: `Council ${tail}`, kind: 'council' }).returning()
  const [body] = await db.insert(organisations).values({ slug: `advisers-${tail}`, name: `Advisers ${tail}`, kind: 'advisory body' }).returning()
  const members: PersonActor[] = []
  for (const role of roles) {
    const person = await makePerson(db, `The ${role}`)
    await db.insert(organisationMemberships).values({ organisationId: council!.id, personId: person.id, constituency: 'service team' })
    await db.insert(groupMembers).values({ groupId: group!.id, personId: person.id, organisationId: council!.id, constituency: 'service team', role })
    members.push(person)
  }
  const [observer, reviewer, editor, lead] = members as [PersonActor, PersonActor, PersonActor, PersonActor]
  const advisor = await makePerson(db, 'The advisor')
  await db.insert(organisationMemberships).values({ organisationId: body!.id, personId: advisor.id })
  await db.insert(groupAdvisors).values({ groupId: group!.id, personId: advisor.id })
  const outsider = await makePerson(db, 'The outsider')
  const admin = await makePerson(db, 'The administrator', true)
  return { group: group!, council: council!, body: body!, observer, reviewer, editor, lead, advisor, outsider, admin }
}
