import { appliesToInWords } from '../document/applies-to'
import { metByInWords } from '../document/met-by'
import { attribute, type NodeJson } from '../document/types'
import { inlineMarkdown } from './markdown-inline'

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
  return `# ${inlineMarkdown([{ type: 'text', text: head.title }])} ${head.label}\n\n${facts.join('  \n')}\n\n${blocksMarkdown(content)}\n`
}

export const blocksMarkdown = (nodes: readonly NodeJson[]): string =>
  nodes.map((node) => block(node)).filter((text) => text !== '').join('\n\n')

const indented = (text: string, first: string): string => {
  const rest = ' '.repeat(first.length)
  return text.split('\n').map((line, index) => (index === 0 ? first + line : line === '' ? '' : rest + line)).join('\n')
}

const quoted = (text: string): string => text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')

function block(node: NodeJson): string {
  const inside = () => blocksMarkdown(node.content ?? [])
  switch (node.type) {
    case 'paragraph': return paragraph(node)
    case 'heading': return `${'#'.repeat(Math.min(headingLevel(node) + 1, 6))} ${inlineMarkdown(node.content, 'heading')}`
    case 'bulletList': return list(node, () => '- ')
    case 'orderedList': return list(node, (index) => `${start(node) + index}. `)
    case 'blockquote': return quoted(inside())
    case 'codeBlock': return code(node)
    case 'horizontalRule': return '* * *'
    case 'image': return inlineMarkdown([node])
    case 'table': return table(node)
    case 'note': return quoted(`**Note**\n\n${inside()}`)
    case 'term': return `**${inlineMarkdown(part(node, 'termName'), 'heading')}**\n\n${indented(blocksMarkdown(part(node, 'termDefinition')), ': ')}`
    case 'requirement': return requirement(node)
    default: return ''
  }
}

const headingLevel = (node: NodeJson): number => Math.min(Math.max(Number(node.attrs?.level) || 1, 1), 4)

const start = (node: NodeJson): number => Math.max(Number(node.attrs?.start) || 1, 0)

const part = (node: NodeJson, type: string): readonly NodeJson[] => (node.content ?? []).find((child) => child.type === type)?.content ?? []

// What would begin a heading, a quotation, a list, a rule or a table at the start of a line is escaped there.
const paragraph = (node: NodeJson): string => inlineMarkdown(node.content).split('\n').map((line) =>
  line.replace(/^\s+/, '').replace(/^([#>|=~:]|[-+](?=\s|$|-))/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')).join('\n')

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
    const words = (cell.content ?? []).map((inner) => inlineMarkdown(inner.content)).join(' ').replaceAll('\n', ' ').replaceAll('|', '\\|')
    const span = Math.min(Math.max(Number(cell.attrs?.colspan) || 1, 1), 50)
    return [words, ...Array<string>(span - 1).fill('')]
  }))
  const width = Math.max(1, ...rows.map((row) => row.length))
  const line = (cells: readonly string[]) => `| ${[...cells, ...Array<string>(width - cells.length).fill('')].join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), line(Array<string>(width).fill('---')), ...rest.map(line)].join('\n')
}

const parts = [['requirementRationale', 'Rationale'], ['requirementTest', 'Test'], ['requirementEvidence', 'Evidence']] as const

/** `**FSM-09** **SHOULD** …`, then who meets it and the rest as a list beneath. */
function requirement(node: NodeJson): string {
  const ref = attribute(node, 'ref')
  const level = attribute(node, 'level') || 'not specified'
  const facts = [
    `- Level: ${level}`,
    `- Met by: ${metByInWords(attribute(node, 'metBy')).toLowerCase()}`,
    `- Applies to: ${appliesToInWords(attribute(node, 'appliesTo'))}`,
    ...parts.flatMap(([type, name]) => {
      const nodes = part(node, type)
      return nodes.length ? [indented(`${name}: ${blocksMarkdown(nodes)}`, '- ')] : []
    }),
  ]
  return `${ref ? `**${ref}** ` : ''}${blocksMarkdown(part(node, 'requirementStatement'))}\n\n${facts.join('\n')}`
}
