import { diffWordsWithSpace } from 'diff'
import { canonicalJson, normalNode, withoutIds } from '../document/canonical'
import { carriesId } from '../document/ids'
import type { Block, MarkJson, NodeJson } from '../document/types'
import { groupedBy, movedBetween } from './order'

/** A node of the later text, or one that is gone from it, told apart by `change`. Draw `insert` with ins, `delete` with del. */
export interface RedlineNode {
  type: string
  attrs?: Record<string, unknown>
  content?: RedlineNode[]
  marks?: MarkJson[]
  text?: string
  change?: 'insert' | 'delete'
  /** It stood elsewhere before. */
  moved?: true
  /** The attributes that were otherwise before: `{ level: 'MUST' }`. */
  before?: Record<string, unknown>
}

const textblocks = new Set(['paragraph', 'heading', 'codeBlock', 'termName'])

/** Beyond this many word changes a paragraph is shown as struck out and written anew: that reads better, and cannot take long. */
const mostEdits = 1000

/** What tells which block is which: its id, else the first id in it (rows, cells), else its kind (parts of a requirement). */
function keyOf(node: NodeJson): string {
  const id = node.attrs?.id
  if (typeof id === 'string') return id
  if (carriesId(node.type)) return ''
  const first = node.content?.find((child) => child.type !== 'text')
  return node.type.startsWith('requirement') || node.type.startsWith('term') || !first ? node.type : `${node.type} ${keyOf(first)}`
}

const marked = (nodes: readonly NodeJson[], change: 'insert' | 'delete'): RedlineNode[] => nodes.map((node) => ({ ...node, change }) as RedlineNode)

const said = (node: NodeJson) => canonicalJson(withoutIds(normalNode(node)))

/** The later node's key for each earlier one: the same id, else (where both are left over) the very same words. */
function pairs(before: readonly NodeJson[], after: readonly NodeJson[]) {
  const [old, now] = [before.map(keyOf), after.map(keyOf)]
  const partners = new Map<number, number>()
  const places = new Map<string, number>(old.map((key, at) => [key, at]))
  const free = new Set(old.keys())
  now.forEach((key, at) => {
    const place = key === '' ? undefined : places.get(key)
    if (place !== undefined && free.delete(place)) partners.set(at, place)
  })
  if (free.size === 0) return partners
  const left = groupedBy([...free].reverse(), (place) => said(before[place]!))
  after.forEach((node, at) => {
    const place = partners.has(at) ? undefined : left.get(said(node))?.pop()
    if (place !== undefined) partners.set(at, place)
  })
  return partners
}

function redlineOf(before: readonly NodeJson[], after: readonly NodeJson[]): RedlineNode[] {
  const partners = pairs(before, after)
  const moved = movedBetween(before.map((_, at) => String(at)), after.map((_, at) => String(partners.get(at) ?? 'new')))
  const paired = new Set(partners.values())
  const merged: RedlineNode[] = []
  let reached = 0
  const strikeUpTo = (place: number) => {
    for (; reached < place; reached++) if (!paired.has(reached)) merged.push(...marked([before[reached]!], 'delete'))
  }
  after.forEach((node, at) => {
    const place = partners.get(at)
    if (place === undefined) { merged.push(...marked([node], 'insert')); return }
    const moves = moved.has(String(place))
    if (!moves) strikeUpTo(place)
    merged.push(...redlineNode(before[place]!, node).map((one) => (moves ? { ...one, moved: true as const } : one)))
  })
  strikeUpTo(before.length)
  return merged
}

function attributesBefore(before: NodeJson, after: NodeJson): Record<string, unknown> | undefined {
  const names = Object.keys({ ...before.attrs, ...after.attrs }).filter((name) => name !== 'id' && name !== 'ref')
  const [old, now] = [normalNode(before).attrs ?? {}, normalNode(after).attrs ?? {}]
  const differing = names.filter((name) => old[name] !== now[name])
  return differing.length > 0 ? Object.fromEntries(differing.map((name) => [name, old[name] ?? null])) : undefined
}

function redlineNode(before: NodeJson, after: NodeJson): RedlineNode[] {
  const bothText = textblocks.has(before.type) && textblocks.has(after.type)
  if (before.type !== after.type && !bothText) return [...marked([before], 'delete'), ...marked([after], 'insert')]
  if (after.type === 'image' && before.attrs?.src !== after.attrs?.src) return [...marked([before], 'delete'), ...marked([after], 'insert')]
  const old = before.type === after.type ? attributesBefore(before, after) : undefined
  const content = bothText ? redlineInline(before.content ?? [], after.content ?? []) : redlineOf(before.content ?? [], after.content ?? [])
  return [{ ...after, ...(content.length > 0 ? { content } : {}), ...(old ? { before: old } : {}) } as RedlineNode]
}

const wordsOf = (nodes: readonly NodeJson[]) => nodes.map((node) => (node.type === 'hardBreak' ? '\n' : node.text ?? '')).join('')

/** The nodes between two offsets of a paragraph's words, cut where need be. */
function cut(nodes: readonly NodeJson[], from: number, to: number): NodeJson[] {
  const taken: NodeJson[] = []
  let at = 0
  for (const node of nodes) {
    const length = node.type === 'hardBreak' ? 1 : node.text?.length ?? 0
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)]
    if (start < end) taken.push(node.type === 'text' ? { ...node, text: node.text!.slice(start, end) } : node)
    at += length
  }
  return taken
}

/** Only words count: a word that became bold is shown as it is now. */
function redlineInline(before: readonly NodeJson[], after: readonly NodeJson[]): RedlineNode[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  if (old === now) return [...after] as RedlineNode[]
  const runs = diffWordsWithSpace(old, now, { maxEditLength: mostEdits })
    ?? [{ removed: true, added: false, value: old }, { removed: false, added: true, value: now }]
  let [oldAt, nowAt] = [0, 0]
  return runs.flatMap(({ removed, added, value }): RedlineNode[] => {
    if (removed) return marked(cut(before, oldAt, oldAt += value.length), 'delete')
    if (added) return marked(cut(after, nowAt, nowAt += value.length), 'insert')
    oldAt += value.length
    return cut(after, nowAt, nowAt += value.length) as RedlineNode[]
  })
}

/** One text that shows both: blocks are paired by id, then their words compared. Unchanged blocks come as they are. */
export const redline = (before: readonly Block[], after: readonly Block[]): RedlineNode[] => redlineOf(before, after)

const carriesChange = (node: RedlineNode): boolean =>
  node.change !== undefined || node.moved !== undefined || node.before !== undefined || (node.content ?? []).some(carriesChange)

/** Whether anything in a block differs, for showing changes only. */
export const isChanged = carriesChange

/** What stands when every change is taken (`insert`) or none (`delete`); for tests and for reading one side. */
export function sideOf(nodes: readonly RedlineNode[], side: 'before' | 'after'): NodeJson[] {
  const gone = side === 'after' ? 'delete' : 'insert'
  return nodes.filter((node) => node.change !== gone).map(({ change: _change, moved: _moved, before, content, ...node }) => ({
    ...node,
    ...(before && side === 'before' ? { attrs: { ...node.attrs, ...before } } : {}),
    ...(content ? { content: sideOf(content, side) } : {}),
  }))
}
