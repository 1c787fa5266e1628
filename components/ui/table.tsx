import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly heading: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand to the right, in figures of one width. */
  readonly numeric?: boolean
  /** The heading is heard, not seen: for a column of buttons. */
  readonly hideHeading?: boolean
}

interface Props<Row> {
  caption: string
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** A table whose first column heads its rows. On a phone each row becomes a short list, with its headings beside its cells. */
export function Table<Row>({ caption, hideCaption, columns, rows, keyOf }: Props<Row>) {
  return (
    <table role="table" className="w-full border-collapse text-left">
      <caption className={hideCaption ? 'sr-only' : 'mb-2 text-left font-semibold'}>{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-edge">
          {columns.map((column) => (
            <th key={column.heading} role="columnheader" scope="col" className={`py-2 pr-4 align-bottom text-small font-semibold ${column.numeric ? 'text-right' : ''}`}>
              {column.hideHeading ? <span className="sr-only">{column.heading}</span> : column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row" className="border-b border-line max-sm:block max-sm:py-2">
            {columns.map((column, index) => <Cell key={column.heading} column={column} row={row} heads={index === 0} />)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row, heads }: { column: Column<Row>; row: Row; heads: boolean }) {
  const look = `py-3 pr-4 align-top [overflow-wrap:anywhere] max-sm:flex max-sm:gap-3 max-sm:py-1 max-sm:pr-0 ${column.numeric ? 'tabular-nums sm:text-right' : ''}`
  if (heads) return <th role="rowheader" scope="row" className={`${look} font-semibold max-sm:block`}>{column.cell(row)}</th>
  return (
    <td role="cell" className={look}>
      {!column.hideHeading && <span aria-hidden="true" className="w-2/5 shrink-0 text-small text-quiet sm:hidden">{column.heading}</span>}
      <span className="min-w-0 flex-1">{column.cell(row)}</span>
    </td>
  )
}
