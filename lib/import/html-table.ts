import { type ChildNode, type Element, isTag } from 'domhandler'
import type { Block, NodeJson } from '../document/types'

interface Writer { block(type: string, content?: NodeJson[], attrs?: Record<string, unknown>): Block }

const spanOf = (given: string | undefined, most: number) => {
  const span = Number(given ?? 1)
  return Number.isInteger(span) && span >= 1 ? Math.min(span, most) : 1
}

function rowsOf(table: Element): Element[] {
  return table.children.filter(isTag).flatMap((child) =>
    child.name === 'tr' ? [child] : ['thead', 'tbody', 'tfoot'].includes(child.name) ? rowsOf(child) : [])
}

/** A table, with its caption before it as a paragraph. Rows come out equally long: the editor would otherwise mend them, and so edit. */
export function tableFrom(table: Element, write: Writer, inside: (nodes: readonly ChildNode[]) => Block[]): Block[] {
  const caption = table.children.filter(isTag).filter((child) => child.name === 'caption').flatMap((child) => inside(child.children))
  const rows = rowsOf(table).map((row) => row.children.filter(isTag).filter((cell) => cell.name === 'td' || cell.name === 'th'))
  const cells = rows.map((row, at) => row.map((cell) => cellOf(cell, rows.length - at, inside(cell.children)))).filter((row) => row.length > 0)
  // Markdown has no table without a head: an empty one heads nothing.
  if (cells.length > 1 && cells[0]!.every((cell) => cell.content.length === 0)) cells.shift()
  return cells.some((row) => row.some((cell) => cell.content.length > 0)) ? [...caption, write.block('table', squared(cells, write))] : caption
}

/** A heading without words would be announced as nothing. */
const cellOf = (cell: Element, most: number, content: Block[]): Cell => ({
  type: cell.name === 'th' && content.length > 0 ? 'tableHeader' : 'tableCell',
  colspan: spanOf(cell.attribs.colspan, 100), rowspan: spanOf(cell.attribs.rowspan, most), content,
})

interface Cell { type: string; colspan: number; rowspan: number; content: Block[] }

function squared(rows: readonly Cell[][], write: Writer): NodeJson[] {
  const taken: boolean[][] = rows.map(() => [])
  const placed = rows.map((row, at) => row.map((given) => {
    const start = firstFree(taken[at]!)
    let colspan = 1
    while (colspan < given.colspan && !taken[at]![start + colspan]) colspan += 1
    const rowspan = Math.min(given.rowspan, rows.length - at)
    for (let down = 0; down < rowspan; down++) for (let across = 0; across < colspan; across++) taken[at + down]![start + across] = true
    return { ...given, colspan, rowspan }
  }))
  const width = Math.max(...taken.map((row) => row.length))
  return placed.map((row, at) => {
    const missing = Array.from({ length: width }, (_, column) => taken[at]![column] ?? false).filter((is) => !is).length
    const blank: Cell[] = Array.from({ length: missing }, () => ({ type: row.at(-1)?.type ?? 'tableCell', colspan: 1, rowspan: 1, content: [] }))
    return { type: 'tableRow', content: [...row, ...blank].map(({ type, colspan, rowspan, content }) =>
      ({ type, attrs: { colspan, rowspan }, content: content.length > 0 ? content : [write.block('paragraph')] })) }
  })
}

function firstFree(row: readonly boolean[]): number {
  let at = 0
  while (row[at]) at += 1
  return at
}
