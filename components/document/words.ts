import type { NodeJson } from '@/lib/document/types'

/** The plain words of a block, in one line. */
export const wordsOf = (node: NodeJson): string => {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return ' '
  return (node.content ?? []).map(wordsOf).join('')
}
