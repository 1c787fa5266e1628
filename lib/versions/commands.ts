import { and, eq, isNull, sql } from 'drizzle-orm'
import { requirementRefs, versionDiscards, versionRequirements, versions } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { requirementDigest } from '../document/canonical'
import { requirementsOf, sectionInWords, type RequirementView } from '../document/requirements'
import { schemaVersion } from '../document/version'
import { tellDraft } from '../drafts/notice'
import { draftContent } from '../drafts/queries'
import { draftRooms } from '../drafts/rooms'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { type Candidate, candidateOf, discardState } from './candidate-queries'
import { choosingRef, discarding, numbering, restoring, tagging } from './policy'
import { givenRefs, versionById, versionInFull, versionsOfStandard } from './queries'
import { refOf, withoutRefs } from './refs'
import { lockStandard } from './standard-queries'
import { labelOf, nextNumber, type VersionNumber } from './version'

async function writeRefs(tx: Tx, standardId: string, { numbers }: Candidate): Promise<void> {
  const rows = [...numbers].map(([blockId, number]) => ({ standardId, blockId, number }))
  if (rows.length > 0) await tx.insert(requirementRefs).values(rows).onConflictDoNothing({ target: [requirementRefs.standardId, requirementRefs.blockId] })
}

async function layOut(tx: Tx, versionId: string, requirements: readonly RequirementView[]): Promise<void> {
  const rows = await Promise.all(requirements.map(async (view) => ({
    versionId, blockId: view.id, position: view.position, ref: view.ref!, level: view.level, section: sectionInWords(view),
    text: [view.statement, view.rationale, view.test, view.evidence].flatMap((part) => part ? [part.text] : []).join('\n'),
    digest: await requirementDigest(view.node),
  })))
  for (let at = 0; at < rows.length; at += 500) await tx.insert(versionRequirements).values(rows.slice(at, at + 500))
}

export interface Tagging { readonly standardId: string; readonly note: string; readonly number?: VersionNumber }

/** Makes the draft, as it is durable now, the next version: its exact text, digest and refs, for good. */
export async function tagVersion(on: Database, actor: Actor, input: Tagging): Promise<Result<{ id: string; label: string; digest: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const tagged = await versionsOfStandard(tx, standard.id)
    const number = input.number ?? nextNumber(tagged)
    const refusal = tagging(standing, { archived: standard.archivedAt !== null })
      ?? (input.note.trim() ? null : refuse('invalid', 'Write a change note: what is different in this version.', 'note')) ?? numbering(number, tagged)
    if (refusal) return refused(refusal)
    const candidate = await candidateOf(tx, standard)
    if (!candidate.ok) return candidate
    const { canonical, digest, requirements } = candidate.value
    const newest = tagged.find((version) => !version.discarded)
    if (newest?.digest === digest) return refused(refuse('nothing-changed', `Nothing has changed since ${newest.label}.`))
    await writeRefs(tx, standard.id, candidate.value)
    const note = input.note.trim()
    const [version] = await tx.insert(versions).values({
      standardId: standard.id, ...number, title: standard.title, canonical, digest, schemaVersion, note, taggedBy: standing.personId!,
    }).returning({ id: versions.id })
    await layOut(tx, version!.id, requirements)
    const label = labelOf(number)
    await record(tx, actor, {
      kind: 'version tagged', groupId: standard.groupId, standardId: standard.id, facts: { version: label, digest, requirements: requirements.length, note },
    })
    await tellDraft(tx, standard.id, { kind: 'version', version: label })
    await tellDraft(tx, standard.id, { kind: 'refs' })
    return ok({ id: version!.id, label, digest })
  })
}

/** The standard, locked, and one version of it. */
async function lockWithVersion(tx: Tx, actor: Actor, input: { standardId: string; versionId: string }) {
  const held = await lockStandard(tx, actor, input.standardId)
  if (!held.ok) return held
  const version = isUuid(input.versionId) ? await versionById(tx, held.value.standard.id, input.versionId) : null
  return version ? ok({ ...held.value, version }) : refused(refuse('not-found'))
}

