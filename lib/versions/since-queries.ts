import { and, eq, inArray, sql } from 'drizzle-orm'
import * as Y from 'yjs'
import { draftSights, draftTexts, people } from '@/drizzle/schema'
import type { Reader } from '../db'
import { digestOf } from '../document/canonical'
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
import { type DraftSince, type Since, sinceOf, type Writers } from './since'

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
  const told = await draftSince(on, standard, { content: JSON.parse(seen.content) as DocumentJson, title: standard.title, vector: vector ?? seen.vector }, person)
  return ok(told && sinceOf(compareVersions(told.before, told.after), told.writers, seen.at, vector !== null))
}

/** What a draft is compared from: what somebody saw of it, with its Yjs state; or a version, which has none. */
export interface Then { readonly content: DocumentJson; readonly title: string; readonly vector: Uint8Array | null }

/** A text of before beside the draft as it is durable now, both under their refs; null where one has no structure to compare by: the editor shows it. */
export async function draftSince(on: Reader, standard: { readonly id: string; readonly title: string }, then: Then, me: string): Promise<DraftSince | null> {
  const doc = replay(await storedDraft(on, standard.id))
  try {
    const refs = new Map(Object.entries(await refsOf(on, standard.id)))
    const [before, after] = [checkStructure(withUniqueIds(then.content)), checkStructure(withUniqueIds(textOf(doc)))]
    if (!before.ok || !after.ok) return null
    const side = (title: string, text: DocumentJson): Compared => ({ title, content: withRefs(text, refs).content })
    const writers = then.vector ? await writersOf(on, doc, standard.id, then.vector, me) : unknownWriters
    return { before: side(then.title, before.value), after: side(standard.title, after.value), writers }
  } finally {
    doc.destroy()
  }
}

const unknownWriters: Writers = { names: () => [], onlyMe: () => false, touched: () => true }

export interface Mark { readonly content: DocumentJson; readonly vector: Uint8Array; readonly at: Date }

/**
 * What the person's last visit ended with: the one before this one, while this one lasts (looking at the draft again moves nothing); null in their first.
 * As SQL, since the time between is judged by PostgreSQL's clock, as it was stamped.
 */
export async function lastVisit(on: Reader, personId: string, standardId: string): Promise<Mark | null> {
  const [found] = await on.execute<{ content: string; vector: Buffer; at: Date | string }>(sql`
    select t.content, m.vector, m.at from draft_sights s,
      lateral (select s.digest, s.vector, s.at where s.at < now() - interval '30 minutes'
        union all select s.before_digest, s.before_vector, s.before_at where s.at >= now() - interval '30 minutes') m
      join draft_texts t on t.digest = m.digest
    where s.person_id = ${personId} and s.standard_id = ${standardId}`)
  return found ? { content: JSON.parse(found.content) as DocumentJson, vector: new Uint8Array(found.vector), at: new Date(found.at) } : null
}

/** The durable draft as it is kept for those who saw it. */
export async function draftText(on: Reader, standardId: string): Promise<{ content: string; digest: string; vector: Uint8Array }> {
  const doc = replay(await storedDraft(on, standardId))
  try {
    const content = JSON.stringify(textOf(doc))
    return { content, digest: await digestOf(content), vector: Y.encodeStateVector(doc) }
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
