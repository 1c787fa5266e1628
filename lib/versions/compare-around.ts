import { canonicalJson, normalNode, withoutIds } from '../document/canonical'
import { plainText } from '../document/plain-text'
import { attribute, type Block } from '../document/types'
import { groupedBy } from './order'

/** A change outside requirements. It never affects conformance: forewords, scopes and notes carry no requirement. */
export interface ChangeAround {
  id: string
  type: string
  kind: 'added' | 'removed' | 'changed' | 'moved'
  class: 1 | 2
  /** `A note changed: “The earnings limit is…”` */
  sentence: string
}

const names: Record<string, string> = {
  paragraph: 'A paragraph', heading: 'A heading', bulletList: 'A list', orderedList: 'A numbered list', blockquote: 'A quotation', codeBlock: 'A code block',
  horizontalRule: 'A dividing line', table: 'A table', image: 'An image', note: 'A note', term: 'A term',
}

function sentenceFor(block: Block, kind: ChangeAround['kind']): string {
  const words = plainText(block).replace(/\s+/g, ' ').trim()
  const shown = words.length > 60 ? words.slice(0, 59).trimEnd() + '…' : words
  return `${names[block.type] ?? 'A block'} ${kind}${shown ? `: “${shown}”` : ''}`
}

const change = (block: Block, kind: ChangeAround['kind']): ChangeAround =>
  ({ id: attribute(block, 'id'), type: block.type, kind, class: kind === 'moved' ? 1 : 2, sentence: sentenceFor(block, kind) })

const isEmpty = (block: Block) => block.type === 'paragraph' && plainText(block).trim() === ''

/** Paired by id; what has no partner by id, by saying the very same. An empty paragraph says nothing. */
export function changesAround(before: readonly Block[], after: readonly Block[], moved: ReadonlySet<string>): ChangeAround[] {
  const outside = (content: readonly Block[]) => content.filter((block) => block.type !== 'requirement' && !isEmpty(block))
  const [old, now] = [outside(before), outside(after)]
  const oldById = new Map(old.map((block) => [attribute(block, 'id'), block]))
  const nowIds = new Set(now.map((block) => attribute(block, 'id')))
  const said = (block: Block) => canonicalJson(withoutIds(normalNode(block)))
  const gone = groupedBy(old.filter((block) => !nowIds.has(attribute(block, 'id'))), said)
  const changes = now.flatMap((block): ChangeAround[] => {
    const [id, words] = [attribute(block, 'id'), said(block)]
    const was = oldById.get(id)
    if (!was) return gone.get(words)?.pop() ? [] : [change(block, 'added')]
    if (said(was) !== words) return [change(block, 'changed')]
    return moved.has(id) ? [change(block, 'moved')] : []
  })
  return [...changes, ...[...gone.values()].flat().map((block) => change(block, 'removed'))]
}
