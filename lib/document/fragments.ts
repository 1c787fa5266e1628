import type { NodeJson } from './types'

/** The ids that links of a text lead to within it: `#k3jf…` is a block's id. */
export function linkedIds(nodes: readonly NodeJson[]): ReadonlySet<string> {
  const ids = new Set<string>()
  const walk = (node: NodeJson, depth: number): void => {
    if (depth > 64) return
    for (const mark of Array.isArray(node.marks) ? node.marks : []) {
      const href = mark.type === 'link' ? mark.attrs?.href : undefined
      if (typeof href === 'string' && href.startsWith('#')) ids.add(href.slice(1))
    }
    node.content?.forEach((inner) => walk(inner, depth + 1))
  }
  nodes.forEach((node) => walk(node, 0))
  return ids
}
