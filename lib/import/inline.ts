import type { NodeJson } from '../document/types'

const sameMarks = (a: NodeJson, b: NodeJson) => JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? [])

/** White space as a page shows it: one space for a run of it, none at the ends of a line; neighbours with equal marks become one. */
export function runToInline(run: readonly NodeJson[]): NodeJson[] {
  const nodes: NodeJson[] = []
  let open = false
  for (const node of run) {
    if (node.type !== 'text') { trimEnd(nodes); nodes.push(node); open = false; continue }
    // Control characters say nothing, and NUL cannot be stored.
    let text = node.text!.replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g, '').replace(/[ \t\r\n\f]+/g, ' ')
    if (!open) text = text.replace(/^ /, '')
    if (text === '') continue
    open = !text.endsWith(' ')
    const last = nodes.at(-1)
    if (last?.type === 'text' && sameMarks(last, node)) last.text += text
    else nodes.push({ ...node, text })
  }
  trimEnd(nodes)
  while (nodes.at(-1)?.type === 'hardBreak') { nodes.pop(); trimEnd(nodes) }
  while (nodes[0]?.type === 'hardBreak') nodes.shift()
  return nodes
}

function trimEnd(nodes: NodeJson[]): void {
  const last = nodes.at(-1)
  if (last?.type !== 'text' || !last.text!.endsWith(' ')) return
  last.text = last.text!.slice(0, -1)
  if (last.text === '') nodes.pop()
}
