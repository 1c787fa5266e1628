import type { ReactNode } from 'react'
import type { NodeJson } from '@/lib/document/types'

/** A node as a redline holds it (lib/versions/redline.ts); a plain text has none of these. */
export interface Drawn extends NodeJson {
  readonly change?: 'insert' | 'delete'
  readonly moved?: true
  readonly before?: Readonly<Record<string, unknown>>
}

// Words as well as colour: the strike and the line stay in forced colours and on paper, and what is read aloud is named.
const named = 'before:sr-only after:sr-only [print-color-adjust:exact]'
const looks = {
  insert: `${named} bg-action-tint underline decoration-action decoration-2 underline-offset-2 before:content-['[added:_'] after:content-[']']`,
  delete: `${named} bg-refusal-tint line-through decoration-refusal decoration-2 before:content-['[removed:_'] after:content-[']']`,
}

/** Wraps what was added or removed; with `block`, around whole blocks. */
export function Changed({ node, block = false, children }: { node: NodeJson; block?: boolean; children: ReactNode }) {
  const { change } = node as Drawn
  const Tag = change === 'insert' ? 'ins' : 'del'
  if (change !== 'insert' && change !== 'delete') return <>{children}</>
  return <Tag className={`${looks[change]} ${block ? 'block' : ''}`}>{children}</Tag>
}

/** What an attribute was before, or undefined when it is the same. */
export const attributeBefore = (node: NodeJson, name: string): unknown => (node as Drawn).before?.[name]

export const hasMoved = (node: NodeJson): boolean => (node as Drawn).moved === true

/** Whether anything in a block differs. */
export const hasChanged = (node: NodeJson): boolean => {
  const { change, moved, before } = node as Drawn
  return Boolean(change ?? moved ?? before) || (node.content ?? []).some(hasChanged)
}
