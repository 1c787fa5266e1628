import { attribute, type Block, type NodeJson } from '../document/types'

/** A run of words within a block, that can be written anew by itself: a paragraph, a heading, a cell's line. */
export interface Words {
  /** Its place among the block's runs, from 0. */
  readonly index: number
  /** The part of the requirement or term that it stands in; '' elsewhere. */
  readonly part: '' | 'statement' | 'rationale' | 'test' | 'evidence' | 'name' | 'definition'
  readonly words: string
}

const textblocks = new Set(['paragraph', 'heading', 'codeBlock', 'termName'])
const partNames: Record<string, Words['part']> = {
  requirementStatement: 'statement', requirementRationale: 'rationale', requirementTest: 'test', requirementEvidence: 'evidence', termName: 'name', termDefinition: 'definition',
}

const lettersOf = (inline: NodeJson): string => (inline.type === 'text' ? inline.text ?? '' : '\n')

const plain = (textblock: NodeJson): string => (textblock.content ?? []).map(lettersOf).join('')

/** Every run of words of a block, in the order of the text. */
export function wordsIn(block: Block): Words[] {
  const found: Words[] = []
  const walk = (node: NodeJson, part: Words['part']) => {
    const inside = partNames[node.type] ?? part
    if (textblocks.has(node.type)) found.push({ index: found.length, part: inside, words: plain(node) })
    else node.content?.forEach((child) => walk(child, inside))
  }
  walk(block, '')
  return found
}

/** The block with some runs of words written anew; the others, and whatever is not words, stay to the letter. */
export function withWords(block: Block, anew: ReadonlyMap<number, string>): Block {
  let index = -1
  const walk = (node: NodeJson): NodeJson => {
    if (!textblocks.has(node.type)) return node.content ? { ...node, content: node.content.map(walk) } : node
    index += 1
    const words = anew.get(index)?.replace(/\r\n?/g, '\n')
    return words === undefined || words === plain(node) ? node : rewritten(node, words)
  }
  return walk(block)
}

/** What stays at the beginning and the end keeps its marks; what is new between has none. */
function rewritten(textblock: NodeJson, words: string): NodeJson {
  const [inline, was] = [textblock.content ?? [], plain(textblock)]
  const most = Math.min(was.length, words.length)
  let start = 0
  while (start < most && was[start] === words[start]) start += 1
  let end = 0
  while (end < most - start && was[was.length - 1 - end] === words[words.length - 1 - end]) end += 1
  const between = written(words.slice(start, words.length - end), textblock.type)
  const { content: _, ...bare } = textblock
  const content = [...cut(inline, 0, start), ...between, ...cut(inline, was.length - end, was.length)]
  return content.length > 0 ? { ...bare, content } : bare
}

function written(words: string, type: string): NodeJson[] {
  if (words === '') return []
  if (type === 'codeBlock') return [{ type: 'text', text: words }]
  if (type !== 'paragraph') return [{ type: 'text', text: words.replace(/\s+/g, ' ') }]
  return words.split('\n').flatMap((line, at): NodeJson[] => [...at > 0 ? [{ type: 'hardBreak' }] : [], ...line ? [{ type: 'text', text: line }] : []])
}

/** The inline nodes from one letter to another. */
function cut(inline: readonly NodeJson[], from: number, to: number): NodeJson[] {
  let at = 0
  return inline.flatMap((node) => {
    const letters = lettersOf(node)
    const piece = letters.slice(Math.max(0, from - at), Math.max(0, to - at))
    at += letters.length
    return piece === '' ? [] : [node.type === 'text' ? { ...node, text: piece } : node]
  })
}

export interface Rewording { readonly part: Words['part']; readonly before: string; readonly after: string }

/** The runs of words that read otherwise in the later block. */
export function rewordings(before: Block, after: Block): Rewording[] {
  const now = wordsIn(after)
  return wordsIn(before).flatMap(({ index, part, words }) => {
    const reads = now[index]?.words ?? ''
    return reads === words ? [] : [{ part, before: words, after: reads }]
  })
}

const names: Record<string, string> = {
  paragraph: 'A paragraph', heading: 'A heading', bulletList: 'A list', orderedList: 'A numbered list', blockquote: 'A quotation', codeBlock: 'A code block',
  table: 'A table', note: 'A note', term: 'A term',
}

/** `FSM-05`, or `A note`, with the requirement that it stands after. */
export function blockInWords(content: readonly Block[], blockId: string): string {
  const at = content.findIndex((block) => attribute(block, 'id') === blockId)
  const block = content[at]
  if (!block) return 'A block'
  if (block.type === 'requirement') return attribute(block, 'ref') || 'A requirement'
  const above = content.slice(0, at).findLast((one) => one.type === 'requirement' || one.type === 'heading')
  const where = block.type === 'note' && above?.type === 'requirement' ? ` under ${attribute(above, 'ref')}` : ''
  return `${names[block.type] ?? 'A block'}${where}`
}

/** The same inside a sentence: `a paragraph`. */
export const inSentence = (words: string): string => (/^(A|An) /.test(words) ? words[0]!.toLowerCase() + words.slice(1) : words)
