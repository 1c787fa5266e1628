import { appliesToInWords } from '../document/applies-to'
import { linkedIds } from '../document/fragments'
import { isBlockId } from '../document/ids'
import { isLevel, levelFromWords } from '../document/levels'
import { metByInWords } from '../document/met-by'
import { plainText } from '../document/plain-text'
import { attribute, type MarkJson, type NodeJson } from '../document/types'
import { inlineMarkdown, lineMarkdown } from './markdown-inline'

export interface MarkdownHead {
  readonly title: string
  readonly label: string
  readonly groupName: string
  readonly ownerPost: string
  readonly published: string
  readonly reviewDue: string
  readonly address: string
  readonly digest: string
}

/** A whole version as CommonMark with tables. What reads it back finds the same sections, requirements, levels, lists and tables. */
export function versionMarkdown(head: MarkdownHead, content: readonly NodeJson[]): string {
  const facts = [
    `Version ${head.label}, published ${head.published} by ${head.groupName}.`, `Owner: ${head.ownerPost}.`, `Review due: ${head.reviewDue}.`,
    `${head.address}`, `SHA-256 of the canonical text: \`${head.digest}\``,
  ].map((line) => (line.includes('`') ? line : inlineMarkdown([{ type: 'text', text: line }])))
  return `# ${inlineMarkdown([{ type: 'text', text: head.title }])} ${head.label}\n\n${facts.join('  \n')}\n\n${textMarkdown(content)}\n`
}

