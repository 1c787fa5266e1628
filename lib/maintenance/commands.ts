import { backlogItems, errata, erratumPublications, erratumRefusals } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { canonicalText, digestOf } from '../document/canonical'
import { checkStructure } from '../document/structure'
import type { Standing } from '../groups/standing'
import { type Actor, system } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { publicationHistory, type PublicationInFull, publishedVersion } from '../publication/queries'
import type { ChangeClass } from '../versions/compare'
import { lockStandard, type StandardInView } from '../versions/standard-queries'
import { labelOf, nextPublicNumbers } from '../versions/version'
import { type Correction, correctedText, erratumLabel, judge } from './erratum'
import { decidingErratum, explanation, proposingErratum } from './policy'
import { erratumById } from './queries'
import { blockInWords } from './words'

export interface ProposedErratum extends Correction { readonly standardId: string; readonly publicationId: string; readonly explanation: string }

/** Of class 3 or 4 it is refused at once, and waits on the backlog for `forVersion`. */
export type ErratumAnswer =
  | { readonly kind: 'waiting'; readonly id: string; readonly class: ChangeClass; readonly why: string }
  | { readonly kind: 'refused'; readonly id: string; readonly class: ChangeClass; readonly why: string; readonly forVersion: string }

interface ForBacklog {
  readonly title: string; readonly body: string; readonly forVersion: string
  readonly source: 'erratum' | 'review'; readonly sourceId: string; readonly blockId?: string; readonly madeBy: string
}

/** Puts a thing on the backlog, in the transaction of what it comes from. */
export async function putOnBacklog(tx: Tx, actor: Actor, standard: StandardInView, item: ForBacklog): Promise<void> {
  await tx.insert(backlogItems).values({ ...item, standardId: standard.id })
  await record(tx, actor, { kind: 'backlog item made', groupId: standard.groupId, standardId: standard.id, facts: { title: item.title, forVersion: item.forVersion } })
}

type OfVersion = Pick<PublicationInFull, 'id' | 'label'>

/** The published text and what it would read corrected, both whole; judged. */
async function corrected(tx: Tx, standing: Standing, standard: StandardInView, input: ProposedErratum) {
  const history = await publicationHistory(tx, standard.slug)
  const listed = isUuid(input.publicationId) ? history.find((one) => one.id === input.publicationId) : undefined
  if (!listed) return refused(refuse('not-found'))
  const refusal = proposingErratum(standing, listed.state) ?? explanation(input.explanation)
  if (refusal) return refused(refusal)
  const published = (await publishedVersion(tx, standard.slug, listed.label))!
  const before = { title: published.title, content: published.text!.content.content }
  const after = correctedText(before, input)
  if (!after) return refused(refuse('not-found', 'This block does not stand in the published text.'))
  const sound = checkStructure({ type: 'doc', content: after.content })
  if (!sound.ok) return sound
  const canonical = canonicalText(after)
  if (canonical === published.text!.canonical) return refused(refuse('nothing-changed', 'The words are as they were published. Change what is wrong in them.'))
  const forVersion = labelOf(nextPublicNumbers(history)[0]!)
  return ok({ publication: listed, canonical, forVersion, on: blockInWords(before.content, input.blockId), ...judge(before, after, input.blockId) })
}

/** Proposes other words for one block of a published text. What may affect conformance is no erratum: refused, in words, and kept for the next version. */
export async function proposeErratum(on: Database, actor: Actor, input: ProposedErratum): Promise<Result<ErratumAnswer>> {
  return inTransaction<ErratumAnswer>(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const refusal = proposingErratum(standing)
    if (refusal) return refused(refusal)
    const made = await corrected(tx, standing, standard, input)
    if (!made.ok) return made
    const { publication, canonical, class: kind, why } = made.value
    const [row] = await tx.insert(errata).values({
      publicationId: publication.id, blockId: input.blockId, explanation: input.explanation.trim(), corrected: canonical, correctedDigest: await digestOf(canonical),
      class: kind, why, proposedBy: standing.personId!,
    }).returning({ id: errata.id })
    await record(tx, actor, { kind: 'erratum proposed', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, class: kind } })
    if (kind <= 2) return ok({ kind: 'waiting', id: row!.id, class: kind, why })
    await refuseByClass(tx, standard, publication, { id: row!.id, class: kind, why })
    await putOnBacklog(tx, actor, standard, {
      title: `${made.value.on}: proposed as an erratum to ${publication.label}`, body: input.explanation.trim(), forVersion: made.value.forVersion,
      source: 'erratum', sourceId: row!.id, blockId: input.blockId, madeBy: standing.personId!,
    })
    return ok({ kind: 'refused', id: row!.id, class: kind, why, forVersion: made.value.forVersion })
  })
}

/** Nobody decides it: Accord itself says no. */
async function refuseByClass(tx: Tx, standard: StandardInView, publication: OfVersion, erratum: { id: string; class: ChangeClass; why: string }): Promise<void> {
  await tx.insert(erratumRefusals).values({ erratumId: erratum.id, reason: erratum.why })
  await record(tx, system, {
    kind: 'erratum refused', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, class: erratum.class, reason: erratum.why },
  })
}

/** The standard, locked, and an erratum of it that still waits, for one who may decide. */
async function lockWithErratum(tx: Tx, actor: Actor, input: { standardId: string; erratumId: string }) {
  const held = await lockStandard(tx, actor, input.standardId)
  if (!held.ok) return held
  const { standard, standing } = held.value
  const may = decidingErratum(standing)
  if (may) return refused(may)
  const erratum = await erratumById(tx, input.erratumId)
  const publication = (await publicationHistory(tx, standard.slug)).find((one) => one.id === erratum?.publicationId)
  if (!erratum || !publication) return refused(refuse('not-found'))
  const refusal = decidingErratum(standing, { erratum: erratum.state, publication: publication.state })
  return refusal ? refused(refusal) : ok({ ...held.value, erratum, publication })
}

/** Puts an erratum on the public page. The published text stays as it was signed. */
export async function publishErratum(on: Database, actor: Actor, input: { standardId: string; erratumId: string }): Promise<Result<{ slug: string; number: string; erratum: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockWithErratum(tx, actor, input)
    if (!held.ok) return held
    const { standard, standing, erratum, publication } = held.value
    const [row] = await tx.insert(erratumPublications).values({ erratumId: erratum.id, publicationId: publication.id, number: 0, publishedBy: standing.personId! })
      .returning({ number: erratumPublications.number })
    const label = erratumLabel(row!.number)
    await record(tx, actor, {
      kind: 'erratum published', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, erratum: label, class: erratum.class },
    })
    return ok({ slug: standard.slug, number: publication.label, erratum: label })
  })
}

export async function refuseErratum(on: Database, actor: Actor, input: { standardId: string; erratumId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await lockWithErratum(tx, actor, input)
    if (!held.ok) return held
    const { standard, standing, erratum, publication } = held.value
    const reason = input.reason.trim()
    if (!reason) return refused(refuse('invalid', 'Say why it is refused. Whoever proposed it reads this.', 'reason'))
    await tx.insert(erratumRefusals).values({ erratumId: erratum.id, reason, refusedBy: standing.personId! })
    await record(tx, actor, { kind: 'erratum refused', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, class: erratum.class, reason } })
    return ok(undefined)
  })
}
