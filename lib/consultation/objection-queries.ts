import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { consultations, groupMembers, objections, objectionSteps, organisations, people, publications, standards, versionRequirements, versions } from '@/drizzle/schema'
import type { Reader } from '../db'
import { requirementDigest } from '../document/canonical'
import { type RequirementView, requirementsOf } from '../document/requirements'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { candidateOf } from '../versions/candidate-queries'
import { newestVersion, type OnStandard, versionById, versionInFull } from '../versions/queries'
import { type StandardInView, standardFor } from '../versions/standard-queries'
import { labelOf } from '../versions/version'
import { type Fate, hasEnded, nameOfObjection, type Objection, parseObjection, type Standing, stateOfObjection, type Step } from './objection'
import type { LodgingState } from './objection-policy'

const objector = alias(people, 'objector')

const selecting = (on: Reader) => on.select({
  objection: objections, major: versions.major, minor: versions.minor, objectorName: objector.name, organisation: organisations.name,
}).from(objections).innerJoin(versions, eq(versions.id, objections.versionId)).innerJoin(objector, eq(objector.id, objections.objectorId))
  .innerJoin(organisations, eq(organisations.id, objections.organisationId)).orderBy(desc(objections.number)).$dynamic()

/** The member's organisation in the group; an advisor's steps are told by their name alone. */
const organisationOfMember = sql<string | null>`(select o.name from ${groupMembers} m join ${organisations} o on o.id = m.organisation_id
  join objections j on j.id = ${objectionSteps.objectionId} join standards s on s.id = j.standard_id and s.group_id = m.group_id
  where m.person_id = ${objectionSteps.byId} order by m.joined_at desc limit 1)`

async function stepsOf(on: Reader, ids: string[]): Promise<Map<string, Step[]>> {
  const rows = ids.length === 0 ? [] : await on.select({
    step: objectionSteps, major: versions.major, minor: versions.minor, byName: people.name, byOrganisation: organisationOfMember,
  }).from(objectionSteps).leftJoin(versions, eq(versions.id, objectionSteps.versionId)).leftJoin(people, eq(people.id, objectionSteps.byId))
    .where(inArray(objectionSteps.objectionId, ids)).orderBy(asc(objectionSteps.number))
  const found = new Map<string, Step[]>(ids.map((id) => [id, []]))
  for (const { step, major, minor, byName, byOrganisation } of rows) {
    const { number, kind, text, requirementDigest: digest, byId, at } = step
    found.get(step.objectionId)!.push({ number, kind, text, version: major === null ? null : labelOf({ major, minor: minor! }), requirementDigest: digest, byId, byName, byOrganisation, at })
  }
  return found
}

async function inFull(on: Reader, rows: Awaited<ReturnType<typeof selecting>>): Promise<Objection[]> {
  const steps = await stepsOf(on, rows.map((row) => row.objection.id))
  return rows.map(({ objection, objectorName, organisation, ...version }) => {
    const own = steps.get(objection.id)!
    return { ...objection, name: nameOfObjection(objection.number), version: labelOf(version), objectorName, organisation, steps: own, state: stateOfObjection(own) }
  })
}

/** Every objection of a standard, newest first. Checks nobody. */
export const objectionsOfStandard = async (on: Reader, standardId: string): Promise<Objection[]> =>
  inFull(on, await selecting(on).where(eq(objections.standardId, standardId)))

export async function objectionById(on: Reader, id: string): Promise<Objection | null> {
  if (!isUuid(id)) return null
  return (await inFull(on, await selecting(on).where(eq(objections.id, id))))[0] ?? null
}

/** For the members and the advisor of the group. */
export async function objectionsOf(on: Reader, actor: Actor, slug: string): Promise<Result<OnStandard & { objections: Objection[] }>> {
  const found = await standardFor(on, actor, slug)
  return found.ok ? ok({ ...found.value, objections: await objectionsOfStandard(on, found.value.standard.id) }) : found
}

export async function objectionByName(on: Reader, actor: Actor, slug: string, name: string): Promise<Result<OnStandard & { objection: Objection }>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const number = parseObjection(name)
  const [objection] = number === null ? [] : await inFull(on, await selecting(on)
    .where(and(eq(objections.standardId, found.value.standard.id), eq(objections.number, number))))
  return objection ? ok({ ...found.value, objection }) : refused(refuse('not-found'))
}