/** The whole text, with an anchor on each block that a link of it leads to. */
function textMarkdown(content: readonly NodeJson[]): string {
  const linked = linkedIds(content)
  const anchored = (node: NodeJson, text: string): string => {
    const id = attribute(node, 'id')
    if (!isBlockId(id) || !linked.has(id)) return text
    if (node.type === 'heading') return text.replace(/^#+ /, (sign) => `${sign}<a id="${id}"></a>`)
    return `<a id="${id}"></a>${node.type === 'paragraph' || node.type === 'requirement' ? '' : '\n\n'}${text}`
  }
  return content.map((node, at) => {
    const text = anchored(node, block(node))
    return isList(node) && isList(content[at - 1]) ? `<!-- -->\n\n${text}` : text
  }).filter((text) => text !== '').join('\n\n')
}

const isList = (node: NodeJson | undefined): boolean => node?.type === 'bulletList' || node?.type === 'orderedList'

/** Two lists that follow each other would be read as one, so a comment parts them. */
export const blocksMarkdown = (nodes: readonly NodeJson[]): string =>
  nodes.flatMap((node, at) => (isList(node) && isList(nodes[at - 1]) ? ['<!-- -->', block(node)] : [block(node)])).filter((text) => text !== '').join('\n\n')

const indented = (text: string, first: string): string => {
  const rest = ' '.repeat(first.length)
  return text.split('\n').map((line, index) => (index === 0 ? first + line : line === '' ? '' : rest + line)).join('\n')
}

const quoted = (text: string): string => text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')

function block(node: NodeJson): string {
  const inside = () => blocksMarkdown(node.content ?? [])
  switch (node.type) {
    case 'paragraph': return paragraph(node)
    case 'heading': return `${'#'.repeat(headingLevel(node) + 1)} ${lineMarkdown(node.content).replace(/#(?=#*$)/g, '\\#')}`
    case 'bulletList': return list(node, () => '- ')
    case 'orderedList': return list(node, (index) => `${start(node) + index}. `)
    case 'blockquote': return quoted(inside())
    case 'codeBlock': return code(node)
    case 'horizontalRule': return '* * *'
    case 'image': return inlineMarkdown([node])
    case 'table': return table(node)
    case 'note': return quoted(`**Note**\n\n${inside()}`)
    case 'term': return term(node)
    case 'requirement': return requirement(node)
    default: return ''
  }
}

const headingLevel = (node: NodeJson): number => Math.min(Math.max(Number(node.attrs?.level) || 1, 1), 4)

const start = (node: NodeJson): number => Math.max(Number(node.attrs?.start) || 1, 0)

const part = (node: NodeJson, type: string): readonly NodeJson[] => (node.content ?? []).find((child) => child.type === type)?.content ?? []

// What would begin a heading, a quotation, a list, a rule or a table at the start of a line is escaped there.
const paragraph = (node: NodeJson): string => inlineMarkdown(node.content).split('\\\n').map((line) => line.trim()).filter((line) => line !== '')
  .map((line) => line.replace(/^([#>|=~:]|[-+](?=\s|$|-))/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')).join('\\\n')

const list = (node: NodeJson, marker: (index: number) => string): string =>
  (node.content ?? []).map((item, index) => indented(blocksMarkdown(item.content ?? []), marker(index))).join('\n')

function code(node: NodeJson): string {
  const text = (node.content ?? []).map((child) => child.text ?? '').join('')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${attribute(node, 'language').replace(/[^\w+#-]/g, '')}\n${text}\n${fence}`
}

function table(node: NodeJson): string {
  const rows = (node.content ?? []).map((row) => (row.content ?? []).flatMap((cell) => {
    const words = (cell.content ?? []).map((inner) => lineMarkdown(inner.content)).join(' ').replaceAll('|', '\\|')
    const span = Math.min(Math.max(Number(cell.attrs?.colspan) || 1, 1), 50)
    return [words, ...Array<string>(span - 1).fill('')]
  }))
  const width = Math.max(1, ...rows.map((row) => row.length))
  const line = (cells: readonly string[]) => `| ${[...cells, ...Array<string>(width - cells.length).fill('')].join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), line(Array<string>(width).fill('---')), ...rest.map(line)].join('\n')
}

/** `**take-up** completed on line…` */
function term(node: NodeJson): string {
  const [first, ...rest] = part(node, 'termDefinition')
  const name: NodeJson = { type: 'text', text: plainText({ type: 'termName', content: [...part(node, 'termName')] }), marks: [{ type: 'bold' }] }
  return blocksMarkdown([{ type: 'paragraph', content: [name, { type: 'text', text: ' ' }, ...first?.content ?? []] }, ...rest])
}

const parts = [['requirementRationale', 'Rationale'], ['requirementTest', 'Test'], ['requirementEvidence', 'Evidence']] as const

/** Blocks that open with a name: `*Test*: Scripted run`. */
function named(name: string, nodes: readonly NodeJson[]): string {
  const [first, ...rest] = nodes
  if (first?.type !== 'paragraph') return blocksMarkdown([{ type: 'paragraph', content: [{ type: 'text', text: name }] }, ...nodes])
  return blocksMarkdown([{ ...first, content: [{ type: 'text', text: name, marks: [{ type: 'italic' }] }, { type: 'text', text: ': ' }, ...first.content ?? []] }, ...rest])
}

/** The level in brackets where the words do not say it themselves: `… (SHOULD)`. */
function statement(node: NodeJson): NodeJson[] {
  const ref = attribute(node, 'ref')
  const level = attribute(node, 'level')
  const [first, ...rest] = part(node, 'requirementStatement')
  const says = isLevel(level) && level !== 'not specified' && levelFromWords(plainText(node.content?.[0] ?? node)) !== level ? ` (${level})` : ''
  const text = (words: string, ...marks: MarkJson[]): NodeJson[] => (words ? [{ type: 'text', text: words, ...(marks.length ? { marks } : {}) }] : [])
  const opening = { type: 'paragraph', content: [...text(ref, { type: 'bold' }), ...text(ref && ' '), ...first?.content ?? [], ...text(says)] }
  return [opening, ...rest]
}

/** `**FSM-09** The form SHOULD…`, then who meets it and the rest, each under its name. */
function requirement(node: NodeJson): string {
  const facts = `Met by: ${metByInWords(attribute(node, 'metBy')).toLowerCase()}. Applies to: ${appliesToInWords(attribute(node, 'appliesTo')).replace(/^E/, 'e')}.`
  return [
    blocksMarkdown(statement(node)), `*${inlineMarkdown([{ type: 'text', text: facts }])}*`,
    ...parts.flatMap(([type, name]) => (part(node, type).length ? [named(name, part(node, type))] : [])),
  ].join('\n\n')
}
