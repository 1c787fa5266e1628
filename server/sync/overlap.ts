import * as Y from 'yjs'
import type { Known, Sound } from './vet'

/** Whether some of what an update brings is here already: rare, since clients send what the server said that it lacks. */
export function overlaps({ spans }: Sound, known: Pick<Known, 'upto'>): boolean {
  for (const [clientId, { start }] of spans) if (start < known.upto(clientId)) return true
  return false
}

/**
 * Whether an update says other words under a number that is taken: two copies have written under one client id, and neither Yjs nor a state vector
 * would ever tell. Where the words are gone on either side nothing can be compared.
 */
export function contradicts(update: Uint8Array, doc: Y.Doc): boolean {
  return Y.decodeUpdate(update).structs.some((struct) => struct instanceof Y.Item && !isSaidAlike(struct, doc))
}

function isSaidAlike(struct: Y.Item, doc: Y.Doc): boolean {
  const { client, clock } = struct.id
  const stored = doc.store.clients.get(client)
  if (!stored || clock >= Y.getState(doc.store, client)) return true
  for (let index = Y.findIndexSS(stored, clock); index < stored.length && stored[index]!.id.clock < clock + struct.length; index += 1) {
    const there = stored[index]!
    if (there instanceof Y.Item && !isSame(struct, there)) return false
  }
  return true
}

function isSame(said: Y.Item, there: Y.Item): boolean {
  if (said.content instanceof Y.ContentDeleted || there.content instanceof Y.ContentDeleted) return true
  const from = Math.max(said.id.clock, there.id.clock)
  const to = Math.min(said.id.clock + said.length, there.id.clock + there.length)
  return wordsOf(said, from, to) === wordsOf(there, from, to)
}

function wordsOf({ content, id }: Y.Item, from: number, to: number): string {
  if (content instanceof Y.ContentString) return `text ${content.str.slice(from - id.clock, to - id.clock).replace(/[\ud800-\udfff\ufffd]/g, '?')}`
  if (content instanceof Y.ContentType) return `type ${content.type.constructor.name} ${content.type instanceof Y.XmlElement ? content.type.nodeName : ''}`
  if (content instanceof Y.ContentFormat) return `format ${content.key} ${JSON.stringify(content.value)}`
  return `${content.constructor.name} ${JSON.stringify(content.getContent().slice(from - id.clock, to - id.clock))}`
}
