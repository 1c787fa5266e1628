import { adoptionAssessments, adoptionFindings } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction } from '../db'
import type { Actor, PersonActor } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { differs, type Finding, finding, type FindingGiven, type FindingResult } from './assessment'
import { findingsOf } from './assessment-queries'
import { held } from './commands'
import type { AdoptionInView } from './queries'

export interface RecordedAssessment {
  readonly adoptionId: string
  /** The revision that the assessor was shown, as digits: only what they changed of it is saved. */
  readonly shown: string
  /** Of as many requirements as they like. */
  readonly given: readonly FindingGiven[]
}

/** Saves what an assessor changed, and nothing of what others changed meanwhile. Every saving is kept. */
export async function recordAssessment(on: Database, actor: Actor, input: RecordedAssessment): Promise<Result<{ id: string; saved: number }>> {
  return inTransaction(on, async (tx) => {
    const found = await held(tx, actor, input.adoptionId)
    if (!found.ok) return found
    const { place, ...view } = found.value
    const shown = await findingsOf(tx, [input.adoptionId], { revision: /^\d{1,6}$/.test(input.shown) ? Number(input.shown) : 0 })
    const changed = input.given.filter((one) => differs(one, shown.find(({ blockId }) => blockId === one.blockId)))
    if (changed.length === 0) return refused(refuse('nothing-changed', 'You changed nothing, so nothing was saved.'))
    const refusal = changed.map((one) => refusing(one, view, shown)).find((one) => one !== null)
    if (refusal) return refused(refusal)
    const [row] = await tx.insert(adoptionAssessments).values({ adoptionId: input.adoptionId, revision: 0, recordedBy: (actor as PersonActor).id })
      .returning({ id: adoptionAssessments.id, revision: adoptionAssessments.revision })
    await tx.insert(adoptionFindings).values(changed.map((one) => ({
      assessmentId: row!.id, blockId: one.blockId, ref: '', result: one.result as FindingResult, note: one.note.trim(), evidence: one.evidence.trim(),
      evidenceExpiresOn: one.evidenceExpiresOn || null,
    })))
    await record(tx, actor, {
      kind: 'self-assessment recorded', groupId: place.groupId, standardId: place.standardId,
      facts: { organisation: place.organisation, number: place.label, revision: row!.revision, requirements: changed.length },
    })
    return ok({ id: input.adoptionId, saved: changed.length })
  })
}

/** Why one finding is not saved: it is about nothing of the council's, says too little, or somebody else found otherwise meanwhile. */
function refusing(given: FindingGiven, { adoption, requirements, today }: AdoptionInView, shown: readonly Finding[]): Refusal | null {
  const one = requirements?.find(({ requirement }) => requirement.id === given.blockId)
  if (!one) return refuse('invalid', `Choose a requirement of ${adoption.label}.`)
  const { requirement, applicability, finding: now } = one
  if (applicability === 'does not apply') return refuse('invalid', `${requirement.ref} does not apply to your council, so there is nothing to assess.`)
  const before = shown.find(({ blockId }) => blockId === given.blockId)
  if (now && now.revision !== before?.revision && differs(given, now)) {
    return refuse('stale', `${requirement.ref} was saved as ${now.result} by ${now.recordedByName} since you opened this page. Nothing of yours was saved yet: copy what you need of it, and load the page again.`)
  }
  return finding(given, requirement, today)
}
