import { and, eq, sql } from 'drizzle-orm'
import { callClosings, calls, declarations, expressions, interactions, services } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { Constituency } from '../groups/constituency'
import { lockGroup } from '../groups/commands'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { isUuid, slugOf } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { organisationsOf } from '../organisations/queries'
import { type CallInput, faultOfCall, stateOfCall } from './call'
import { type Declared, faultOfDeclaration } from './declaration'
import { mayClose, mayDeclare, mayExpress, mayPublish, maySpeakFor } from './policy'

/** Holds the call for the rest of the step; null when there is none. */
export async function lockCall(tx: Tx, callId: string) {
  if (!isUuid(callId)) return null
  const [call] = await tx.select().from(calls).where(eq(calls.id, callId)).for('no key update')
  if (!call) return null
  const [closing] = await tx.select({ at: callClosings.closedAt, reason: callClosings.reason }).from(callClosings).where(eq(callClosings.callId, callId))
  return { call, state: stateOfCall({ closesAt: call.closesAt, closing: closing ?? null }, await clockOf(tx)) }
}

async function freeCallSlug(tx: Tx, title: string): Promise<string> {
  const wanted = slugOf(title) || 'call'
  const taken = new Set((await tx.select({ slug: calls.slug }).from(calls).where(sql`${calls.slug} = ${wanted} or ${calls.slug} like ${`${wanted}-%`}`)).map((row) => row.slug))
  // An address of the workspace stands at /workspace/calls/new.
  if (!taken.has(wanted) && wanted !== 'new') return wanted
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}

/** Publishes a dated call about one service and one interaction. It never changes; it closes at its hour, or sooner. */
export async function publishCall(on: Database, actor: Actor, input: CallInput): Promise<Result<{ id: string; slug: string }>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayPublish(await standingIn(tx, actor, null))
    if (refusal || actor.kind !== 'person') return refused(refusal ?? refuse('sign-in-needed'))
    const fault = faultOfCall(input, await clockOf(tx)) ?? await notListed(tx, input)
    if (fault) return refused(fault)
    const [title, closesAt] = [input.title.replace(/\s+/g, ' ').trim(), input.closesAt!]
    const slug = await freeCallSlug(tx, title)
    const [made] = await tx.insert(calls).values({
      slug, title, lgsl: input.lgsl!, lgil: input.lgil!, evidence: input.evidence.trim(), asks: input.asks.trim(), publishedBy: actor.id, closesAt,
    }).returning({ id: calls.id })
    await record(tx, actor, { kind: 'call published', facts: { call: title, closesAt: closesAt.toISOString() } })
    return ok({ id: made!.id, slug })
  })
}

async function notListed(tx: Tx, { lgsl, lgil }: CallInput) {
  const [service] = await tx.select({ id: services.lgsl }).from(services).where(eq(services.lgsl, lgsl!))
  if (!service) return refuse('invalid', `There is no service ${lgsl} in the list. Choose another, or have an administrator import the list.`, 'lgsl')
  const [interaction] = await tx.select({ id: interactions.lgil }).from(interactions).where(eq(interactions.lgil, lgil!))
  return interaction ? null : refuse('invalid', `There is no interaction ${lgil} in the list. Choose another, or have an administrator import the list.`, 'lgil')
}

export async function closeCall(on: Database, actor: Actor, input: { callId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const found = await lockCall(tx, input.callId)
    if (!found) return refused(refuse('not-found'))
    const refusal = mayClose(await standingIn(tx, actor, null), found.state)
    if (refusal || actor.kind !== 'person') return refused(refusal ?? refuse('sign-in-needed'))
    const reason = input.reason.trim()
    if (reason === '' || reason.length > 1000) return refused(refuse('invalid', 'Say why the call closes before its time, in 1,000 characters or fewer. The public reads this.', 'reason'))
    await tx.insert(callClosings).values({ callId: found.call.id, reason, closedBy: actor.id })
    await record(tx, actor, { kind: 'call closed', facts: { call: found.call.title, reason } })
    return ok(undefined)
  })
}

export interface ExpressInput extends Declared {
  readonly callId: string
  readonly organisationId: string
  readonly constituency: Constituency | null
  readonly offers: string
}

/** One expression of interest a person and call, with its declaration. PostgreSQL decides whether it came in time. */
export async function expressInterest(on: Database, actor: Actor, input: ExpressInput): Promise<Result<{ number: number }>> {
  return inTransaction(on, async (tx) => {
    const found = await lockCall(tx, input.callId)
    if (!found) return refused(refuse('not-found'))
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const [before] = await tx.select({ id: expressions.id }).from(expressions).where(and(eq(expressions.callId, input.callId), eq(expressions.personId, actor.id)))
    const own = await organisationsOf(tx, actor.id)
    const refusal = mayExpress(await standingIn(tx, actor, null), found.state, before !== undefined)
      ?? maySpeakFor(own, input.organisationId, input.constituency)
      ?? (input.offers.trim() === '' || input.offers.length > 4000 ? refuse('invalid', 'Say what you would bring, in 4,000 characters or fewer.', 'offers') : null)
      ?? faultOfDeclaration(input)
    if (refusal) return refused(refusal)
    const organisation = own.find((one) => one.id === input.organisationId)!
    const constituency = input.constituency!
    const [made] = await tx.insert(expressions).values({
      callId: found.call.id, number: 0, personId: actor.id, organisationId: organisation.id, constituency, offers: input.offers.trim(),
    }).returning({ id: expressions.id, number: expressions.number })
    await tx.insert(declarations).values({ personId: actor.id, expressionId: made!.id, nothing: input.nothing, text: input.text.trim() })
    await record(tx, actor, { kind: 'interest expressed', facts: { call: found.call.title, number: made!.number, organisation: organisation.name, constituency } })
    return ok({ number: made!.number })
  })
}

/** A member declares an interest that came up later. Declarations are kept for good; the newest stands first. */
export async function declareInterest(on: Database, actor: Actor, input: Declared & { groupId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    if (!await lockGroup(tx, input.groupId)) return refused(refuse('not-found'))
    const refusal = mayDeclare(await standingIn(tx, actor, input.groupId))
    if (refusal || actor.kind !== 'person') return refused(refusal ?? refuse('sign-in-needed'))
    const fault = faultOfDeclaration(input)
    if (fault) return refused(fault)
    await tx.insert(declarations).values({ personId: actor.id, groupId: input.groupId, nothing: input.nothing, text: input.text.trim() })
    await record(tx, actor, { kind: 'interest declared', groupId: input.groupId, facts: { name: actor.name } })
    return ok(undefined)
  })
}
