import { newBlockId } from '../kernel/ids'
import { levelFromCell, type Level } from '../document/levels'
import { formatMetBy, parseMetBy } from '../document/met-by'
import type { Block, NodeJson } from '../document/types'
import { fitsPart, shallLevel, statedLevel, suffixLevel, withoutSuffix, wordsOf } from './statement'

export interface RowRequirement { block: Block; ref: string; text: string }

interface Columns { ref: number; text: number; level: number; parts: Map<number, string>; metBy: number }

const headed = {
  ref: /^(#|no\.?|nr\.?|id|ref\.?|reference( no\.?)?|number|req(uirement)?[ _]?(id|no\.?|ref|number|#)|id no\.?)$/i,
  text: /^(requirement|requirements|(req(uirement)?[ _])?(description|text|statement)|standard|control|criterion|criteria|duty|clause|minimum standard)$/i,
  level: /^(l|level|priority|obligation|requirement level|conformance level|keyword|status|must\/should|moscow)$/i,
  metBy: /^(met by|responsible|responsibility|who)$/i,
}

const partOf: [RegExp, string][] = [
  [/^(rationale|reason|why)$/i, 'requirementRationale'],
  [/^(test|tests|how to (check|test)|check|verification|test method|acceptance criteria)$/i, 'requirementTest'],
  [/^evidence$/i, 'requirementEvidence'],
]

/** `1.2.3`, `V1.2`, `FSM-09`, `R12`, `4`: what numbers a requirement. */
const isRef = (text: string) => text.length <= 24 && /^[A-Za-z]{0,8}[-. ]?\d+([.\-/]\d+)*[a-z]?$/.test(text)

function columnsOf(names: readonly string[]): Columns | null {
  const first = (pattern: RegExp) => names.findIndex((name) => pattern.test(name))
  const columns: Columns = {
    ref: first(headed.ref), text: first(headed.text), level: first(headed.level), metBy: first(headed.metBy),
    parts: new Map(names.flatMap((name, at): [number, string][] => { const found = partOf.find(([pattern]) => pattern.test(name)); return found ? [[at, found[1]]] : [] })),
  }
  return columns.text < 0 || (columns.ref < 0 && columns.level < 0) ? null : columns
}

const cellsOf = (row: NodeJson): NodeJson[] => row.content ?? []
const isPlain = (row: NodeJson) => cellsOf(row).every((cell) => (cell.attrs?.colspan ?? 1) === 1 && (cell.attrs?.rowspan ?? 1) === 1)

/**
 * The requirements of a table that lists them: one column holds what is asked, another numbers it or says its level. Null for any other
 * table. Rows without words are passed over; a row across the table (a heading within it) comes back as a paragraph.
 */
export function requirementsInTable(table: Block): (RowRequirement | Block)[] | null {
  const [head, ...rows] = table.content ?? []
  if (!head || rows.length === 0) return null
  const names = cellsOf(head).map((cell) => wordsOf(cell.content ?? []))
  const columns = columnsOf(names)
  if (!columns || !isPlain(head) || !listsRequirements(rows, columns)) return null
  return rows.flatMap((row): (RowRequirement | Block)[] => {
    const texts = cellsOf(row).map((cell) => wordsOf(cell.content ?? []))
    if (texts.every((text) => text === '')) return []
    if (!texts[columns.text] || !isPlain(row)) {
      return cellsOf(row).flatMap((cell) => (wordsOf(cell.content ?? []) === '' ? [] : cell.content ?? []))
    }
    return fromRow(row, texts, names, columns)
  })
}

/** Most rows are numbered, or most levels are levels. A status of "approved" or a level of "high" alone makes no requirement. */
function listsRequirements(rows: readonly NodeJson[], columns: Columns): boolean {
  const filled = rows.filter((row) => wordsOf(cellsOf(row)[columns.text]?.content ?? []) !== '')
  const share = (holds: (row: NodeJson) => boolean) => filled.filter(holds).length / Math.max(filled.length, 1)
  const cell = (row: NodeJson, at: number) => wordsOf(cellsOf(row)[at]?.content ?? [])
  const numbered = columns.ref >= 0 && share((row) => isRef(cell(row, columns.ref))) >= 0.8
  const levelled = columns.level >= 0 && share((row) => (levelFromCell(cell(row, columns.level)) ?? 'not specified') !== 'not specified') >= 0.5
  return numbered || levelled
}

function fromRow(row: NodeJson, texts: readonly string[], names: readonly string[], columns: Columns): (RowRequirement | Block)[] {
  const contentOf = (at: number) => cellsOf(row)[at]?.content ?? []
  const given = contentOf(columns.text)
  const statement = given.filter((block) => fitsPart([{ type: 'paragraph' }, block]))
  const beside = given.filter((block) => !statement.includes(block))
  if (statement[0]?.type !== 'paragraph') statement.unshift({ type: 'paragraph', attrs: { id: newBlockId() } })
  const ref = columns.ref >= 0 ? texts[columns.ref] ?? '' : ''
  const text = texts[columns.text]!
  const levelCell = columns.level >= 0 ? levelFromCell(texts[columns.level] ?? '') : null
  const known = new Set([columns.ref, columns.text, ...(levelCell === null ? [] : [columns.level]), ...columns.parts.keys()])
  const metBy = columns.metBy >= 0 ? formatMetBy(parseMetBy((texts[columns.metBy] ?? '').toLowerCase().replaceAll(';', ','))) : ''
  if (metBy) known.add(columns.metBy)
  const others = texts.flatMap((other, at) => (known.has(at) || other === '' ? [] : [`${names[at] || 'Also'}: ${other}`]))
  const listed = [...(ref ? [`Listed as ${ref}`] : []), ...others]
  const parts = [...columns.parts].flatMap(([at, type]): Block[] => (fitsPart(contentOf(at)) && texts[at] ? [{ type, content: contentOf(at) }] : []))
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  const trail: Block[] = listed.length > 0 ? [{ type: 'paragraph', attrs: { id: newBlockId() }, content: [{ type: 'text', text: `${listed.join(' · ')}` }] }] : []
  const block: Block = {
    type: 'requirement',
    attrs: { id: newBlockId(), ref: null, level: levelOf(levelCell, text, columns.level >= 0), metBy, appliesTo: '' },
    content: [{ type: 'requirementStatement', content: [withoutSuffix(statement[0]!), ...statement.slice(1), ...trail] }, ...unique(parts)],
  }
  return [{ block, ref, text }, ...beside]
}

const order = ['requirementRationale', 'requirementTest', 'requirementEvidence']
const unique = (parts: readonly Block[]) => parts.filter((part, at) => parts.findIndex((one) => one.type === part.type) === at)

/** The column's level goes before the words; a column of numbers (1, 2, 3) says nothing about what binds. */
function levelOf(cell: Level | null, text: string, hasColumn: boolean): Level {
  if (cell !== null && cell !== 'not specified') return cell
  return suffixLevel(text) ?? statedLevel(text) ?? (hasColumn ? null : shallLevel(text)) ?? 'not specified'
}
