import { adoptionExemptions, adoptionMeasures, adoptions, standards } from '@/drizzle/schema'
import { eq } from 'drizzle-orm'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { publicationHistory } from '../publication/queries'
import type { Adoption } from './adoption'
import { addingTo, adoptedOn, adopting, adoptingVersion, exemption, type ExemptionGiven, figuresOf, isNoMeasures, measures, type MeasuresGiven, ownerPost } from './policy'
import { type AdoptionInView, adoptionInView, adoptionsOfCouncil, councilsOf } from './queries'

export interface RecordedAdoption {
  readonly organisationId: string
  readonly slug: string
  readonly publicationId: string
  /** Of the text that the adopter was shown. */
  readonly digest: string
  readonly adoptedOn: string
  readonly ownerPost: string
  /** What was measured before; all of it empty: nothing yet. */
  readonly baseline: MeasuresGiven
}

const first = (...refusals: readonly (Refusal | null)[]): Refusal | null => refusals.find((one) => one !== null) ?? null

/** The standard's own lock, the first of every step about it; null where there is none by that address. */
async function lockBySlug(tx: Tx, slug: string): Promise<{ id: string; groupId: string } | null> {
  const [found] = await tx.select({ id: standards.id, groupId: standards.groupId }).from(standards).where(eq(standards.slug, slug)).for('no key update')
  return found ?? null
}

/** A council adopts a published version, with its baseline where there is one. */
export async function recordAdoption(on: Database, actor: Actor, input: RecordedAdoption): Promise<Result<{ id: string; label: string }>> {
  return inTransaction(on, async (tx) => {
    const councils = await councilsOf(tx, actor)
    const may = adopting(actor, councils.length)
    if (may) return refused(may)
    const standard = await lockBySlug(tx, input.slug)
    const publication = standard && (await publicationHistory(tx, input.slug)).find((one) => one.id === input.publicationId)
    if (!standard || !publication) return refused(refuse('not-found', 'There is no such published version.'))
    const council = councils.find((one) => one.id === input.organisationId)
    if (!council) return refused(refuse('invalid', 'Choose which of your councils adopts it.', 'organisationId'))
    const today = londonDate(await clockOf(tx))
    const refusal = first(adoptingVersion(publication, await adoptionsOfCouncil(tx, council.id, input.slug)),
      adoptedOn(input.adoptedOn, londonDate(publication.publishedAt), today), ownerPost(input.ownerPost),
      isNoMeasures(input.baseline) ? null : measures(input.baseline, today))
    if (refusal) return refused(refusal)
    const by = (actor as PersonActor).id
    const [row] = await tx.insert(adoptions).values({
      organisationId: council.id, publicationId: publication.id, standardId: standard.id, versionId: publication.versionId, digest: input.digest,
      adoptedOn: input.adoptedOn, ownerPost: input.ownerPost.trim(), recordedBy: by,
    }).returning({ id: adoptions.id })
    await record(tx, actor, {
      kind: 'version adopted', groupId: standard.groupId, standardId: standard.id,
      facts: { organisation: council.name, number: publication.label, digest: input.digest, adoptedOn: input.adoptedOn },
    })
    const place = { adoptionId: row!.id, organisation: council.name, label: publication.label, standardId: standard.id, groupId: standard.groupId }
    if (!isNoMeasures(input.baseline)) await writeMeasures(tx, actor as PersonActor, place, input.baseline, null)
    return ok({ id: row!.id, label: publication.label })
  })
}

export interface Place { readonly adoptionId: string; readonly organisation: string; readonly label: string; readonly standardId: string; readonly groupId: string }

async function writeMeasures(tx: Tx, actor: PersonActor, place: Place, given: MeasuresGiven, corrects: number | null): Promise<void> {
  const { periodFrom, periodTo } = given
  const [row] = await tx.insert(adoptionMeasures).values({
    adoptionId: place.adoptionId, revision: 0, corrects, ...figuresOf(given), periodFrom, periodTo, note: given.note.trim(), recordedBy: actor.id,
  }).returning({ revision: adoptionMeasures.revision })
  await record(tx, actor, {
    kind: 'measures recorded', groupId: place.groupId, standardId: place.standardId,
    facts: { organisation: place.organisation, number: place.label, periodFrom, periodTo, revision: row!.revision, corrects },
  })
}

/** An adoption of the actor's own council that holds, under the standard's lock. */
export async function held(tx: Tx, actor: Actor, id: string): Promise<Result<AdoptionInView & { place: Place }>> {
  const seen = await adoptionInView(tx, actor, id)
  if (!seen.ok) return seen
  const standard = (await lockBySlug(tx, seen.value.adoption.slug))!
  const again = await adoptionInView(tx, actor, id)
  if (!again.ok) return again
  const adoption: Adoption = again.value.adoption
  const refusal = addingTo(adoption)
  if (refusal) return refused(refusal)
  return ok({ ...again.value, place: { adoptionId: id, organisation: adoption.organisation, label: adoption.label, standardId: standard.id, groupId: standard.groupId } })
}

/** Figures of another period, or a correction of a revision (as digits): the corrected figures are kept. */
export async function recordMeasures(on: Database, actor: Actor, input: MeasuresGiven & { readonly adoptionId: string; readonly corrects: string }): Promise<Result<{ id: string }>> {
  return inTransaction(on, async (tx) => {
    const found = await held(tx, actor, input.adoptionId)
    if (!found.ok) return found
    const corrects = /^\d{1,6}$/.test(input.corrects) ? Number(input.corrects) : null
    const refusal = measures(input, found.value.today)
    if (refusal) return refused(refusal)
    await writeMeasures(tx, actor as PersonActor, found.value.place, input, corrects)
    return ok({ id: input.adoptionId })
  })
}

/** The council does not meet one requirement of its version yet, until a day. One that is to last longer is another, and both are kept. */
export async function recordExemption(on: Database, actor: Actor, input: ExemptionGiven & { readonly adoptionId: string; readonly blockId: string }): Promise<Result<{ id: string; ref: string }>> {
  return inTransaction(on, async (tx) => {
    const found = await held(tx, actor, input.adoptionId)
    if (!found.ok) return found
    const { adoption, requirements, exemptions, today, place } = found.value
    const one = requirements?.find(({ requirement }) => requirement.id === input.blockId)
    if (!one) return refused(refuse('invalid', `Choose a requirement of ${adoption.label}.`, 'blockId'))
    if (one.applicability === 'does not apply') return refused(refuse('invalid', 'This requirement does not apply to your council, so no exemption is needed.', 'blockId'))
    const longer = exemptions.find((other) => other.blockId === input.blockId && other.expiresOn >= input.expiresOn)
    const refusal = exemption(input, adoption.adoptedOn, today) ?? (longer ? refuse('already-done', 'There is an exemption from this requirement already that lasts as long.', 'expiresOn') : null)
    if (refusal) return refused(refusal)
    const [reason, owner] = [input.reason.trim(), input.ownerPost.trim()]
    const [row] = await tx.insert(adoptionExemptions).values({
      adoptionId: adoption.id, blockId: input.blockId, ref: one.requirement.ref ?? '', reason, ownerPost: owner, expiresOn: input.expiresOn, recordedBy: (actor as PersonActor).id,
    }).returning({ ref: adoptionExemptions.ref })
    await record(tx, actor, {
      kind: 'exemption recorded', groupId: place.groupId, standardId: place.standardId,
      facts: { organisation: place.organisation, number: place.label, ref: row!.ref, reason, owner, expiresOn: input.expiresOn },
    })
    return ok({ id: adoption.id, ref: row!.ref })
  })
}
