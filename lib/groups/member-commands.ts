import { and, eq, isNull, sql } from 'drizzle-orm'
import { groupMembers, people } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { endAssignment, lockGroup } from './commands'
import { roleInWords } from './group'
import { mayChangeRole, mayLeave, mayRemove } from './policy'
import type { MemberRole, Standing } from './standing'
import { standingIn } from './standing-queries'

interface Case {
  readonly standing: Standing
  readonly member: { readonly id: string; readonly personId: string; readonly name: string; readonly role: MemberRole } | null
  readonly leads: number
}

/** The group is held, so that of two lead editors who leave at once only one can. */
async function caseOf(tx: Tx, actor: Actor, groupId: string, personId: string | null): Promise<Case | null> {
  if (!await lockGroup(tx, groupId)) return null
  const members = await tx.select({ id: groupMembers.id, personId: groupMembers.personId, name: people.name, role: groupMembers.role }).from(groupMembers)
    .innerJoin(people, eq(people.id, groupMembers.personId)).where(and(eq(groupMembers.groupId, groupId), isNull(groupMembers.leftAt)))
  return {
    standing: await standingIn(tx, actor, groupId),
    member: members.find((member) => member.personId === personId) ?? null,
    leads: members.filter((member) => member.role === 'lead').length,
  }
}

/** Raises or lowers a member's role, within what the actor may grant. A member's time with a role is a row of its own: the old one ends. */
export async function changeRole(on: Database, actor: Actor, input: { groupId: string; personId: string; role: MemberRole }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await caseOf(tx, actor, input.groupId, input.personId)
    if (!found?.member) return refused(refuse('not-found'))
    const { standing, member, leads } = found
    const refusal = mayChangeRole(standing, member, input.role, leads)
    if (refusal) return refused(refusal)
    const [ended] = await tx.update(groupMembers).set({ leftAt: sql`accord_now()` }).where(eq(groupMembers.id, member.id)).returning()
    const { groupId, personId, organisationId, constituency } = ended!
    await tx.insert(groupMembers).values({ groupId, personId, organisationId, constituency, role: input.role })
    await record(tx, actor, { kind: 'role changed', groupId, facts: { name: member.name, from: roleInWords(member.role), to: roleInWords(input.role) } })
    return ok(undefined)
  })
}

export async function removeMember(on: Database, actor: Actor, input: { groupId: string; personId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await caseOf(tx, actor, input.groupId, input.personId)
    if (!found?.member) return refused(refuse('not-found'))
    const { standing, member, leads } = found
    const refusal = mayRemove(standing, member, leads)
    if (refusal) return refused(refusal)
    const reason = input.reason.trim()
    if (reason === '') return refused(refuse('invalid', 'Say why. The reason is kept in the audit trail.', 'reason'))
    await tx.update(groupMembers).set({ leftAt: sql`accord_now()` }).where(eq(groupMembers.id, member.id))
    await record(tx, actor, { kind: 'member removed', groupId: input.groupId, facts: { name: member.name, reason } })
    return ok(undefined)
  })
}

/** A member ends their membership, an advisor their assignment. */
export async function leaveGroup(on: Database, actor: Actor, input: { groupId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const found = await caseOf(tx, actor, input.groupId, actor.id)
    if (!found) return refused(refuse('not-found'))
    const refusal = mayLeave(found.standing, found.leads)
    if (refusal) return refused(refusal)
    if (found.member) await tx.update(groupMembers).set({ leftAt: sql`accord_now()` }).where(eq(groupMembers.id, found.member.id))
    else await endAssignment(tx, { groupId: input.groupId, personId: actor.id })
    await record(tx, actor, { kind: 'member left', groupId: input.groupId, facts: { name: actor.name } })
    return ok(undefined)
  })
}
