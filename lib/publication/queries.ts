import { desc, eq, sql } from 'drizzle-orm'
import { people, publications, publicationWithdrawals, standards, versions, workingGroups } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { DocumentJson } from '../document/types'
import { contentOf } from '../versions/queries'
import { labelOf, parseLabel, type VersionNumber } from '../versions/version'
import { type PublicationState, stateOf } from './publication'

/** A publication as the public may know it, without its text. */
export interface PublicationListed {
  readonly id: string
  readonly standardId: string
  readonly slug: string
  readonly title: string
  readonly groupName: string
  readonly refPrefix: string
  readonly versionId: string
  /** `v1.0` */
  readonly label: string
  readonly major: number
  readonly minor: number
  /** SHA-256 of the canonical text. */
  readonly digest: string
  readonly ownerPost: string
  /** `2028-01-11`: as its newest review set it, else as it was published. */
  readonly reviewDate: string
  readonly publishedAt: Date
  readonly publishedByName: string
  readonly recordDigest: string
  readonly state: PublicationState
}

export interface PublicationInFull extends PublicationListed {
  /** Null when it was withdrawn for reasons that hide the text too. */
  readonly text: { readonly canonical: string; readonly content: DocumentJson } | null
  /** The sign-off record: canonical JSON; null with the text, which it holds. */
  readonly record: string | null
}

const columns = {
  id: publications.id, standardId: publications.standardId, slug: standards.slug, title: versions.title, groupName: workingGroups.name,
  refPrefix: standards.refPrefix, versionId: publications.versionId, major: publications.major, minor: publications.minor, digest: versions.digest,
  ownerPost: publications.ownerPost, reviewDate: sql<string>`review_due(${publications.id})::text`, publishedAt: publications.publishedAt, publishedByName: people.name,
  recordDigest: publications.recordDigest, withdrawalReason: publicationWithdrawals.reason, withdrawnAt: publicationWithdrawals.withdrawnAt,
  hidesText: publicationWithdrawals.hidesText,
}

const selecting = (on: Reader) => on.select(columns).from(publications)
  .innerJoin(versions, eq(versions.id, publications.versionId))
  .innerJoin(standards, eq(standards.id, publications.standardId))
  .innerJoin(workingGroups, eq(workingGroups.id, standards.groupId))
  .innerJoin(people, eq(people.id, publications.publishedBy))
  .leftJoin(publicationWithdrawals, eq(publicationWithdrawals.publicationId, publications.id))
  .orderBy(desc(publications.major), desc(publications.minor)).$dynamic()

type Row = Awaited<ReturnType<typeof selecting>>[number]

/** `rows` are one standard's, newest first: what stands above a publication supersedes it. */
function listed(rows: readonly Row[]): PublicationListed[] {
  let current: string | null = null
  return rows.map(({ withdrawalReason, withdrawnAt, hidesText, ...row }) => {
    const withdrawal = withdrawnAt ? { reason: withdrawalReason ?? '', at: withdrawnAt, hidesText: hidesText ?? false } : null
    const publication = { ...row, label: labelOf(row), state: stateOf(withdrawal, current) }
    if (!withdrawal) current ??= publication.label
    return publication
  })
}

/** Every publication of the standard under `slug`, newest first; empty when there is none. For everyone. */
export const publicationHistory = async (on: Reader, slug: string): Promise<PublicationListed[]> =>
  listed(await selecting(on).where(eq(standards.slug, slug)))

/** The catalogue: of each standard what is in force, or, where nothing is, the newest withdrawn. By title. For everyone. */
export async function publishedStandards(on: Reader): Promise<PublicationListed[]> {
  const bySlug = new Map<string, Row[]>()
  for (const row of await selecting(on)) bySlug.set(row.slug, [...bySlug.get(row.slug) ?? [], row])
  const newest = [...bySlug.values()].map((rows) => {
    const all = listed(rows)
    return all.find((publication) => publication.state.kind === 'current') ?? all[0]!
  })
  return newest.sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

/** One publication with its text; without `label`, the one in force. Null when there is none such. For everyone. */
export async function publishedVersion(on: Reader, slug: string, label?: string): Promise<PublicationInFull | null> {
  const history = await publicationHistory(on, slug)
  const number = label === undefined ? null : parseLabel(label)
  const found = label === undefined
    ? history.find((publication) => publication.state.kind === 'current') ?? history[0]
    : history.find((publication) => publication.major === number?.major && publication.minor === number.minor)
  if (!found) return null
  const hidden = found.state.kind === 'withdrawn' && found.state.hidesText
  if (hidden) return { ...found, text: null, record: null }
  const [row] = await on.select({ canonical: versions.canonical, record: publications.record }).from(publications)
    .innerJoin(versions, eq(versions.id, publications.versionId)).where(eq(publications.id, found.id))
  return { ...found, text: { canonical: row!.canonical, content: contentOf(row!.canonical) }, record: row!.record }
}

/** The working numbers (v0.4) of what a standard has published. */
export const taggedNumbersPublished = async (on: Reader, standardId: string): Promise<VersionNumber[]> =>
  on.select({ major: versions.major, minor: versions.minor }).from(publications)
    .innerJoin(versions, eq(versions.id, publications.versionId)).where(eq(publications.standardId, standardId))
