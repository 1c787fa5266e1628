import { and, eq, isNull } from 'drizzle-orm'
import { charters, groupMembers, invitations, organisationMemberships, organisations, people, workingGroups } from '@/drizzle/schema'
import type { Database } from '@/lib/db'
import { charterGroup } from '@/lib/groups/commands'
import { acceptInvitation, inviteMember, withdrawInvitation } from '@/lib/groups/invitation-commands'
import type { QuorumRule } from '@/lib/groups/quorum'
import type { MemberRole } from '@/lib/groups/standing'
import { type PersonActor, system } from '@/lib/kernel/actor'
import { addOrganisation, addPerson, joinOrganisation } from '@/lib/organisations/commands'
import { seedCall } from './call'
import { demoActor, expectDone, organisationOf, type SeededGroup } from './demo'
import { demoEmail, demoOrganisations, demoPeople, demoSeats } from './people'

/** Where the demo's own invitations would lead; their letters stay in the mailbox. */
export interface SeedSettings { readonly publicUrl: string }

/** Over 60 % of the seats, and at least one of each constituency; more approvals than dissents. */
export const storyQuorum: QuorumRule = {
  present: { comparison: 'over', share: 0.6 },
  eachConstituency: { 'service team': 1, 'digital team': 1, supplier: 1 },
  carried: { comparison: 'over', share: 0.5 },
}

const storyTerms = {
  scope: 'Applying for free school meals with a council in England or Wales: finding the form, applying, the decision, and telling the school.',
  quorum: storyQuorum, reviewPeriodMonths: 12, writtenWindowDays: 5,
}

export async function seedPeople(on: Database): Promise<void> {
  for (const { slug, ...organisation } of demoOrganisations) {
    const [known] = await on.select({ id: organisations.id }).from(organisations).where(eq(organisations.name, organisation.name))
    if (!known) expectDone(await addOrganisation(on, system, { ...organisation, domains: [`${slug}.example`] }), organisation.name)
  }
  for (const person of demoPeople) {
    const email = demoEmail(person)
    const [known] = await on.select({ id: people.id }).from(people).where(eq(people.email, email))
    const id = known?.id ?? expectDone(await addPerson(on, system, { name: person.name, email, isAdmin: person.admin ?? false }), email).id
    const organisationId = await organisationOf(on, person.place)
    const [member] = await on.select({ id: organisationMemberships.personId }).from(organisationMemberships)
      .where(and(eq(organisationMemberships.personId, id), eq(organisationMemberships.organisationId, organisationId)))
    if (!member) expectDone(await joinOrganisation(on, system, { personId: id, organisationId, constituency: person.constituency ?? null }), email)
  }
}

/** The group comes of the call with its six seats; two who join later become substitutes by the next charter. */
export async function seedGroup(on: Database, settings: SeedSettings): Promise<SeededGroup> {
  const advisor = await demoActor(on, 'Helen Marsh')
  const group = await groupBySlug(on, 'free-school-meals') ?? await seedCall(on, storyTerms)
  for (const { name, role } of demoPeople) if (role) await seedMember(on, settings, advisor, group.id, { name, role })
  const chartered = await on.select({ id: charters.id }).from(charters).where(eq(charters.groupId, group.id))
  if (chartered.length === 1) expectDone(await charterGroup(on, advisor, {
    ...storyTerms, groupId: group.id, changes: 'Names substitutes for the two seats of Wexshire.', seats: await seatInputs(on),
  }), 'charter')
  return group
}

export async function groupBySlug(on: Database, slug: string): Promise<SeededGroup | undefined> {
  const [found] = await on.select({ id: workingGroups.id, slug: workingGroups.slug }).from(workingGroups).where(eq(workingGroups.slug, slug))
  return found
}

export async function seedMember(
  on: Database, settings: SeedSettings, advisor: PersonActor, groupId: string, { name, role }: { name: string; role: MemberRole },
): Promise<void> {
  const person = demoPeople.find((one) => one.name === name)!
  const invited = await demoActor(on, person.name)
  const [member] = await on.select({ id: groupMembers.id }).from(groupMembers)
    .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.personId, invited.id), isNull(groupMembers.leftAt)))
  if (member) return
  // Its letter held the only copy of the token: a fill that was cut short between the two steps invites again.
  const [open] = await on.select({ id: invitations.id }).from(invitations).where(and(
    eq(invitations.groupId, groupId), eq(invitations.email, invited.email), isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt)))
  if (open) expectDone(await withdrawInvitation(on, advisor, { invitationId: open.id }), `earlier invitation of ${person.name}`)
  const { token } = expectDone(await inviteMember(on, advisor, {
    groupId, email: invited.email, organisationId: await organisationOf(on, person.place),
    constituency: person.constituency!, role, post: { publicUrl: settings.publicUrl, demo: true },
  }), `invitation of ${person.name}`)
  expectDone(await acceptInvitation(on, invited, { token }), `acceptance of ${person.name}`)
}

const seatInputs = (on: Database) => Promise.all(demoSeats.map(async (seat) => ({
  name: seat.name,
  holderId: (await demoActor(on, seat.holder)).id,
  substituteId: 'substitute' in seat ? (await demoActor(on, seat.substitute)).id : null,
})))
