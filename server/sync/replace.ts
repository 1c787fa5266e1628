import { updateYFragment } from '@tiptap/y-tiptap'
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { schema } from '@/lib/document/schema'
import type { DocumentJson } from '@/lib/document/types'
import { fragmentName } from '@/lib/document/version'

/** The update that makes a draft equal to `content`, written under a client id; null when it is equal already. */
export function replacement(state: Uint8Array, content: DocumentJson, clientId: number): Uint8Array | null {
  // On a copy: what throws half way must not have touched the live document.
  const copy = new Y.Doc()
  Y.applyUpdate(copy, state)
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => { updates.push(update) })
  copy.clientID = clientId
  copy.transact(() => replaceBlocks(copy, copy.getXmlFragment(fragmentName), schema.nodeFromJSON(content)))
  copy.destroy()
  return updates.length === 0 ? null : Y.mergeUpdates(updates)
}

type Block = Y.XmlElement | Y.XmlText | Y.XmlHook

/** Pairs blocks by id, so that what did not change keeps its Yjs items, and with them carets and comment anchors. */
function replaceBlocks(doc: Y.Doc, fragment: Y.XmlFragment, wanted: Node): void {
  const present = fragment.toArray() as Block[]
  const kept = keptPairs(present, wanted.children)
  const keptBlocks = new Set(kept.values())
  for (let index = present.length - 1; index >= 0; index -= 1) if (!keptBlocks.has(present[index]!)) fragment.delete(index, 1)
  wanted.children.forEach((node, index) => {
    const block = kept.get(node)
    if (!block) fragment.insert(index, [blockOf(node)])
    else updateYFragment(doc, block as Y.XmlElement, node, { mapping: new Map(), isOMark: new Map() })
  })
}

/** A new block of Yjs types, made the way the editor makes them. */
function blockOf(node: Node): Y.XmlElement {
  const made = new Y.Doc()
  const root = made.getXmlFragment(fragmentName)
  updateYFragment(made, root, schema.topNodeType.create(null, node), { mapping: new Map(), isOMark: new Map() })
  const block = (root.get(0) as Y.XmlElement).clone() as Y.XmlElement
  made.destroy()
  return block
}

/** Blocks of the same id and kind that stand in the same order before and after: the longest such run. Yjs cannot move what stands elsewhere. */
function keptPairs(present: readonly Block[], wanted: readonly Node[]): Map<Node, Block> {
  const places = new Map<string, number>()
  present.forEach((block, index) => {
    const id: unknown = block instanceof Y.XmlElement ? block.getAttribute('id') : undefined
    if (typeof id === 'string') places.set(`${(block as Y.XmlElement).nodeName} ${id}`, index)
  })
  const pairs = wanted.flatMap((node) => {
    const place = places.get(`${node.type.name} ${String(node.attrs.id)}`)
    return place === undefined ? [] : [{ node, place }]
  })
  return new Map(longestRise(pairs).map(({ node, place }) => [node, present[place]!]))
}

/** The longest rising subsequence by `place`, in O(n log n). */
export function longestRise<T extends { place: number }>(list: readonly T[]): T[] {
  const tails: number[] = []
  const before = new Array<number>(list.length).fill(-1)
  list.forEach((each, index) => {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (list[tails[middle]!]!.place < each.place) low = middle + 1
      else high = middle
    }
    if (low > 0) before[index] = tails[low - 1]!
    tails[low] = index
  })
  const rise: T[] = []
  for (let index = tails.at(-1) ?? -1; index !== -1; index = before[index]!) rise.push(list[index]!)
  return rise.reverse()
}
