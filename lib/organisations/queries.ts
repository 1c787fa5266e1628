import { and, asc, eq, ilike, isNull, or } from 'drizzle-orm'
import { organisationMemberships, organisations } from '@/drizzle/schema'
import type { Reader } from '../db'

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
