import { and, desc, eq, sql } from 'drizzle-orm'
import { people, requirementRefs, standards, versionDiscards, versionRequirements, versions } from '@/drizzle/schema'
import type { Reader } from '../db'
import { parseCanonical } from '../document/canonical'
import type { DocumentJson } from '../document/types'
import type { Standing } from '../groups/standing'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type GivenRef, refOf } from './refs'
import { type StandardInView, standardFor } from './standard-queries'
import { labelOf, parseLabel, type VersionNumber } from './version'

export interface VersionListed extends VersionNumber {
  readonly id: string
  readonly standardId: string
  readonly label: string
  readonly title: string
  readonly digest: string
  readonly note: string
  readonly taggedBy: string
  readonly taggedByName: string
  readonly taggedAt: Date
  readonly requirements: number
  readonly discarded: { readonly reason: string; readonly at: Date; readonly byName: string } | null
}

export interface VersionInFull extends VersionListed {
  readonly canonical: string
  readonly content: DocumentJson
}

const columns = {
  id: versions.id, standardId: versions.standardId, major: versions.major, minor: versions.minor, title: versions.title, digest: versions.digest,
  note: versions.note, taggedBy: versions.taggedBy, taggedByName: people.name, taggedAt: versions.taggedAt,
  requirements: sql<number>`(select count(*)::int from ${versionRequirements} where ${versionRequirements.versionId} = ${versions.id})`,
  discardReason: versionDiscards.reason, discardedAt: versionDiscards.discardedAt,
  discardedByName: sql<string | null>`(select p.name from people p where p.id = ${versionDiscards.discardedBy})`,
}

const selecting = (on: Reader) => on.select(columns).from(versions)
  .innerJoin(people, eq(people.id, versions.taggedBy)).leftJoin(versionDiscards, eq(versionDiscards.versionId, versions.id)).$dynamic()

type Row = Awaited<ReturnType<typeof selecting>>[number]

function listed({ discardReason, discardedAt, discardedByName, ...row }: Row): VersionListed {
  const discarded = discardedAt ? { reason: discardReason ?? '', at: discardedAt, byName: discardedByName ?? '' } : null
  return { ...row, label: labelOf(row), discarded }
}

/** Every version of a standard, newest first, discarded ones too. Checks nobody: for commands and for the pages that have asked. */
export async function versionsOfStandard(on: Reader, standardId: string): Promise<VersionListed[]> {
  const rows = await selecting(on).where(eq(versions.standardId, standardId)).orderBy(desc(versions.major), desc(versions.minor))
  return rows.map(listed)
}

/** The newest version that was not discarded. */
export const newestVersion = async (on: Reader, standardId: string): Promise<VersionListed | null> =>
  (await versionsOfStandard(on, standardId)).find((version) => !version.discarded) ?? null

/** The document in a version's canonical text, which is stored whole and never built again. */
export const contentOf = (canonical: string): DocumentJson => ({ type: 'doc', content: parseCanonical(canonical).content })

export async function versionInFull(on: Reader, version: VersionListed): Promise<VersionInFull> {
  const [row] = await on.select({ canonical: versions.canonical }).from(versions).where(eq(versions.id, version.id))
  return { ...version, canonical: row!.canonical, content: contentOf(row!.canonical) }
}

export async function versionById(on: Reader, standardId: string, versionId: string): Promise<VersionListed | null> {
  const [row] = await selecting(on).where(and(eq(versions.id, versionId), eq(versions.standardId, standardId)))
  return row ? listed(row) : null
}

export interface OnStandard { readonly standard: StandardInView; readonly standing: Standing }

/** The versions of the standard under `slug`, newest first. */
export async function versionsOf(on: Reader, actor: Actor, slug: string): Promise<Result<OnStandard & { versions: VersionListed[] }>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  return ok({ ...found.value, versions: await versionsOfStandard(on, found.value.standard.id) })
}

/** One version with its text. `label` as it stands in addresses: `v0.3`. */
export async function versionByNumber(on: Reader, actor: Actor, slug: string, label: string): Promise<Result<OnStandard & { version: VersionInFull }>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const number = parseLabel(label)
  if (!number) return refused(refuse('not-found'))
  const [row] = await selecting(on)
    .where(and(eq(versions.standardId, found.value.standard.id), eq(versions.major, number.major), eq(versions.minor, number.minor)))
  return row ? ok({ ...found.value, version: await versionInFull(on, listed(row)) }) : refused(refuse('not-found'))
}

export const givenRefs = async (on: Reader, standardId: string): Promise<GivenRef[]> =>
  on.select({ blockId: requirementRefs.blockId, number: requirementRefs.number, stoodIn: requirementRefs.stoodIn })
    .from(requirementRefs).where(eq(requirementRefs.standardId, standardId)).orderBy(requirementRefs.number)

/** The ref of each requirement that has one, by block id: `{ a2b4…: 'FSM-09' }`. Checks nobody. */
export async function refsOf(on: Reader, standardId: string): Promise<Record<string, string>> {
  const [standard] = await on.select({ prefix: standards.refPrefix }).from(standards).where(eq(standards.id, standardId))
  if (!standard) return {}
  return Object.fromEntries((await givenRefs(on, standardId)).map((ref) => [ref.blockId, refOf(standard.prefix, ref.number)]))
}
