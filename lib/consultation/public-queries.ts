import { eq, sql } from 'drizzle-orm'
import { versionRequirements, versions } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { DocumentJson } from '../document/types'
import { contentOf } from '../versions/queries'
import { type CommentKind, type ConsultationComment, sourceInPublic } from './comment'
import { type Consultation, takesComments } from './consultation'
import { answerInWords } from './late'
import { commentsOf, consultationAt, consultationsOfStandard, everyConsultation } from './queries'

/*
 * What everybody reads of consultations. Everything starts from `consultations`, so that no draft and no version that was not put out can be
 * reached (CN-2); no actor is asked for, and no person is named.
 */

/** A consultation without those who run it. */
export type PublicConsultation = Omit<Consultation, 'openedByName' | 'groupId' | 'standardId'>

/** A comment as everybody reads it, once the consultation has closed. */
export interface PublicComment {
  readonly label: string
  readonly late: boolean
  readonly ref: string
  readonly blockId: string | null
  readonly kind: CommentKind
  readonly body: string
  readonly proposedText: string
  /** `Keystone Forms, supplier` */
  readonly source: string
  readonly forOrganisation: boolean
  /** Of a late one: `deferred to v1.1`, and why. */
  readonly answer: { readonly words: string; readonly reason: string } | null
}

export interface PublicConsultationInFull {
  readonly consultation: PublicConsultation
  readonly open: boolean
  readonly content: DocumentJson
  readonly levels: Readonly<Record<string, number>>
  /** Empty until it has closed. */
  readonly comments: readonly PublicComment[]
  /** All of this standard, the newest first. */
  readonly all: readonly PublicConsultation[]
  readonly now: Date
}

function withoutPeople({ openedByName: _, groupId: _group, standardId: _standard, ...rest }: Consultation): PublicConsultation {
  const { state } = rest
  return state.kind === 'open' ? rest : { ...rest, state: { kind: 'closed', closing: { ...state.closing, closedByName: state.closing.closedByName && 'the advisor' } } }
}

const inPublic = ({ label, late, ref, blockId, kind, body, proposedText, forOrganisation, answer, ...comment }: ConsultationComment): PublicComment => ({
  label, late, ref, blockId, kind, body, proposedText, forOrganisation, source: sourceInPublic(comment),
  answer: late ? { words: answerInWords(answer), reason: answer?.reason ?? '' } : null,
})

/** One consultation with its text; without a number, the standard's newest. Null where there is none. */
export async function publicConsultation(on: Reader, slug: string, number?: number): Promise<PublicConsultationInFull | null> {
  const consultation = await consultationAt(on, slug, number)
  if (!consultation) return null
  const [version] = await on.select({ canonical: versions.canonical }).from(versions).where(eq(versions.id, consultation.versionId))
  const counted = await on.select({ level: versionRequirements.level, count: sql<number>`count(*)::int` }).from(versionRequirements)
    .where(eq(versionRequirements.versionId, consultation.versionId)).groupBy(versionRequirements.level)
  const now = await clockOf(on)
  return {
    consultation: withoutPeople(consultation), open: takesComments(consultation, now), content: contentOf(version!.canonical), now,
    levels: Object.fromEntries(counted.map(({ level, count }) => [level, count])),
    comments: consultation.state.kind === 'closed' ? (await commentsOf(on, consultation.id)).map(inPublic) : [],
    all: (await consultationsOfStandard(on, consultation.standardId)).map(withoutPeople),
  }
}

/** Those that take comments now, the next to close first. */
export async function openConsultations(on: Reader): Promise<PublicConsultation[]> {
  const now = await clockOf(on)
  return (await everyConsultation(on)).filter((one) => takesComments(one, now)).sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime()).map(withoutPeople)
}

/** Changes whenever anything changes that the public reads of consultations: one opens, its hour comes, it closes, a late comment comes or is answered. */
export async function consultationStamp(on: Reader): Promise<string> {
  const [row] = await on.execute<{ stamp: string }>(sql`select concat_ws('.', count(*), count(c.ended_at), count(*) filter (where c.closes_at <= accord_now()),
    (select count(*) from consultation_comments where late), (select count(*) from late_decisions)) as stamp from consultations c`)
  return row?.stamp ?? ''
}
