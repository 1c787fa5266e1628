import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { dispositions, people, publications, versions } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { ok, refused, type Result } from '../kernel/result'
import type { OnStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { compareNumbers, parseLabel } from '../versions/version'
import type { ConsultationComment } from './comment'
import type { Consultation } from './consultation'
import { type DisposedComment, type Disposition, toDispose } from './disposition'
import { disposingAny } from './disposition-policy'
import { commentById, commentsOf, consultationById, consultationsOfStandard } from './queries'

async function withDispositions(on: Reader, comments: readonly ConsultationComment[]): Promise<DisposedComment[]> {
  const rows = comments.length === 0 ? [] : await on.select({ row: dispositions, name: people.name }).from(dispositions)
    .innerJoin(people, eq(people.id, dispositions.disposedBy))
    .where(inArray(dispositions.commentId, comments.map((one) => one.id))).orderBy(asc(dispositions.revision))
  const of = new Map<string, Disposition[]>()
  for (const { row: { commentId, ...row }, name } of rows) of.set(commentId, [...of.get(commentId) ?? [], { ...row, disposedByName: name }])
  return comments.map((comment) => ({ ...comment, dispositions: of.get(comment.id) ?? [] }))
}

/** Every comment of a consultation with its dispositions, late ones too. Checks nobody. */
export const disposedCommentsOf = async (on: Reader, consultationId: string): Promise<DisposedComment[]> => withDispositions(on, await commentsOf(on, consultationId))

export async function disposedComment(on: Reader, commentId: string): Promise<{ comment: DisposedComment; consultation: Consultation } | null> {
  const found = await commentById(on, commentId)
  if (!found) return null
  const [comment] = await withDispositions(on, [found])
  return { comment: comment!, consultation: (await consultationById(on, found.consultationId))! }
}

/** The first version that answers a consultation is public: what was published beside it stands. */
export async function isAnswered(on: Reader, consultation: Pick<Consultation, 'standardId' | 'versionLabel'>): Promise<boolean> {
  const published = await on.select({ major: versions.major, minor: versions.minor }).from(publications)
    .innerJoin(versions, eq(versions.id, publications.versionId)).where(eq(publications.standardId, consultation.standardId))
  const about = parseLabel(consultation.versionLabel)!
  return published.some((version) => compareNumbers(version, about) >= 0)
}

export interface Worklist extends OnStandard {
  /** Null: nothing has been put out for consultation yet. */
  readonly consultation: Consultation | null
  readonly consultations: readonly Consultation[]
  /** Those that have to be disposed of, in their order. */
  readonly comments: readonly DisposedComment[]
  readonly published: boolean
}

/** For editors, the lead editor and the advisor: the comments of the standard's newest consultation, or of the numbered one. */
export async function worklistOf(on: Reader, actor: Actor, slug: string, number?: number): Promise<Result<Worklist>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const refusal = disposingAny(found.value.standing)
  if (refusal) return refused(refusal)
  const consultations = await consultationsOfStandard(on, found.value.standard.id)
  const consultation = consultations.find((one) => number === undefined || one.number === number) ?? null
  if (!consultation) return ok({ ...found.value, consultation, consultations, comments: [], published: false })
  const comments = (await disposedCommentsOf(on, consultation.id)).filter(toDispose)
  return ok({ ...found.value, consultation, consultations, comments, published: await isAnswered(on, consultation) })
}

/** How many comments on this version, and on those before it, have no disposition yet; late ones count when they were admitted. Checks nobody. */
export async function undisposedOn(on: Reader, standardId: string, versionId: string): Promise<number> {
  const [row] = await on.execute<{ open: number }>(sql`select count(*)::int as open from counted_dispositions d
    join versions v on v.id = d.version_id join versions about on about.id = ${versionId}::uuid
    where d.standard_id = ${standardId}::uuid and (v.major, v.minor) <= (about.major, about.minor) and d.outcome is null`)
  return row?.open ?? 0
}

/** The version that `label` names, of this standard; for a change that a disposition points at. */
export async function versionIdOf(on: Reader, standardId: string, label: string): Promise<string | null> {
  const number = parseLabel(label)
  if (!number) return null
  const [row] = await on.select({ id: versions.id }).from(versions)
    .where(and(eq(versions.standardId, standardId), eq(versions.major, number.major), eq(versions.minor, number.minor)))
  return row?.id ?? null
}
