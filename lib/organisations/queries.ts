import { and, asc, eq, isNull } from 'drizzle-orm'
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
