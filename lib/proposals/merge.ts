import { diffWordsWithSpace } from 'diff'
import { normalNode } from '../document/canonical'
import { canonicalJson } from '../document/canonical'
import type { NodeJson } from '../document/types'

const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/**
 * Both changes of one block together: what became of it in the draft, and what is proposed. Null where they meet, so that somebody has to say
 * which holds. Three-way merge by attribute, by part and by word; two changes of one word, or of neighbouring ones, meet.
 */
export const mergedChange = (before: NodeJson, now: NodeJson, proposed: NodeJson): NodeJson | null =>
  merged(normalNode(before), normalNode(now), normalNode(proposed))

function merged(before: NodeJson, now: NodeJson, proposed: NodeJson): NodeJson | null {
  if (same(before, now) || same(now, proposed)) return proposed
  if (same(before, proposed)) return now
  if (before.type !== now.type || before.type !== proposed.type) return null
  const attrs = mergedAttributes(before.attrs ?? {}, now.attrs ?? {}, proposed.attrs ?? {})
  const content = mergedContent(before.content ?? [], now.content ?? [], proposed.content ?? [])
  if (!attrs || !content) return null
  return { type: before.type, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) }
}

type Attributes = Record<string, unknown>

function mergedAttributes(before: Attributes, now: Attributes, proposed: Attributes): Attributes | null {
  const found: Attributes = {}
  for (const name of Object.keys({ ...before, ...now, ...proposed })) {
    if (same(before[name], now[name]) || same(now[name], proposed[name])) found[name] = proposed[name]
    else if (same(before[name], proposed[name])) found[name] = now[name]
    else return null
  }
  return found
}

type Content = readonly NodeJson[]
const keyOf = (node: NodeJson) => String(node.attrs?.id ?? node.type)
const isInline = (nodes: Content) => nodes.some((node) => node.type === 'text' || node.type === 'hardBreak')

function mergedContent(before: Content, now: Content, proposed: Content): NodeJson[] | null {
  if (same(before, now) || same(now, proposed)) return [...proposed]
  if (same(before, proposed)) return [...now]
  if ([before, now, proposed].some(isInline)) return mergedWords(before, now, proposed)
  const keys = before.map(keyOf)
  if (new Set(keys).size < keys.length || !same(keys, now.map(keyOf)) || !same(keys, proposed.map(keyOf))) return null
  const parts = before.map((part, at) => merged(part, now[at]!, proposed[at]!))
  return parts.every((part) => part !== null) ? parts : null
}

/** Plain words only: where some are bold or a link, which words those are afterwards is for a person to say. */
function mergedWords(before: Content, now: Content, proposed: Content): NodeJson[] | null {
  const texts = [before, now, proposed].map((nodes) => (nodes.length === 1 && nodes[0]!.type === 'text' && !nodes[0]!.marks ? nodes[0]!.text! : null))
  const [old, mine, theirs] = texts
  if (typeof old !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') return null
  const edits = [...editsOf(old, mine), ...editsOf(old, theirs)].sort((a, b) => a.from - b.from || a.to - b.to)
  if (edits.some((edit, at) => at > 0 && edit.from <= edits[at - 1]!.to)) return null
  let [text, at] = ['', 0]
  for (const edit of edits) {
    text += old.slice(at, edit.from) + edit.put
    at = edit.to
  }
  text += old.slice(at)
  return text === '' ? [] : [{ type: 'text', text }]
}

interface WordEdit { readonly from: number; readonly to: number; readonly put: string }

/** What was done to `old`, as ranges of it and what stands there now. */
function editsOf(old: string, now: string): WordEdit[] {
  const edits: WordEdit[] = []
  let [at, open]: [number, { from: number; put: string } | null] = [0, null]
  const end = () => {
    if (open) edits.push({ ...open, to: at })
    open = null
  }
  for (const { added, removed, value } of diffWordsWithSpace(old, now)) {
    if (added || removed) open ??= { from: at, put: '' }
    else end()
    if (added) open!.put += value
    else at += value.length
  }
  end()
  return edits
}
