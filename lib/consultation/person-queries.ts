import { eq } from 'drizzle-orm'
import { versions } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { DocumentJson } from '../document/types'
import { mayIn, type Standing } from '../groups/standing'
import { standingIn } from '../groups/standing-queries'
import type { Actor, PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { organisationsOf } from '../organisations/queries'
import { contentOf } from '../versions/queries'
import type { Submitter } from './colleague'
import { submittersOf } from './colleague-queries'
import { type ConsultationComment, sourceInPublic } from './comment'
import { type Consultation, takesComments } from './consultation'
import { commentsOf, consultationAt, everyConsultation } from './queries'

export interface OwnOrganisation { readonly id: string; readonly slug: string; readonly name: string; readonly submitter: Submitter | null }

/** A consultation as one person stands to it: its text, and what they wrote themselves. */
export interface ConsultationOfPerson {
  readonly consultation: Consultation
  readonly content: DocumentJson
  readonly standing: Standing
  /** They may read the standard's other versions and everyone's comments. */
  readonly inGroup: boolean
  readonly mine: readonly ConsultationComment[]
  readonly organisations: readonly OwnOrganisation[]
  /** How what they write is signed: `Keystone Forms, supplier`. */
  readonly source: string
  readonly now: Date
}

async function found(on: Reader, actor: Actor, slug: string, number: number): Promise<Result<{ consultation: Consultation; standing: Standing; person: PersonActor }>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const consultation = await consultationAt(on, slug, number)
  if (!consultation) return refused(refuse('not-found'))
  return ok({ consultation, standing: await standingIn(on, actor, consultation.groupId), person: actor })
}

/** For anyone signed in: the version under consultation is public, everything else of the standard stays closed. */
export async function consultationForPerson(on: Reader, actor: Actor, slug: string, number: number): Promise<Result<ConsultationOfPerson>> {
  const seen = await found(on, actor, slug, number)
  if (!seen.ok) return seen
  const { consultation, standing, person } = seen.value
  const [version] = await on.select({ canonical: versions.canonical }).from(versions).where(eq(versions.id, consultation.versionId))
  const own = await organisationsOf(on, person.id)
  const first = own.find((one) => one.id === standing.member?.organisationId) ?? own[0]
  const constituency = standing.member?.organisationId === first?.id ? standing.member?.constituency : first?.constituency
  return ok({
    consultation, standing, content: contentOf(version!.canonical), now: await clockOf(on), inGroup: mayIn(standing, 'version.read') === null,
    mine: (await commentsOf(on, consultation.id)).filter((comment) => comment.authorId === person.id),
    organisations: await Promise.all(own.map(async ({ id, slug: place, name }) => ({ id, slug: place, name, submitter: (await submittersOf(on, consultation.id, id))[0] ?? null }))),
    source: sourceInPublic({ organisation: first?.name ?? null, constituency: constituency ?? null }),
  })
}

/** One comment (`C-3`) with its replies, for its author and for those who may read the standard's versions; else there is nothing here. */
export async function commentForPerson(on: Reader, actor: Actor, slug: string, number: number, label: string):
  Promise<Result<{ consultation: Consultation; standing: Standing; comment: ConsultationComment }>> {
  const seen = await found(on, actor, slug, number)
  if (!seen.ok) return seen
  const { consultation, standing, person } = seen.value
  const comment = (await commentsOf(on, consultation.id)).find((one) => one.label === label)
  const may = comment && (comment.authorId === person.id || mayIn(standing, 'version.read') === null)
  return may ? ok({ consultation, standing, comment }) : refused(refuse('not-found'))
}

/** Every consultation there is, those that take comments first, the next to close first among them. */
export async function consultationsForPerson(on: Reader): Promise<{ open: readonly Consultation[]; closed: readonly Consultation[]; now: Date }> {
  const [all, now] = [await everyConsultation(on), await clockOf(on)]
  const open = all.filter((one) => takesComments(one, now)).sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime())
  return { open, closed: all.filter((one) => !takesComments(one, now)), now }
}
