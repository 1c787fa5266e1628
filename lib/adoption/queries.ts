import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import {
  adoptionExemptions, adoptions, organisationMemberships, organisations, people, publications, standards, versions,
} from '@/drizzle/schema'
import { clockOf, type Reader } from '../db'
import { requirementsOf, type RequirementView } from '../document/requirements'
import type { Actor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { publishedErrata } from '../maintenance/queries'
import { publicationHistory, type PublicationListed } from '../publication/queries'
import { contentOf } from '../versions/queries'
import { compareNumbers, labelOf, type VersionNumber } from '../versions/version'
import type { Adopter, Adoption, Exemption } from './adoption'
import { type Applicability, appliesToCouncil, type CouncilFacts } from './applicability'
import { type Finding, type RequirementState, stateOfRequirement } from './assessment'
import { findingsOf, measuresOf } from './assessment-queries'
import type { Measures } from './measures'

export interface Council extends CouncilFacts { readonly id: string; readonly slug: string; readonly name: string }

/** The councils that a person belongs to now, by name: they may adopt for each. */
export async function councilsOf(on: Reader, actor: Actor): Promise<Council[]> {
  if (actor.kind !== 'person') return []
  return on.select({ id: organisations.id, slug: organisations.slug, name: organisations.name, nation: organisations.nation, councilType: organisations.councilType })
    .from(organisationMemberships).innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId))
    .where(and(eq(organisationMemberships.personId, actor.id), isNull(organisationMemberships.endedAt), eq(organisations.kind, 'council')))
    .orderBy(asc(organisations.name))
}

const selecting = (on: Reader) => on.select({
  adoption: adoptions, organisation: organisations.name, slug: standards.slug, title: versions.title, major: publications.major, minor: publications.minor, recordedByName: people.name,
}).from(adoptions)
  .innerJoin(organisations, eq(organisations.id, adoptions.organisationId)).innerJoin(publications, eq(publications.id, adoptions.publicationId))
  .innerJoin(standards, eq(standards.id, adoptions.standardId)).innerJoin(versions, eq(versions.id, adoptions.versionId))
  .innerJoin(people, eq(people.id, adoptions.recordedBy)).$dynamic()

type Row = Awaited<ReturnType<typeof selecting>>[number]
type Numbered = Adoption & VersionNumber

/** `rows` are one council's, of one standard or of several, whose publications `history` holds. The newest number first within a standard. */
function listed(rows: readonly Row[], history: readonly PublicationListed[]): Numbered[] {
  return rows.map(({ adoption, ...row }): Numbered => {
    const { id, organisationId, standardId, publicationId, versionId, digest, adoptedOn, ownerPost, recordedAt } = adoption
    const newest = rows.filter((other) => other.adoption.standardId === standardId).reduce((best, other) => (compareNumbers(other, best) > 0 ? other : best))
    return {
      ...row, id, organisationId, standardId, publicationId, versionId, digest, adoptedOn, ownerPost, recordedAt, label: labelOf(row),
      version: history.find((one) => one.id === publicationId)!.state,
      movedTo: newest.adoption.id === id ? null : { id: newest.adoption.id, label: labelOf(newest), adoptedOn: newest.adoption.adoptedOn },
    }
  }).sort((a, b) => a.title.localeCompare(b.title, 'en-GB') || compareNumbers(b, a))
}

/** What a council has adopted, of one standard when it is named; by title, the newest version first. Checks nobody. */
export async function adoptionsOfCouncil(on: Reader, organisationId: string, slug?: string): Promise<Numbered[]> {
  const rows = await selecting(on).where(and(eq(adoptions.organisationId, organisationId), slug === undefined ? undefined : eq(standards.slug, slug)))
  const slugs = [...new Set(rows.map((row) => row.slug))]
  return listed(rows, (await Promise.all(slugs.map((one) => publicationHistory(on, one)))).flat())
}

export interface AdoptionsInView { readonly council: Council; readonly adoptions: readonly (Numbered & { readonly errata: number })[] }

/** The adoptions of each council that the actor belongs to, with how many errata stand beside each version. */
export async function ownAdoptions(on: Reader, actor: Actor): Promise<AdoptionsInView[]> {
  return Promise.all((await councilsOf(on, actor)).map(async (council) => {
    const adopted = await adoptionsOfCouncil(on, council.id)
    const errata = await publishedErrata(on, adopted.map((one) => one.publicationId))
    return { council, adoptions: adopted.map((one) => ({ ...one, errata: errata.filter((other) => other.publicationId === one.publicationId).length })) }
  }))
}

export interface RequirementFor {
  readonly requirement: RequirementView
  readonly applicability: Applicability
  readonly finding: Finding | undefined
  readonly state: RequirementState
}

