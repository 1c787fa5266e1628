import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { colleagueComments, consultationComments, consultationSubmitters, organisationMemberships, people } from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { organisationsOf } from '../organisations/queries'
import type { ColleagueComment, Submitter } from './colleague'
import { labelOfComment } from './comment'
import type { Consultation } from './consultation'
import { consultationAt } from './queries'

type OwnOrganisation = Awaited<ReturnType<typeof organisationsOf>>[number]

export interface ColleaguesInView {
  readonly consultation: Consultation
  readonly organisation: OwnOrganisation
  /** All that the person belongs to. */
  readonly organisations: readonly OwnOrganisation[]
  readonly colleagues: readonly { readonly id: string; readonly name: string }[]
  readonly comments: readonly ColleagueComment[]
  /** The newest first. */
  readonly submitters: readonly Submitter[]
  readonly now: Date
}

/** Who submits for an organisation in a consultation, the newest first. */
export async function submittersOf(on: Reader, consultationId: string, organisationId: string): Promise<Submitter[]> {
  const namer = alias(people, 'namer')
  return on.select({ personId: consultationSubmitters.personId, name: people.name, namedById: namer.id, namedByName: namer.name, at: consultationSubmitters.namedAt })
    .from(consultationSubmitters).innerJoin(people, eq(people.id, consultationSubmitters.personId)).innerJoin(namer, eq(namer.id, consultationSubmitters.namedBy))
    .where(and(eq(consultationSubmitters.consultationId, consultationId), eq(consultationSubmitters.organisationId, organisationId)))
    .orderBy(desc(consultationSubmitters.revision))
}

/**
 * What people of one organisation wrote to each other about a consultation. Of an organisation that the actor does not belong to there is
 * nothing here, whatever else they are (CN-12).
 */
export async function colleaguesOf(on: Reader, actor: Actor, slug: string, number: number, organisationSlug?: string): Promise<Result<ColleaguesInView>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const [consultation, organisations] = [await consultationAt(on, slug, number), await organisationsOf(on, actor.id)]
  const organisation = organisationSlug === undefined ? organisations[0] : organisations.find((one) => one.slug === organisationSlug)
  if (!consultation || !organisation) return refused(refuse('not-found'))
  const ofOrganisation = and(eq(organisationMemberships.organisationId, organisation.id), isNull(organisationMemberships.endedAt), isNull(people.suspendedAt))
  const colleagues = await on.select({ id: people.id, name: people.name }).from(organisationMemberships)
    .innerJoin(people, eq(people.id, organisationMemberships.personId)).where(ofOrganisation).orderBy(asc(people.name))
  return ok({
    consultation, organisation, organisations, colleagues, comments: await writtenAmong(on, consultation.id, organisation.id),
    submitters: await submittersOf(on, consultation.id, organisation.id), now: await clockOf(on),
  })
}

async function writtenAmong(on: Reader, consultationId: string, organisationId: string): Promise<ColleagueComment[]> {
  const rows = await on.select({ comment: colleagueComments, authorName: people.name, late: consultationComments.late, number: consultationComments.number })
    .from(colleagueComments).innerJoin(people, eq(people.id, colleagueComments.authorId))
    .leftJoin(consultationComments, eq(consultationComments.id, colleagueComments.takenInto))
    .where(and(eq(colleagueComments.consultationId, consultationId), eq(colleagueComments.organisationId, organisationId)))
    .orderBy(asc(colleagueComments.createdAt))
  return rows.map(({ comment, authorName, late, number }) => ({
    id: comment.id, blockId: comment.blockId, ref: comment.ref, body: comment.body, authorId: comment.authorId, authorName, at: comment.createdAt,
    takenInto: number === null ? null : labelOfComment({ late: late === true, number }),
  }))
}
