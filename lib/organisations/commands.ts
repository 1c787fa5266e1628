import { and, eq, isNull, sql } from 'drizzle-orm'
import { organisationMemberships, organisations, people, sessions } from '@/drizzle/schema'
import { record } from '../audit/record'
import { addressOf } from '../auth/address'
import { personName } from '../auth/person'
import { type Database, inTransaction, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { slugOf } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { decideOrganisation, mayAdminister, maySuspend, type OrganisationInput } from './organisation'

/** The first of `name`, `name-2`, `name-3`… that no organisation has. */
export async function freeOrganisationSlug(tx: Tx, name: string): Promise<string> {
  const wanted = slugOf(name) || 'organisation'
  const taken = new Set((await tx.select({ slug: organisations.slug }).from(organisations)
    .where(sql`${organisations.slug} = ${wanted} or ${organisations.slug} like ${`${wanted}-%`}`)).map((row) => row.slug))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}

export async function addOrganisation(on: Database, actor: Actor, input: OrganisationInput): Promise<Result<{ id: string; slug: string }>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const decided = decideOrganisation(input)
    if (!decided.ok) return decided
    const { value } = decided
    const [same] = await tx.select({ name: organisations.name }).from(organisations)
      .where(value.gssCode ? eq(organisations.gssCode, value.gssCode) : and(eq(organisations.name, value.name), eq(organisations.kind, value.kind)))
    if (same) return refused(refuse('taken', `${same.name} is here already.`, value.gssCode ? 'gssCode' : 'name'))
    const slug = await freeOrganisationSlug(tx, value.name)
    const [made] = await tx.insert(organisations).values({ ...value, domains: [...value.domains], slug }).returning({ id: organisations.id })
    await record(tx, actor, { kind: 'organisation added', facts: { name: value.name, kind: value.kind } })
    return ok({ id: made!.id, slug })
  })
}

/** Adds a person before they have signed in for the first time; they still sign in by proving the address. */
export async function addPerson(on: Database, actor: Actor, input: { name: string; email: string; isAdmin?: boolean }): Promise<Result<{ id: string }>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    // Making an administrator takes two of them, which Accord does not offer yet; the system makes the first.
    if (input.isAdmin && actor.kind !== 'system') return refused(refuse('break-glass-needed'))
    const [name, email] = [personName(input.name), addressOf(input.email)]
    if (!name.ok) return name
    if (!email.ok) return email
    const [made] = await tx.insert(people).values({ name: name.value, email: email.value, isAdmin: input.isAdmin ?? false })
      .onConflictDoNothing().returning({ id: people.id })
    if (!made) return refused(refuse('taken', 'Someone with this e-mail address is here already.', 'email'))
    await record(tx, actor, { kind: 'person added', facts: { name: name.value } })
    return ok({ id: made.id })
  })
}

export interface JoinInput {
  readonly personId: string
  readonly organisationId: string
  readonly constituency?: 'service team' | 'digital team' | 'supplier' | null
}

async function personAndOrganisation(tx: Tx, input: JoinInput) {
  const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, input.personId)).for('update')
  const [organisation] = await tx.select({ name: organisations.name }).from(organisations).where(eq(organisations.id, input.organisationId))
  return person && organisation ? { name: person.name, organisation: organisation.name } : null
}

/** Makes a person one of an organisation, or changes the constituency in which they speak for it. */
export async function joinOrganisation(on: Database, actor: Actor, input: JoinInput): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const facts = await personAndOrganisation(tx, input)
    if (!facts) return refused(refuse('not-found'))
    await writeMembership(tx, input)
    await record(tx, actor, { kind: 'organisation joined', facts })
    return ok(undefined)
  })
}

/** Within a step of a higher room, such as accepting an invitation. */
export async function writeMembership(tx: Tx, { personId, organisationId, constituency = null }: JoinInput): Promise<void> {
  await tx.insert(organisationMemberships).values({ personId, organisationId, constituency })
    .onConflictDoUpdate({ target: [organisationMemberships.organisationId, organisationMemberships.personId], set: { constituency, endedAt: null } })
}

export async function leaveOrganisation(on: Database, actor: Actor, input: { personId: string; organisationId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const facts = await personAndOrganisation(tx, input)
    if (!facts) return refused(refuse('not-found'))
    const ended = await tx.update(organisationMemberships).set({ endedAt: sql`accord_now()` })
      .where(and(eq(organisationMemberships.personId, input.personId), eq(organisationMemberships.organisationId, input.organisationId), isNull(organisationMemberships.endedAt)))
      .returning({ personId: organisationMemberships.personId })
    if (ended.length === 0) return refused(refuse('already-done'))
    await record(tx, actor, { kind: 'organisation left', facts })
    return ok(undefined)
  })
}

/** Suspends a person and ends all their sessions; open drafts are cut by the database's own notice of it. */
export async function suspendPerson(on: Database, actor: Actor, input: { personId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    // Two administrators suspending one another at once wait for each other here, or none would be left.
    const admins = await tx.select({ id: people.id }).from(people).where(and(eq(people.isAdmin, true), isNull(people.suspendedAt))).for('update')
    const [target] = await tx.select({ id: people.id, name: people.name, isAdmin: people.isAdmin, suspendedAt: people.suspendedAt })
      .from(people).where(eq(people.id, input.personId)).for('update')
    const refusal = mayAdminister(actor) ?? (target ? maySuspend(actor, target, admins.length) : refuse('not-found'))
    if (refusal || !target) return refused(refusal ?? refuse('not-found'))
    if (input.reason.trim() === '') return refused(refuse('invalid', 'Say why. The reason is kept in the audit trail.', 'reason'))
    if (target.suspendedAt) return refused(refuse('already-done', `${target.name} is suspended already.`))
    await tx.update(people).set({ suspendedAt: sql`accord_now()` }).where(eq(people.id, target.id))
    await tx.delete(sessions).where(eq(sessions.personId, target.id))
    await record(tx, actor, { kind: 'person suspended', facts: { name: target.name, reason: input.reason.trim() } })
    return ok(undefined)
  })
}

export async function restorePerson(on: Database, actor: Actor, input: { personId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const [target] = await tx.select({ name: people.name, suspendedAt: people.suspendedAt }).from(people).where(eq(people.id, input.personId)).for('update')
    if (!target) return refused(refuse('not-found'))
    if (!target.suspendedAt) return refused(refuse('already-done', `${target.name} is not suspended.`))
    await tx.update(people).set({ suspendedAt: null }).where(eq(people.id, input.personId))
    await record(tx, actor, { kind: 'person restored', facts: { name: target.name } })
    return ok(undefined)
  })
}

/** Another person's e-mail address: for administrators only, and every look is remembered. */
export async function seeEmail(on: Database, actor: Actor, input: { personId: string }): Promise<Result<{ email: string }>> {
  return inTransaction(on, async (tx) => {
    const refusal = mayAdminister(actor)
    if (refusal) return refused(refusal)
    const [target] = await tx.select({ name: people.name, email: people.email }).from(people).where(eq(people.id, input.personId))
    if (!target) return refused(refuse('not-found'))
    await record(tx, actor, { kind: 'e-mail address seen', facts: { name: target.name } })
    return ok({ email: target.email })
  })
}