export interface AdoptionInView {
  readonly adoption: Adoption
  readonly council: Council
  /** The council's, under whichever version of the standard; the day of its first adoption tells what is the baseline. */
  readonly measures: readonly Measures[]
  readonly firstAdoptedOn: string
  readonly exemptions: readonly Exemption[]
  readonly errata: Awaited<ReturnType<typeof publishedErrata>>
  /** Null where the text was withdrawn for legal reasons. */
  readonly requirements: readonly RequirementFor[] | null
  readonly today: string
}

/** One adoption, for the people of its council. For everyone else there is nothing here. */
export async function adoptionInView(on: Reader, actor: Actor, id: string): Promise<Result<AdoptionInView>> {
  const [row] = isUuid(id) ? await selecting(on).where(eq(adoptions.id, id)) : []
  const council = row && (await councilsOf(on, actor)).find((one) => one.id === row.adoption.organisationId)
  if (!row || !council) return refused(refuse('not-found'))
  const own = await adoptionsOfCouncil(on, council.id, row.slug)
  const adoption = own.find((one) => one.id === id)!
  const hidden = adoption.version.kind === 'withdrawn' && adoption.version.hidesText
  const [today, exemptions] = [londonDate(await clockOf(on)), await exemptionsOf(on, [id])]
  return ok({
    adoption, council, exemptions, today, measures: await measuresOf(on, own.map((one) => one.id)), firstAdoptedOn: own.map((one) => one.adoptedOn).sort()[0]!,
    errata: hidden ? [] : await publishedErrata(on, [adoption.publicationId]),
    requirements: hidden ? null : requirementsFor(await requirementsOfVersion(on, adoption.versionId), council, { findings: await findingsOf(on, [id]), exemptions, today }),
  })
}

export async function requirementsOfVersion(on: Reader, versionId: string): Promise<RequirementView[]> {
  const [version] = await on.select({ canonical: versions.canonical }).from(versions).where(eq(versions.id, versionId))
  return requirementsOf(contentOf(version!.canonical))
}

interface Found { readonly findings: readonly Finding[]; readonly exemptions: readonly Exemption[]; readonly today: string }

/** Each requirement as it stands for a council; `findings` and `exemptions` are those of one adoption. */
export function requirementsFor(requirements: readonly RequirementView[], council: CouncilFacts, { findings, exemptions, today }: Found): RequirementFor[] {
  return requirements.map((requirement) => {
    const applicability = appliesToCouncil(requirement.appliesTo, council)
    const finding = findings.find((one) => one.blockId === requirement.id)
    const state = stateOfRequirement({ applicability, finding, today, exemptions: exemptions.filter((one) => one.blockId === requirement.id) })
    return { requirement, applicability, finding, state }
  })
}

export const exemptionsOf = (on: Reader, adoptionIds: readonly string[], until?: Date): Promise<(Exemption & { adoptionId: string })[]> => on.select({
  id: adoptionExemptions.id, adoptionId: adoptionExemptions.adoptionId, blockId: adoptionExemptions.blockId, ref: adoptionExemptions.ref, reason: adoptionExemptions.reason, ownerPost: adoptionExemptions.ownerPost,
  expiresOn: adoptionExemptions.expiresOn, recordedByName: people.name, recordedAt: adoptionExemptions.recordedAt,
}).from(adoptionExemptions).innerJoin(people, eq(people.id, adoptionExemptions.recordedBy))
  .where(and(inArray(adoptionExemptions.adoptionId, [...adoptionIds]), until && lte(adoptionExemptions.recordedAt, until))).orderBy(asc(adoptionExemptions.ref), desc(adoptionExemptions.expiresOn))

/** Who has adopted a standard, by organisation; each version with its day. For everyone: no person, no post, no figure. */
export async function adoptersOf(on: Reader, standardId: string): Promise<Adopter[]> {
  const rows = await on.select({ organisationId: organisations.id, organisation: organisations.name, major: publications.major, minor: publications.minor, adoptedOn: adoptions.adoptedOn })
    .from(adoptions).innerJoin(organisations, eq(organisations.id, adoptions.organisationId)).innerJoin(publications, eq(publications.id, adoptions.publicationId))
    .where(eq(adoptions.standardId, standardId)).orderBy(asc(organisations.name), asc(organisations.id), desc(publications.major), desc(publications.minor))
  return rows.map(({ organisation, adoptedOn, ...row }) => {
    const newest = rows.find((other) => other.organisationId === row.organisationId)!
    return { organisation, adoptedOn, label: labelOf(row), movedTo: compareNumbers(newest, row) > 0 ? labelOf(newest) : null }
  })
}

/** Changes with every adoption and every council's name: what the public caches are keyed by beside publications. */
export async function adoptionStamp(on: Reader): Promise<string> {
  const [row] = await on.execute<{ stamp: string }>(sql`select concat_ws('.', count(*), coalesce(sum(hashtext(o.name)::bigint), 0)) as stamp
    from ${adoptions} a join ${organisations} o on o.id = a.organisation_id`)
  return row?.stamp ?? ''
}
