import { adoptionBaselines, adoptionExemptions, adoptions, standards } from '@/drizzle/schema'
import { eq } from 'drizzle-orm'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { publicationHistory } from '../publication/queries'
import type { Adoption } from './adoption'
import { addingTo, adoptedOn, adopting, adoptingVersion, baseline, type BaselineGiven, exemption, type ExemptionGiven, isNoBaseline, ownerPost, wholeNumber } from './policy'
import { type AdoptionInView, adoptionInView, adoptionsOfCouncil, councilsOf } from './queries'

export interface RecordedAdoption {
  readonly organisationId: string
  readonly slug: string
  readonly publicationId: string
  /** Of the text that the adopter was shown. */
  readonly digest: string
  readonly adoptedOn: string
  readonly ownerPost: string
  /** All of it empty: none yet. */
  readonly baseline: BaselineGiven
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
      isNoBaseline(input.baseline) ? null : baseline(input.baseline, today))
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
    if (!isNoBaseline(input.baseline)) await writeBaseline(tx, actor as PersonActor, place, input.baseline)
    return ok({ id: row!.id, label: publication.label })
  })
}

interface Place { readonly adoptionId: string; readonly organisation: string; readonly label: string; readonly standardId: string; readonly groupId: string }

async function writeBaseline(tx: Tx, actor: PersonActor, place: Place, given: BaselineGiven): Promise<void> {
  const [measure, numerator, denominator] = [given.measure.trim(), wholeNumber(given.numerator)!, wholeNumber(given.denominator)!]
  const [row] = await tx.insert(adoptionBaselines).values({
    adoptionId: place.adoptionId, revision: 0, measure, numerator, denominator, periodFrom: given.periodFrom, periodTo: given.periodTo, recordedBy: actor.id,
  }).returning({ revision: adoptionBaselines.revision })
  await record(tx, actor, {
    kind: 'baseline recorded', groupId: place.groupId, standardId: place.standardId,
    facts: { organisation: place.organisation, number: place.label, measure, numerator, denominator, revision: row!.revision },
  })
}

/** An adoption of the actor's own council that holds, under the standard's lock. */
async function held(tx: Tx, actor: Actor, id: string): Promise<Result<AdoptionInView & { place: Place }>> {
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

/** A baseline that comes later, or is corrected: the earlier ones are kept. */
export async function recordBaseline(on: Database, actor: Actor, input: BaselineGiven & { readonly adoptionId: string }): Promise<Result<{ id: string }>> {
  return inTransaction(on, async (tx) => {
    const found = await held(tx, actor, input.adoptionId)
    if (!found.ok) return found
    const refusal = baseline(input, found.value.today)
    if (refusal) return refused(refusal)
    await writeBaseline(tx, actor as PersonActor, found.value.place, input)
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
