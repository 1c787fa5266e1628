import * as Y from 'yjs'
import { fragmentName } from '../document/version'

/** The client ids under which something was put into each block of the text since `vector`, by block id. Who merely deleted is not known. */
export function writersSince(doc: Y.Doc, vector: Uint8Array): Map<string, Set<number>> {
  const known = Y.decodeStateVector(vector)
  const writers = new Map<string, Set<number>>()
  for (const block of doc.getXmlFragment(fragmentName).toArray()) {
    if (!(block instanceof Y.XmlElement)) continue
    const id = block.getAttribute('id')
    if (!id) continue
    const found = new Set<number>()
    collect(block, known, found)
    if (found.size > 0) writers.set(id, found)
  }
  return writers
}

/** Whatever events it has. */
type Parent = Pick<Y.AbstractType<unknown>, '_item' | '_map' | '_start'>

/** An attribute's earlier values stand to the left of the present one. */
function collect(type: Parent, known: ReadonlyMap<number, number>, found: Set<number>): void {
  if (type._item) note(type._item, known, found)
  for (const present of type._map.values()) for (let item: Y.Item | null = present; item; item = item.left) note(item, known, found)
  for (let item = type._start; item; item = item.right) {
    note(item, known, found)
    if (!item.deleted && item.content instanceof Y.ContentType) collect(item.content.type, known, found)
  }
}

function note(item: Y.Item, known: ReadonlyMap<number, number>, found: Set<number>): void {
  if (item.id.clock + item.length > (known.get(item.id.client) ?? 0)) found.add(item.id.client)
}
