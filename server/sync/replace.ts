import { updateYFragment } from '@tiptap/y-tiptap'
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { schema } from '@/lib/document/schema'
import type { DocumentJson } from '@/lib/document/types'
import { fragmentName } from '@/lib/document/version'
import { type Amendment, type Edit, editFor } from '@/lib/drafts/amendment'
import { textOf } from '@/lib/drafts/text'
import { ok, type Result } from '@/lib/kernel/result'

/** The update that makes a draft equal to `content`, written under a client id; null when it is equal already. */
export function replacement(state: Uint8Array, content: DocumentJson, clientId: number): Uint8Array | null {
  const copy = copyOf(state)
  return written(copy, clientId, (fragment) => replaceBlocks(copy, fragment, schema.nodeFromJSON(content)))
}

/** The update that makes one amendment, and touches no other block. */
export function amending(state: Uint8Array, amendment: Amendment, clientId: number): Result<Uint8Array | null> {
  const copy = copyOf(state)
  const edit = editFor(textOf(copy).content, amendment)
  if (!edit.ok) return edit
  return ok(written(copy, clientId, (fragment) => editBlocks(copy, fragment, edit.value)))
}

/** What throws half way must not have touched the live document. */
function copyOf(state: Uint8Array): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, state)
  return copy
}

/** The update that some work on the copy makes; null when it changes nothing. The copy is of no more use then. */
function written(copy: Y.Doc, clientId: number, work: (fragment: Y.XmlFragment) => void): Uint8Array | null {
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => { updates.push(update) })
  copy.clientID = clientId
  copy.transact(() => work(copy.getXmlFragment(fragmentName)))
  copy.destroy()
  return updates.length === 0 ? null : Y.mergeUpdates(updates)
}

function editBlocks(doc: Y.Doc, fragment: Y.XmlFragment, edit: Edit): void {
  const present = fragment.get(edit.at) as Y.XmlElement | undefined
  if (edit.do === 'insert') fragment.insert(edit.at, [blockOf(schema.nodeFromJSON(edit.block))])
  else if (edit.do === 'put' && present?.nodeName === edit.block.type) update(doc, present, schema.nodeFromJSON(edit.block))
  else if (edit.do !== 'move' || edit.at !== edit.to) {
    const moved = edit.do === 'move' ? present!.clone() as Y.XmlElement : null
    fragment.delete(edit.at, 1)
    if (edit.do === 'put') fragment.insert(edit.at, [blockOf(schema.nodeFromJSON(edit.block))])
    else if (edit.do === 'move') fragment.insert(edit.to, [moved!])
    else if (fragment.length === 0) fragment.insert(0, [new Y.XmlElement('paragraph')])
  }
}

const update = (doc: Y.Doc, block: Y.XmlElement, node: Node): void => { updateYFragment(doc, block, node, { mapping: new Map(), isOMark: new Map() }) }

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
    else update(doc, block as Y.XmlElement, node)
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
