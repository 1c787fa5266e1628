import { and, desc, eq, not, sql } from 'drizzle-orm'
import { imports } from '@/drizzle/schema'
import { record } from '../audit/record'
import { type Database, inTransaction, type Tx } from '../db'
import { startDraft } from '../drafts/commands'
import { draftForPerson } from '../drafts/queries'
import { draftRooms } from '../drafts/rooms'
import { standingIn } from '../groups/standing-queries'
import { type Actor, type PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { mayStart } from '../standards/policy'
import { chooseRef } from '../versions/commands'
import type { GivenFile, Imported } from './imported'
import { readFileInThread } from './in-thread'
import { mayImport } from './policy'
import { keptUpload, stillKept } from './queries'
import { numberIn, proposedPrefix } from './ref-prefix'

/** So many uploads of one person wait at once; an older one gives way. */
const keptEach = 5

type For = { groupId: string; title: string; refPrefix: string } | { slug: string }

/** Reads a file and keeps what was found until its owner confirms it. Nothing else is written. */
export async function keepUpload(
  on: Database, actor: Actor, input: { file: GivenFile; for: For }, read = readFileInThread,
): Promise<Result<{ id: string }>> {
  const place = await placeOf(on, actor, input.for)
  if (!place.ok) return place
  const imported = await read(input.file)
  if (!imported.ok) return imported
  const given = 'slug' in input.for ? { title: '', refPrefix: '' } : input.for
  const title = given.title.trim() || imported.value.title
  return inTransaction(on, async (tx) => {
    await tx.delete(imports).where(not(stillKept))
    const [row] = await tx.insert(imports).values({
      ...place.value, fileName: input.file.name.slice(0, 200), title, refPrefix: given.refPrefix.trim() || proposedPrefix(title),
      content: JSON.stringify(imported.value.document), found: imported.value.found, proposedRefs: imported.value.proposedRefs, at: sql`accord_now()`,
    }).returning({ id: imports.id })
    await makeRoom(tx, place.value.personId)
    return ok({ id: row!.id })
  })
}

async function placeOf(on: Database, actor: Actor, given: For): Promise<Result<{ personId: string; groupId: string | null; standardId: string | null }>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  if (!('slug' in given)) {
    const refusal = mayStart(await standingIn(on, actor, given.groupId))
    return refusal ? refused(refusal) : ok({ personId: actor.id, groupId: given.groupId, standardId: null })
  }
  const open = await draftForPerson(on, actor, given.slug)
  if (!open.ok) return open
  const refusal = mayImport(open.value.standing, open.value.standard)
  return refusal ? refused(refusal) : ok({ personId: actor.id, groupId: null, standardId: open.value.standard.id })
}

async function makeRoom(tx: Tx, personId: string): Promise<void> {
  const older = await tx.select({ id: imports.id }).from(imports).where(eq(imports.personId, personId)).orderBy(desc(imports.at), desc(imports.id)).offset(keptEach)
  for (const { id } of older) await tx.delete(imports).where(eq(imports.id, id))
}

/** Takes the upload away, so that a form sent twice starts one standard. */
async function claim(tx: Tx, actor: PersonActor, id: string): Promise<boolean> {
  const gone = await tx.delete(imports).where(and(eq(imports.id, id), eq(imports.personId, actor.id))).returning({ id: imports.id })
  return gone.length === 1
}

/** The confirmed upload becomes a standard and its first draft, in one transaction. Refs of the file that fit its prefix are kept where the lead editor confirms. */
export async function startFromUpload(
  on: Database, actor: Actor, input: { uploadId: string; title: string; refPrefix: string },
): Promise<Result<{ id: string; slug: string }>> {
  const upload = await keptUpload(on, actor, input.uploadId)
  if (!upload.ok) return upload
  const { groupId, document, proposedRefs, fileName, found } = upload.value
  if (actor.kind !== 'person' || !groupId) return refused(refuse('not-found'))
  const started = await inTransaction(on, async (tx) => {
    if (!await claim(tx, actor, input.uploadId)) return refused(refuse('already-done'))
    // A transaction within this one is a savepoint of it.
    const draft = await startDraft(tx as unknown as Database, actor, { groupId, title: input.title, refPrefix: input.refPrefix, content: document })
    if (!draft.ok) return draft
    await record(tx, actor, { kind: 'file imported', groupId, standardId: draft.value.id, facts: { file: fileName, requirements: found.requirements, how: 'start' } })
    return draft
  })
  if (started.ok) await keepRefs(on, actor, started.value.id, proposedRefs, input.refPrefix)
  return started
}

/** A ref that may not be chosen is left to be given at the first version. */
async function keepRefs(on: Database, actor: Actor, standardId: string, proposed: Readonly<Record<string, string>>, prefix: string): Promise<void> {
  for (const [blockId, ref] of Object.entries(proposed)) {
    const number = numberIn(ref, prefix)
    if (number !== null && !(await chooseRef(on, actor, { standardId, blockId, number })).ok) return
  }
}

export type How = 'append' | 'replace'

/** The confirmed upload goes into a live draft, through its room: after what stands there, or in its place. */
export async function bringIntoDraft(on: Database, actor: Actor, input: { uploadId: string; slug: string; how: How }): Promise<Result<void>> {
  const upload = await keptUpload(on, actor, input.uploadId)
  if (!upload.ok) return upload
  const open = await draftForPerson(on, actor, input.slug)
  if (!open.ok) return open
  const { standard, standing } = open.value
  if (actor.kind !== 'person' || upload.value.standardId !== standard.id) return refused(refuse('not-found'))
  const refusal = mayImport(standing, standard)
  if (refusal) return refused(refusal)
  return inTransaction(on, async (tx) => {
    if (!await claim(tx, actor, input.uploadId)) return refused(refuse('already-done'))
    const { fileName, found } = upload.value
    await record(tx, actor, {
      kind: 'file imported', groupId: standard.groupId, standardId: standard.id, facts: { file: fileName, requirements: found.requirements, how: input.how },
    })
    return draftRooms().replaceContent(standard.id, actor.id, upload.value.document, input.how === 'append' ? 'end' : 'whole')
  })
}

/** Reads a file and starts a standard from it at once: for a command line, where the file is at hand and the words were read. */
export async function startFromFile(
  on: Database, actor: Actor, input: { groupId: string; file: GivenFile; title?: string; refPrefix?: string }, read = readFileInThread,
): Promise<Result<{ slug: string; title: string; found: Imported['found'] }>> {
  const kept = await keepUpload(on, actor, { file: input.file, for: { groupId: input.groupId, title: input.title ?? '', refPrefix: input.refPrefix ?? '' } }, read)
  if (!kept.ok) return kept
  const upload = await keptUpload(on, actor, kept.value.id)
  if (!upload.ok) return upload
  const { title, refPrefix, found } = upload.value
  const started = await startFromUpload(on, actor, { uploadId: kept.value.id, title, refPrefix })
  return started.ok ? ok({ slug: started.value.slug, title, found }) : started
}
