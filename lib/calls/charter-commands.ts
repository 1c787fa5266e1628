import { asc, eq } from 'drizzle-orm'
import { callGroups, expressionAnswers, expressions, groupMembers, organisations, people } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { isAdvisorNow, writeCharter, writeGroup } from '../groups/commands'
import { roleInWords } from '../groups/group'
import { advisorIsNoMember } from '../groups/policy'
import { standingIn } from '../groups/standing-queries'
import type { Actor, PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Answered, type CharterCallInput, decideAnswers, seatsOf } from './charter-call'
import { lockCall } from './commands'
import { mayCharterCall } from './policy'

interface Group { readonly id: string; readonly slug: string; readonly name: string }

const expressionsOf = (tx: Tx, callId: string) =>
  tx.select({
    id: expressions.id, number: expressions.number, personId: people.id, name: people.name, email: people.email, isAdmin: people.isAdmin,
    constituency: expressions.constituency, organisationId: organisations.id, organisation: organisations.name,
  }).from(expressions).innerJoin(people, eq(people.id, expressions.personId)).innerJoin(organisations, eq(organisations.id, expressions.organisationId))
    .where(eq(expressions.callId, callId)).orderBy(asc(expressions.number))

type Row = Awaited<ReturnType<typeof expressionsOf>>[number]

/** Answers every expression of interest and makes the working group, its members and its charter, all in one step or none of it. */
export async function charterFromCall(on: Database, actor: Actor, input: CharterCallInput): Promise<Result<Group>> {
  return inTransaction(on, async (tx) => {
    const found = await lockCall(tx, input.callId)
    if (!found) return refused(refuse('not-found'))
    const rows = await expressionsOf(tx, input.callId)
    const [before] = await tx.select({ id: callGroups.groupId }).from(callGroups).where(eq(callGroups.callId, input.callId))
    const refusal = mayCharterCall(await standingIn(tx, actor, null), found.state, { expressions: rows.length, chartered: before !== undefined })
    if (refusal || actor.kind !== 'person') return refused(refusal ?? refuse('sign-in-needed'))
    const decided = decideAnswers(rows, input.answers)
    if ('refusal' in decided) return refused(decided.refusal)
    const group = await writeGroup(tx, actor, input)
    if (!group.ok) return group
    const joined = await answerAll(tx, actor, { call: found.call.title, group: group.value, rows, answered: decided.answered })
    if (!joined.ok) return joined
    const chartered = await writeCharter(tx, actor, group.value, { ...input, changes: '', seats: seatsOf(decided.answered) })
    if (!chartered.ok) return chartered
    await tx.insert(callGroups).values({ callId: input.callId, groupId: group.value.id })
    return group
  })
}

interface Answers { readonly call: string; readonly group: Group; readonly rows: readonly Row[]; readonly answered: readonly Answered[] }

async function answerAll(tx: Tx, actor: PersonActor, { call, group, rows, answered }: Answers): Promise<Result<void>> {
  for (const { expression, answer, reason, role } of answered) {
    const row = rows.find((one) => one.id === expression.id)!
    await tx.insert(expressionAnswers).values({ expressionId: row.id, answer, reason, answeredBy: actor.id })
    await record(tx, actor, { kind: 'interest answered', groupId: group.id, facts: { call, number: row.number, name: row.name, answer, reason } })
    if (answer === 'declined') continue
    if (await isAdvisorNow(tx, row.personId)) return refused(advisorIsNoMember(row.name))
    await tx.insert(groupMembers).values({ groupId: group.id, personId: row.personId, organisationId: row.organisationId, constituency: row.constituency, role })
    // They asked to join and are signed in: the event is theirs, as when an invitation is accepted.
    const member: PersonActor = { kind: 'person', id: row.personId, name: row.name, email: row.email, isAdmin: row.isAdmin }
    await record(tx, member, { kind: 'member joined', groupId: group.id, facts: { name: row.name, role: roleInWords(role), constituency: row.constituency, organisation: row.organisation } })
  }
  return ok(undefined)
}
