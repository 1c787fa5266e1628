import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { AttrStep } from '@tiptap/pm/transform'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { newBlockId } from '../kernel/ids'
import { carriesId, isBlockId } from './ids'

const isLocalEdit = (transaction: Transaction) => transaction.docChanged && !transaction.getMeta(ySyncPluginKey)

interface Place { pos: number; node: Node }

/**
 * Mends missing and repeated ids in the same step as the edit that caused them, so that no other client ever sees them. Only after an
 * edit made here: mending what arrives from others would make every client write, and their writes would cross.
 */
export function mendIds(transactions: readonly Transaction[], before: EditorState, after: EditorState, newId = newBlockId): Transaction | null {
  if (sound.has(before.doc) && sameIds(before.doc, after.doc)) sound.add(after.doc)
  if (!transactions.some(isLocalEdit) || sound.has(after.doc)) return null
  const places = new Map<string, Place[]>()
  const bare: Place[] = []
  after.doc.descendants((node, pos) => {
    if (!carriesId(node.type.name)) return !node.isTextblock
    const id: unknown = node.attrs.id
    if (!isBlockId(id)) bare.push({ pos, node })
    else places.set(id, [...(places.get(id) ?? []), { pos, node }])
    return !node.isTextblock
  })
  const repeated = [...places].filter(([, list]) => list.length > 1)
  if (bare.length + repeated.length === 0) {
    sound.add(after.doc)
    return null
  }
  const originals = repeated.length > 0 ? whereTheyWent(transactions, before) : new Map<string, number>()
  const copies = repeated.flatMap(([id, list]) => {
    const original = list.find((place) => place.pos === originals.get(id)) ?? list[0]
    return list.filter((place) => place !== original)
  })
  const mend = after.tr
  // A paste can leave something that does not fit the schema; a step that throws here would leave the editor dead, so it is only tried.
  for (const { pos } of [...bare, ...copies]) mend.maybeStep(new AttrStep(pos, 'id', newId()))
  return mend.docChanged ? mend : null
}

/** Documents in which every id is known to be there, and once: what is typed into one of them needs no look at the rest of the text. */
const sound = new WeakSet<Node>()

/**
 * Whether the blocks at the top of the text that are not the very same nodes hold the same ids as before, each once: then no edit brought a new one, or a
 * second.
 */
function sameIds(before: Node, now: Node): boolean {
  const most = Math.min(before.childCount, now.childCount)
  let from = 0
  while (from < most && before.child(from) === now.child(from)) from += 1
  let behind = 0
  while (behind < most - from && before.child(before.childCount - 1 - behind) === now.child(now.childCount - 1 - behind)) behind += 1
  const [old, own] = [before, now].map((doc) => idsBetween(doc, from, doc.childCount - behind))
  return own !== null && own!.every((id, at) => isBlockId(id) && id === old?.[at]) && own!.length === old?.length && new Set(own).size === own!.length
}

/** Null where there are so many blocks that the whole text may as well be walked. */
function idsBetween(doc: Node, from: number, to: number): unknown[] | null {
  if (to - from > 20) return null
  const ids: unknown[] = []
  for (let index = from; index < to; index += 1) {
    const block = doc.child(index)
    const note = (node: Node) => { if (carriesId(node.type.name)) ids.push(node.attrs.id) }
    note(block)
    block.descendants((node) => { note(node); return !node.isTextblock })
  }
  return ids
}

/** Where each id of the old text stands now: that one is the original, even when a copy was put before it. */
function whereTheyWent(transactions: readonly Transaction[], before: EditorState): Map<string, number> {
  const went = new Map<string, number>()
  before.doc.descendants((node, pos) => {
    const id: unknown = node.attrs.id
    if (isBlockId(id) && !went.has(id)) {
      let [now, gone] = [pos, false]
      for (const { mapping } of transactions) {
        const mapped = mapping.mapResult(now, 1)
        ;[now, gone] = [mapped.pos, gone || mapped.deletedAfter]
      }
      if (!gone) went.set(id, now)
    }
    return !node.isTextblock
  })
  return went
}

export const uniqueIdsPlugin = (newId = newBlockId): Plugin => new Plugin({
  key: new PluginKey('uniqueIds'),
  appendTransaction: (transactions, before, after) => mendIds(transactions, before, after, newId),
})

/** The editor adds this to `extensions`. */
export const uniqueIds = Extension.create({ name: 'uniqueIds', addProseMirrorPlugins: () => [uniqueIdsPlugin()] })
