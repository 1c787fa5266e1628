import { objections, objectionSteps } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { standingIn } from '../groups/standing-queries'
import type { Standing } from '../groups/standing'
import type { Actor, PersonActor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { versionById } from '../versions/queries'
import { lockStandard, type StandardInView } from '../versions/standard-queries'
import { nameOfObjection, type Objection, type StepKind } from './objection'
import { answering, asking, lodging, notResolving, resolving, ruling, withdrawingDissent, withdrawingObjection, words } from './objection-policy'
import { lodgingState, objectionById, requirementIn, type Words, wordsInDraft, wordsInVersion } from './objection-queries'

export interface Lodging { readonly standardId: string; readonly versionId: string; readonly blockId: string; readonly reason: string; readonly wouldSatisfy: string }

/** Lodges a formal objection to a requirement as it stands in a version. Number, ref, digest and organisation are PostgreSQL's word. */
export async function lodgeObjection(on: Database, actor: Actor, input: Lodging): Promise<Result<{ id: string; name: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const version = isUuid(input.versionId) ? await versionById(tx, standard.id, input.versionId) : null
    const requirement = version && await requirementIn(tx, version.id, input.blockId)
    if (!version || !requirement) return refused(refuse('not-found', 'This requirement does not stand in that version.'))
    const refusal = lodging(standing, await lodgingState(tx, standard.id, version.id, input.blockId, standing.personId))
      ?? words(input.reason, 'reason', 'Say why you object.')
      ?? words(input.wouldSatisfy, 'wouldSatisfy', 'Write the text, or the change, that would remove the objection.')
    if (refusal) return refused(refusal)
    const [lodged] = await tx.insert(objections).values({
      standardId: standard.id, number: 0, versionId: version.id, blockId: input.blockId, ref: requirement.ref, requirementDigest: requirement.digest,
      reason: input.reason.trim(), wouldSatisfy: input.wouldSatisfy.trim(), objectorId: standing.personId!,
      organisationId: standing.member!.organisationId, constituency: standing.member!.constituency,
    }).returning({ id: objections.id, number: objections.number })
    const name = nameOfObjection(lodged!.number)
    await record(tx, actor, {
      kind: 'objection lodged', groupId: standard.groupId, standardId: standard.id, facts: { objection: name, ref: requirement.ref, version: version.label },
    })
    return ok({ id: lodged!.id, name })
  })
}

interface Held { readonly standard: StandardInView; readonly standing: Standing; readonly objection: Objection; readonly person: PersonActor }

/** The objection with its standard's row held, so that what the policy sees still stands when the step is written. */
async function holdObjection(tx: Tx, actor: Actor, id: string): Promise<Result<Held>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const seen = await objectionById(tx, id)
  if (!seen) return refused(refuse('not-found'))
  const held = await lockStandard(tx, actor, seen.standardId)
  if (!held.ok) return held
  return ok({ ...held.value, standing: await standingIn(tx, actor, held.value.standard.groupId), objection: (await objectionById(tx, id))!, person: actor })
}

interface Taken { readonly kind: StepKind; readonly text: string; readonly about?: { readonly versionId: string | null; readonly digest: string | null } }

async function take(tx: Tx, { standard, objection, person }: Held, { kind, text, about }: Taken, event: AuditEvent['kind'], more: object): Promise<Result<void>> {
  await tx.insert(objectionSteps).values({
    objectionId: objection.id, number: 0, kind, text: text.trim(), versionId: about?.versionId ?? null, requirementDigest: about?.digest ?? null, byId: person.id,
  })
  await record(tx, person, { kind: event, groupId: standard.groupId, standardId: standard.id, facts: { objection: objection.name, ...more } } as AuditEvent)
  return ok(undefined)
}

type May = (standing: Standing, objection: Objection) => Refusal | null

/** A step that is words alone: an answer, a ruling, a withdrawal. */
const inWords = (kind: StepKind, event: AuditEvent['kind'], may: May, missing: string | null) =>
  (on: Database, actor: Actor, input: { objectionId: string; text: string }): Promise<Result<void>> => inTransaction(on, async (tx) => {
    const held = await holdObjection(tx, actor, input.objectionId)
    if (!held.ok) return held
    const refusal = may(held.value.standing, held.value.objection)
      ?? (input.text.trim() || missing !== null ? words(input.text, 'text', missing ?? '') : null)
    return refusal ? refused(refusal) : take(tx, held.value, { kind, text: input.text }, event, { text: input.text.trim() })
  })

export const answerObjection = inWords('answered', 'objection answered', answering, 'Write the answer.')

/** The assigned advisor's ruling: the text stands, and the dissent with it. */
export const ruleNotUpheld = inWords('not upheld', 'objection not upheld', ruling, 'Write the rationale. It is published with the version.')

export const withdrawObjection = inWords('withdrawn', 'objection withdrawn', withdrawingObjection, null)

export const sayNotResolved = inWords('not resolved', 'objection not resolved', notResolving, 'Say what is still missing.')

export const withdrawDissent = inWords('dissent withdrawn', 'dissent withdrawn', withdrawingDissent, null)

/** The requirement where the step speaks of: in a version, or (null) in the draft as it is durable now. */
async function wordsAt(tx: Tx, { standard, objection }: Held, versionId: string | null): Promise<Result<Words>> {
  if (versionId === null) return wordsInDraft(tx, standard, objection.blockId)
  const found = isUuid(versionId) ? await wordsInVersion(tx, standard.id, versionId, objection.blockId) : null
  return found ? ok(found) : refused(refuse('not-found', 'There is no such version of this standard.'))
}

/** Asks the objector whether the words in the draft resolve it, before a version is tagged; of a version Accord asks by itself. */
export async function askObjector(on: Database, actor: Actor, input: { objectionId: string; text: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdObjection(tx, actor, input.objectionId)
    if (!held.ok) return held
    const now = await wordsAt(tx, held.value, null)
    if (!now.ok) return now
    const { standing, objection } = held.value
    const refusal = asking(standing, objection, now.value.digest !== objection.requirementDigest)
    if (refusal) return refused(refusal)
    return take(tx, held.value, { kind: 'asked', text: input.text, about: { versionId: null, digest: now.value.digest } }, 'objector asked', { version: 'the draft' })
  })
}

/**
 * The objector says that a change resolves it: the requirement's words in a version, or (null) in the draft. `digest` is that of the words that
 * were shown (null: gone); when they have changed since, it is refused as stale.
 */
export async function acceptAsResolved(on: Database, actor: Actor, input: { objectionId: string; versionId: string | null; digest: string | null; text: string }):
  Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdObjection(tx, actor, input.objectionId)
    if (!held.ok) return held
    const now = await wordsAt(tx, held.value, input.versionId)
    if (!now.ok) return now
    const { standing, objection } = held.value
    const refusal = resolving(standing, objection, now.value.digest !== objection.requirementDigest)
      ?? (now.value.digest === input.digest ? null : refuse('stale', `The words in ${now.value.place} have changed since you were shown them. Read them again, then decide.`))
    if (refusal) return refused(refusal)
    const about = { versionId: input.versionId, digest: now.value.digest }
    return take(tx, held.value, { kind: 'resolved by change', text: input.text, about }, 'objection resolved', { version: now.value.place })
  })
}
