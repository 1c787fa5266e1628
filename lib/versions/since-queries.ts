import { and, eq, inArray } from 'drizzle-orm'
import type * as Y from 'yjs'
import { draftSights, draftTexts, people } from '@/drizzle/schema'
import type { Reader } from '../db'
import { withUniqueIds } from '../document/ids'
import { checkStructure } from '../document/structure'
import type { DocumentJson } from '../document/types'
import { writersSince } from '../drafts/authors'
import { clientsOf, draftForPerson, storedDraft } from '../drafts/queries'
import { replay } from '../drafts/replay'
import { textOf } from '../drafts/text'
import type { Actor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import { type Compared, compareVersions } from './compare'
import { refsOf } from './queries'
import { withRefs } from './refs'
import { type Since, sinceOf, type Writers } from './since'

/** Milliseconds: who comes back sooner was hardly away. */
const shortest = 5 * 60 * 1000

/** Whether the person saw a draft before, and not just now: else there is nothing to tell them. */
export async function wasAway(on: Reader, personId: string, standardId: string, now: Date): Promise<boolean> {
  const [seen] = await on.select({ at: draftSights.at }).from(draftSights).where(and(eq(draftSights.personId, personId), eq(draftSights.standardId, standardId)))
  return seen !== undefined && now.getTime() - seen.at.getTime() >= shortest
}

/**
 * What others changed in a draft since the actor last saw it; null where that is nothing, or they never saw it. `vector` is the Yjs state that they
 * had when their connection went: then only what was written after it counts, however recently they saw the text.
 */
export async function changesSinceSeen(on: Reader, actor: Actor, slug: string, now: Date, vector: Uint8Array | null = null): Promise<Result<Since | null>> {
  const found = await draftForPerson(on, actor, slug)
  if (!found.ok) return found
  const { standard } = found.value
  const person = actor.kind === 'person' ? actor.id : ''
  const [seen] = await on.select({ content: draftTexts.content, vector: draftSights.vector, at: draftSights.at }).from(draftSights)
    .innerJoin(draftTexts, eq(draftTexts.digest, draftSights.digest)).where(and(eq(draftSights.personId, person), eq(draftSights.standardId, standard.id)))
  if (!seen || (!vector && now.getTime() - seen.at.getTime() < shortest)) return ok(null)
  const doc = replay(await storedDraft(on, standard.id))
  try {
    const refs = new Map(Object.entries(await refsOf(on, standard.id)))
    const [before, after] = [checkStructure(withUniqueIds(JSON.parse(seen.content) as DocumentJson)), checkStructure(withUniqueIds(textOf(doc)))]
    // What has no structure to compare by is not told; the editor shows it.
    if (!before.ok || !after.ok) return ok(null)
    const side = (text: DocumentJson): Compared => ({ title: standard.title, content: withRefs(text, refs).content })
    const writers = await writersOf(on, doc, standard.id, vector ?? seen.vector, person)
    return ok(sinceOf(compareVersions(side(before.value), side(after.value)), writers, seen.at, vector !== null))
  } finally {
    doc.destroy()
  }
}

async function writersOf(on: Reader, doc: Y.Doc, standardId: string, vector: Uint8Array, me: string): Promise<Writers> {
  const [writers, owners] = [writersSince(doc, vector), await clientsOf(on, standardId)]
  const idsOf = (blockId: string) => [...new Set([...writers.get(blockId) ?? []].map((client) => owners.get(client)).filter((id) => id !== undefined))]
  const ids = [...new Set([...writers.keys()].flatMap(idsOf))]
  const found = ids.length === 0 ? [] : await on.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, ids))
  const named = new Map(found.map((one) => [one.id, one.name]))
  const meLast = (a: string, b: string) => Number(a === 'you') - Number(b === 'you') || a.localeCompare(b)
  return {
    names: (blockId) => idsOf(blockId).map((id) => (id === me ? 'you' : named.get(id) ?? '')).filter(Boolean).sort(meLast),
    onlyMe: (blockId) => { const all = idsOf(blockId); return all.length > 0 && all.every((id) => id === me) },
    touched: (blockId) => writers.has(blockId),
  }
}
