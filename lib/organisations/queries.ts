import { and, asc, count, eq, ilike, isNull, or, sql } from 'drizzle-orm'
import { organisationMemberships, organisations, people } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { mayAdminister } from './organisation'

/** The organisations that a person belongs to now, the first joined first. */
export async function organisationsOf(on: Reader, personId: string) {
  return on.select({ id: organisations.id, slug: organisations.slug, name: organisations.name, kind: organisations.kind, constituency: organisationMemberships.constituency })
    .from(organisationMemberships)
    .innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(and(eq(organisationMemberships.personId, personId), isNull(organisationMemberships.endedAt)))
    .orderBy(asc(organisationMemberships.createdAt), asc(organisations.name))
}

export interface ListedOrganisation { readonly id: string; readonly slug: string; readonly name: string; readonly kind: string; readonly councilType: string | null; readonly nation: string | null; readonly gssCode: string | null }

const listed = {
  id: organisations.id, slug: organisations.slug, name: organisations.name, kind: organisations.kind,
  councilType: organisations.councilType, nation: organisations.nation, gssCode: organisations.gssCode,
}

/** Organisations by name; those whose name or GSS code holds `words`, when some are given. Public facts. */
export async function organisationsNamed(on: Reader, words = '', limit = 1000): Promise<ListedOrganisation[]> {
  const like = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`
  return on.select(listed).from(organisations)
    .where(words.trim() === '' ? undefined : or(ilike(organisations.name, like), ilike(organisations.gssCode, like), ilike(organisations.kind, like)))
    .orderBy(asc(organisations.name)).limit(limit)
}

export interface ListedPerson { readonly id: string; readonly name: string; readonly isAdmin: boolean; readonly suspendedAt: Date | null; readonly organisations: string }

/** People by name, for administrators. Never their addresses: seeEmail shows one at a time, and is remembered. */
export async function peopleNamed(on: Reader, actor: Actor, words = '', limit = 500): Promise<Result<ListedPerson[]>> {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  const like = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`
  return ok(await on.select({
    id: people.id, name: people.name, isAdmin: people.isAdmin, suspendedAt: people.suspendedAt,
    organisations: sql<string>`coalesce(string_agg(${organisations.name}, ', ' order by ${organisations.name}), '')`,
  }).from(people)
    .leftJoin(organisationMemberships, and(eq(organisationMemberships.personId, people.id), isNull(organisationMemberships.endedAt)))
    .leftJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(words.trim() === '' ? undefined : ilike(people.name, like)).groupBy(people.id).orderBy(asc(people.name)).limit(limit))
}

export async function personForAdmin(on: Reader, actor: Actor, personId: string) {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  const [person] = await on.select({ id: people.id, name: people.name, isAdmin: people.isAdmin, suspendedAt: people.suspendedAt, createdAt: people.createdAt })
    .from(people).where(eq(people.id, personId))
  const [admins] = await on.select({ active: count() }).from(people).where(and(eq(people.isAdmin, true), isNull(people.suspendedAt)))
  return person ? ok({ person, organisations: await organisationsOf(on, personId), activeAdmins: admins?.active ?? 0 }) : refused(refuse('not-found'))
}
