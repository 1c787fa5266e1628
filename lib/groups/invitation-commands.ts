import { randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { groupMembers, invitations, organisations, people, workingGroups } from '@/drizzle/schema'
import { record } from '../audit/record'
import { addressOf } from '../auth/address'
import { letterOf } from '../auth/mail'
import { postLetter } from '../auth/mail-commands'
import { hashOfToken } from '../auth/sessions'
import type { AuthSettings } from '../auth/settings'
import { type Database, inTransaction, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { writeMembership } from '../organisations/commands'
import { isAdvisorNow, lockGroup } from './commands'
import type { Constituency } from './constituency'
import { invitationState, roleInWords } from './group'
import { advisorIsNoMember, mayAccept, mayBeInvited, mayInvite } from './policy'
import type { MemberRole } from './standing'
import { standingIn } from './standing-queries'

export interface InviteInput {
  readonly groupId: string
  readonly email: string
  readonly organisationId: string
  readonly constituency: Constituency
  readonly role: MemberRole
  /** How the letter goes and where its link leads. */
  readonly post: Pick<AuthSettings, 'publicUrl' | 'demo'>
}

const days = 14

/** Invites one address. The token answered is what the letter's link ends in; alone it lets nobody in. */
export async function inviteMember(on: Database, actor: Actor, input: InviteInput): Promise<Result<{ id: string; token: string }>> {
  const address = addressOf(input.email)
  return inTransaction(on, async (tx) => {
    const group = await lockGroup(tx, input.groupId)
    if (!group) return refused(refuse('not-found'))
    const standing = await standingIn(tx, actor, group.id)
    const refusal = mayInvite(standing, input.role)
    if (refusal || actor.kind !== 'person') return refused(refusal ?? refuse('sign-in-needed'))
    if (!address.ok) return address
    const [organisation] = await tx.select().from(organisations).where(eq(organisations.id, input.organisationId))
    if (!organisation) return refused(refuse('invalid', 'Choose the organisation.', 'organisation'))
    const unfit = mayBeInvited(organisation, input.constituency, address.value) ?? await alreadyHere(tx, group.id, address.value)
    if (unfit) return refused(unfit)
    const token = randomBytes(32).toString('base64url')
    const facts = { role: roleInWords(input.role), organisation: organisation.name, constituency: input.constituency }
    const [made] = await tx.insert(invitations).values({
      groupId: group.id, email: address.value, organisationId: organisation.id, constituency: input.constituency, role: input.role,
      tokenHash: hashOfToken(token), invitedBy: actor.id, expiresAt: sql`accord_now() + make_interval(days => ${days})`,
    }).returning({ id: invitations.id })
    await postLetter(tx, input.post, letterOf(address.value, `Invitation to the working group ${group.name}`,
      `${actor.name} invites you to the working group “${group.name}” on Accord, as ${facts.role} for ${facts.organisation} (${facts.constituency}).\n\n`
      + `To accept, open this page and sign in with this e-mail address:\n\n${input.post.publicUrl}/workspace/invitations/${token}\n\nThe invitation holds for ${days} days.`))
    await record(tx, actor, { kind: 'invitation sent', groupId: group.id, facts })
    return ok({ id: made!.id, token })
  })
}

async function alreadyHere(tx: Tx, groupId: string, email: string) {
  const [person] = await tx.select({ id: people.id, name: people.name }).from(people).where(eq(people.email, email))
  if (person) {
    const [member] = await tx.select({ id: groupMembers.id }).from(groupMembers)
      .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.personId, person.id), isNull(groupMembers.leftAt)))
    if (member) return refuse('taken', 'The person with this address is a member already.', 'email')
    if (await isAdvisorNow(tx, person.id)) return advisorIsNoMember('The person with this address')
  }
  const [open] = await tx.select({ id: invitations.id }).from(invitations).where(and(eq(invitations.groupId, groupId), eq(invitations.email, email),
    isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt), gt(invitations.expiresAt, sql`accord_now()`)))
  return open ? refuse('taken', 'This address has an open invitation. Withdraw it first to send another.', 'email') : null
}

/** By the letter's link, or from the desk, where it is listed for the invited address. */
export type Which = { readonly token: string } | { readonly invitationId: string }

/** Makes the person of the invited address a member. Anybody else, whoever holds the link, is refused. */
export async function acceptInvitation(on: Database, actor: Actor, input: Which): Promise<Result<{ groupSlug: string }>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const [found] = await tx.select({ invitation: invitations, group: workingGroups, organisation: organisations.name, now: sql<string>`accord_now()` }).from(invitations)
      .innerJoin(workingGroups, eq(workingGroups.id, invitations.groupId)).innerJoin(organisations, eq(organisations.id, invitations.organisationId))
      .where('token' in input ? eq(invitations.tokenHash, hashOfToken(input.token)) : eq(invitations.id, input.invitationId)).for('update')
    if (!found) return refused(refuse('not-found'))
    const { invitation, group } = found
    const refusal = mayAccept(invitationState(invitation, new Date(found.now)), invitation.email, actor.email)
      ?? (await isAdvisorNow(tx, actor.id) ? advisorIsNoMember(actor.name) : null)
    if (refusal) return refused(refusal)
    const { constituency, role, organisationId } = invitation
    const [joined] = await tx.insert(groupMembers).values({ groupId: group.id, personId: actor.id, organisationId, constituency, role })
      .onConflictDoNothing().returning({ id: groupMembers.id })
    if (!joined) return refused(refuse('already-done', 'You are a member of this working group already.'))
    await writeMembership(tx, { personId: actor.id, organisationId, constituency })
    await tx.update(invitations).set({ acceptedAt: sql`accord_now()` }).where(eq(invitations.id, invitation.id))
    await record(tx, actor, { kind: 'member joined', groupId: group.id, facts: { name: actor.name, role: roleInWords(role), constituency, organisation: found.organisation } })
    return ok({ groupSlug: group.slug })
  })
}

export async function withdrawInvitation(on: Database, actor: Actor, input: { invitationId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const [found] = await tx.select({ invitation: invitations, organisation: organisations.name, now: sql<string>`accord_now()` }).from(invitations)
      .innerJoin(organisations, eq(organisations.id, invitations.organisationId)).where(eq(invitations.id, input.invitationId)).for('update')
    if (!found) return refused(refuse('not-found'))
    const { invitation } = found
    const refusal = mayInvite(await standingIn(tx, actor, invitation.groupId), invitation.role)
    if (refusal) return refused(refusal)
    const state = invitationState(invitation, new Date(found.now))
    if (state !== 'open') return refused(refuse('closed', `This invitation is ${state} already.`))
    await tx.update(invitations).set({ withdrawnAt: sql`accord_now()` }).where(eq(invitations.id, invitation.id))
    await record(tx, actor, {
      kind: 'invitation withdrawn', groupId: invitation.groupId,
      facts: { role: roleInWords(invitation.role), organisation: found.organisation, constituency: invitation.constituency },
    })
    return ok(undefined)
  })
}