/** Sets the newest version aside: it stays readable, and the one before it is the newest again. */
export async function discardVersion(on: Database, actor: Actor, input: { standardId: string; versionId: string; reason: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await lockWithVersion(tx, actor, input)
    if (!held.ok) return held
    const { standard, standing, version } = held.value
    const reason = input.reason.trim()
    const refusal = discarding(standing, await discardState(tx, version)) ?? (reason ? null : refuse('invalid', 'Say why the version is discarded.', 'reason'))
    if (refusal) return refused(refusal)
    await tx.insert(versionDiscards).values({ versionId: version.id, reason, discardedBy: standing.personId! })
    await record(tx, actor, { kind: 'version discarded', groupId: standard.groupId, standardId: standard.id, facts: { version: version.label, reason } })
    await tellDraft(tx, standard.id, { kind: 'version', version: version.label })
    return ok(undefined)
  })
}

/** Makes the live draft's text that of a version again, as an ordinary edit through its room. */
export async function restoreVersion(on: Database, actor: Actor, input: { standardId: string; versionId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await lockWithVersion(tx, actor, input)
    if (!held.ok) return held
    const { standard, standing, version } = held.value
    const refusal = restoring(standing) ?? (standard.archivedAt ? refuse('archived') : null)
    if (refusal) return refused(refusal)
    const { content } = await versionInFull(tx, version)
    await record(tx, actor, { kind: 'version restored', groupId: standard.groupId, standardId: standard.id, facts: { version: version.label } })
    // Last: the room writes in a transaction of its own. When it refuses, the record of it goes too.
    return draftRooms().replaceContent(standard.id, standing.personId!, withoutRefs(content))
  })
}

/** Gives a requirement of the draft that has never stood in a version a number of the lead editor's choice, among the unused. */
export async function chooseRef(on: Database, actor: Actor, input: { standardId: string; blockId: string; number: number }): Promise<Result<{ ref: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const refusal = choosingRef(standing) ?? (Number.isInteger(input.number) && input.number >= 1 && input.number <= 9999 ? null
      : refuse('invalid', 'A ref is a whole number from 1 to 9999.', 'number'))
    if (refusal) return refused(refusal)
    const inDraft = new Set(requirementsOf(await draftContent(tx, standard.id)).map((view) => view.id))
    if (!inDraft.has(input.blockId)) return refused(refuse('not-found', 'This requirement is no longer in the draft.'))
    const given = await givenRefs(tx, standard.id)
    const ref = refOf(standard.refPrefix, input.number)
    const own = given.find((one) => one.blockId === input.blockId)
    const holder = given.find((one) => one.number === input.number && one.blockId !== input.blockId)
    if (own?.stoodIn) return refused(refuse('frozen', `${refOf(standard.refPrefix, own.number)} has stood in a version and never changes.`))
    if (holder && (holder.stoodIn || inDraft.has(holder.blockId))) {
      return refused(refuse('taken', holder.stoodIn ? `${ref} has stood in a version and is never given to another requirement.` : `${ref} is another requirement's.`, 'number'))
    }
    if (holder) await removeUnused(tx, standard.id, holder.blockId)
    await tx.insert(requirementRefs).values({ standardId: standard.id, blockId: input.blockId, number: input.number })
      .onConflictDoUpdate({ target: [requirementRefs.standardId, requirementRefs.blockId], set: { number: sql`excluded.number` } })
    await record(tx, actor, { kind: 'ref chosen', groupId: standard.groupId, standardId: standard.id, facts: { ref } })
    await tellDraft(tx, standard.id, { kind: 'refs' })
    return ok({ ref })
  })
}

/** A number that was chosen for a requirement which left the draft before it ever stood in a version is free again. */
const removeUnused = async (tx: Tx, standardId: string, blockId: string): Promise<void> => {
  await tx.delete(requirementRefs)
    .where(and(eq(requirementRefs.standardId, standardId), eq(requirementRefs.blockId, blockId), isNull(requirementRefs.stoodIn)))
}