/** The objections that stand against a version, as PostgreSQL counts them when it refuses a round. Checks nobody. */
export async function openObjectionsOn(on: Reader, standardId: string, versionId: string): Promise<Standing[]> {
  const rows = await on.execute<{ objection_id: string; number: number; ref: string; block_id: string; state: string; requirement: Fate }>(
    sql`select * from open_objections(${standardId}::uuid, ${versionId}::uuid)`)
  return rows.map((row) => ({
    id: row.objection_id, number: row.number, name: nameOfObjection(row.number), ref: row.ref, blockId: row.block_id, asked: row.state === 'asked', requirement: row.requirement,
  }))
}

/** What `lodgeObjection` will ask, for its page and its links to ask beforehand. */
export async function lodgingState(on: Reader, standardId: string, versionId: string, blockId: string, personId: string | null): Promise<LodgingState> {
  const newest = await newestVersion(on, standardId)
  const [open] = await on.select({ id: consultations.id }).from(consultations)
    .where(and(eq(consultations.versionId, versionId), isNull(consultations.endedAt), sql`${consultations.closesAt} > accord_now()`)).limit(1)
  const [published] = await on.select({ id: publications.id }).from(publications).where(eq(publications.versionId, versionId))
  const own = (await objectionsOfStandard(on, standardId))
    .find((one) => one.blockId === blockId && one.objectorId === personId && !hasEnded(one.state))
  return { newest: newest?.id === versionId, inConsultation: open !== undefined, published: published !== undefined, ownOpen: own?.name ?? null }
}

export interface RequirementInVersion { readonly versionId: string; readonly blockId: string; readonly ref: string; readonly digest: string }

export async function requirementIn(on: Reader, versionId: string, blockId: string): Promise<RequirementInVersion | null> {
  const { versionId: version, blockId: block, ref, digest } = versionRequirements
  const [row] = await on.select({ versionId: version, blockId: block, ref, digest }).from(versionRequirements).where(and(eq(version, versionId), eq(block, blockId)))
  return row ?? null
}

/** The requirement in a text: its view, or null where it is gone. */
export interface Words { readonly place: string; readonly view: RequirementView | null; readonly digest: string | null }

async function wordsIn(content: Parameters<typeof requirementsOf>[0], blockId: string, place: string): Promise<Words> {
  const view = requirementsOf(content).find((one) => one.id === blockId) ?? null
  return { place, view, digest: view && await requirementDigest(view.node) }
}

/** The requirement as the draft would be tagged now. */
export async function wordsInDraft(on: Reader, standard: StandardInView, blockId: string): Promise<Result<Words>> {
  const candidate = await candidateOf(on, standard)
  return candidate.ok ? ok(await wordsIn(candidate.value.content, blockId, 'the draft')) : candidate
}

export async function wordsInVersion(on: Reader, standardId: string, versionId: string, blockId: string): Promise<Words | null> {
  const version = await versionById(on, standardId, versionId)
  return version && wordsIn((await versionInFull(on, version)).content, blockId, version.label)
}

export interface StandsNow extends Words {
  /** The words that were objected to. */
  readonly before: RequirementView
  /** Null: the draft. */
  readonly versionId: string | null
}

/** Where the words first differ from those objected to: in the newest version, else in the draft; in neither, as the draft has them. */
export async function standsNow(on: Reader, standard: StandardInView, objection: Objection): Promise<StandsNow | null> {
  const objected = await wordsInVersion(on, standard.id, objection.versionId, objection.blockId)
  const before = objected!.view!
  const newest = await newestVersion(on, standard.id)
  const there = newest && await wordsInVersion(on, standard.id, newest.id, objection.blockId)
  if (there && there.digest !== objection.requirementDigest) return { ...there, before, versionId: newest.id }
  const draft = await wordsInDraft(on, standard, objection.blockId)
  return { ...(draft.ok ? draft.value : there ?? objected!), before, versionId: null }
}

/** For everyone: that an objection is open on a requirement, and its name; by block id. */
export async function openFlagsAt(on: Reader, slug: string): Promise<Record<string, string[]>> {
  const rows = await on.select({ blockId: objections.blockId, number: objections.number }).from(objections).innerJoin(standards, eq(standards.id, objections.standardId))
    .where(and(eq(standards.slug, slug), sql`objection_state(${objections.id}) in ('open', 'asked')`)).orderBy(asc(objections.number))
  const flags: Record<string, string[]> = {}
  for (const { blockId, number } of rows) (flags[blockId] ??= []).push(`${nameOfObjection(number)} open`)
  return flags
}
