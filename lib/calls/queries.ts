import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm'
import { callClosings, callGroups, calls, expressionAnswers, expressions, interactions, organisations, people, seats, services, workingGroups } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { Constituency } from '../groups/constituency'
import type { Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type CallState, stateOfCall } from './call'
import type { Answer } from './charter-call'
import type { DeclarationView } from './declaration'
import { declarationsOf } from './declaration-queries'
import { mayReadExpressions } from './policy'

/** A call as everybody may read it. */
export interface CallView {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly service: { readonly lgsl: number; readonly name: string }
  readonly interaction: { readonly lgil: number; readonly name: string }
  readonly evidence: string
  readonly asks: string
  readonly publishedAt: Date
  readonly publishedBy: string
  readonly state: CallState
  readonly expressions: number
  /** The working group that came of it. */
  readonly group: { readonly id: string; readonly slug: string; readonly name: string } | null
  readonly charteredAt: Date | null
}

const rowsOfCalls = (on: Reader) => on.select({
  call: calls, service: services, interaction: interactions, publishedBy: people.name, closing: callClosings,
  group: { id: workingGroups.id, slug: workingGroups.slug, name: workingGroups.name }, charteredAt: callGroups.at,
  expressions: sql<number>`(select count(*)::int from ${expressions} e where e.call_id = ${calls.id})`,
}).from(calls)
  .innerJoin(services, eq(services.lgsl, calls.lgsl)).innerJoin(interactions, eq(interactions.lgil, calls.lgil)).innerJoin(people, eq(people.id, calls.publishedBy))
  .leftJoin(callClosings, eq(callClosings.callId, calls.id)).leftJoin(callGroups, eq(callGroups.callId, calls.id)).leftJoin(workingGroups, eq(workingGroups.id, callGroups.groupId))

type Row = Awaited<ReturnType<typeof rowsOfCalls>>[number]

const viewOf = ({ call, service, interaction, closing, ...more }: Row, now: Date): CallView => ({
  id: call.id, slug: call.slug, title: call.title, evidence: call.evidence, asks: call.asks, publishedAt: call.publishedAt,
  service: { lgsl: service.lgsl, name: service.name }, interaction: { lgil: interaction.lgil, name: interaction.name },
  state: stateOfCall({ closesAt: call.closesAt, closing: closing && { at: closing.closedAt, reason: closing.reason } }, now), ...more,
})

/** Every call, the newest first. */
export async function callsListed(on: Reader): Promise<CallView[]> {
  const [rows, now] = [await rowsOfCalls(on).orderBy(desc(calls.publishedAt), asc(calls.slug)), await clockOf(on)]
  return rows.map((row) => viewOf(row, now))
}

export async function callBySlug(on: Reader, slug: string): Promise<CallView | null> {
  const [row] = await rowsOfCalls(on).where(eq(calls.slug, slug))
  return row ? viewOf(row, await clockOf(on)) : null
}

export interface ExpressionView {
  readonly id: string
  readonly number: number
  readonly personId: string
  readonly name: string
  readonly organisation: string
  readonly constituency: Constituency
  readonly offers: string
  readonly at: Date
  readonly answer: Answer | null
  readonly reason: string
  /** The seat that they hold by the group's first charter. */
  readonly seat: string | null
  readonly declared: readonly DeclarationView[]
}

async function expressionsWhere(on: Reader, callId: string, personId?: string): Promise<ExpressionView[]> {
  const firstSeat = sql<string | null>`(select s.name from ${seats} s join charters c on c.id = s.charter_id join call_groups g on g.group_id = c.group_id
    where g.call_id = ${expressions.callId} and c.number = 1 and s.holder_id = ${expressions.personId})`
  const rows = await on.select({
    id: expressions.id, number: expressions.number, personId: people.id, name: people.name, organisation: organisations.name, constituency: expressions.constituency,
    offers: expressions.offers, at: expressions.expressedAt, answer: expressionAnswers.answer, reason: sql<string>`coalesce(${expressionAnswers.reason}, '')`, seat: firstSeat,
  }).from(expressions).innerJoin(people, eq(people.id, expressions.personId)).innerJoin(organisations, eq(organisations.id, expressions.organisationId))
    .leftJoin(expressionAnswers, eq(expressionAnswers.expressionId, expressions.id))
    .where(and(eq(expressions.callId, callId), personId === undefined ? undefined : eq(expressions.personId, personId))).orderBy(asc(expressions.number))
  const declared = await declarationsOf(on, rows.map((row) => row.personId))
  return rows.map((row) => ({ ...row, declared: declared.get(row.personId) ?? [] }))
}

export interface CallInView { readonly call: CallView; readonly standing: Standing; readonly own: ExpressionView | null }

/** A call as somebody signed in sees it, with their own expression of interest. */
export async function callForPerson(on: Reader, actor: Actor, slug: string): Promise<Result<CallInView>> {
  const call = await callBySlug(on, slug)
  if (!call) return refused(refuse('not-found'))
  const own = actor.kind === 'person' ? (await expressionsWhere(on, call.id, actor.id))[0] ?? null : null
  return ok({ call, standing: await standingIn(on, actor, null), own })
}

/** All of them, for advisors. */
export async function expressionsFor(on: Reader, { call, standing }: Pick<CallInView, 'call' | 'standing'>): Promise<Result<ExpressionView[]>> {
  const refusal = mayReadExpressions(standing)
  return refusal ? refused(refusal) : ok(await expressionsWhere(on, call.id))
}

/** Who took part in the end, for everybody: nobody's name before the group is chartered, and never who was declined. */
export async function participantsOf(on: Reader, call: CallView): Promise<ExpressionView[]> {
  return call.group ? (await expressionsWhere(on, call.id)).filter((one) => one.answer !== null && one.answer !== 'declined') : []
}

export interface Entry { readonly id: number; readonly name: string }
export interface Lists { readonly services: readonly Entry[]; readonly interactions: readonly Entry[] }

/** Both lists, in the order in which one looks for something. */
export async function serviceLists(on: Reader): Promise<Lists> {
  return {
    services: await on.select({ id: services.lgsl, name: services.name }).from(services).orderBy(asc(services.name), asc(services.lgsl)),
    interactions: await on.select({ id: interactions.lgil, name: interactions.name }).from(interactions).orderBy(asc(interactions.lgil)),
  }
}

export async function listSizes(on: Reader): Promise<{ services: number; interactions: number }> {
  const [[first], [second]] = [await on.select({ of: count() }).from(services), await on.select({ of: count() }).from(interactions)]
  return { services: first!.of, interactions: second!.of }
}

export interface WaitingCall { readonly slug: string; readonly title: string; readonly expressions: number; readonly closedAt: Date }

/** Calls that have closed with expressions of interest and have no group yet: they wait on advisors. */
export async function callsToCharter(on: Reader, standing: Standing): Promise<WaitingCall[]> {
  if (mayReadExpressions(standing)) return []
  const [rows, now] = [await rowsOfCalls(on).where(isNull(callGroups.callId)).orderBy(asc(calls.closesAt)), await clockOf(on)]
  return rows.map((row) => viewOf(row, now)).flatMap(({ slug, title, expressions: of, state }) => (state.kind === 'closed' && of > 0 ? [{ slug, title, expressions: of, closedAt: state.at }] : []))
}
