import type { NodeJson } from './types'

const rowsOf = new Set(['tableRow'])
const inlineParents = new Set(['paragraph', 'heading', 'codeBlock', 'termName'])

/** The words of a node: a line for each block, cells parted by tabs. */
export function plainText(node: NodeJson): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'image') return typeof node.attrs?.alt === 'string' ? node.attrs.alt : ''
  const parts = (node.content ?? []).map(plainText)
  if (inlineParents.has(node.type)) return parts.join('')
  return parts.filter((part) => part !== '').join(rowsOf.has(node.type) ? '\t' : '\n')
}

export const plainTextOf = (nodes: readonly NodeJson[]): string => plainText({ type: 'doc', content: [...nodes] })
