import { parse } from 'csv-parse/sync'
import { unreadable } from './archive'
import type { Dropped } from './dropped'
import { type Read, readHtml } from './html'

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\n/g, '<br>')

/** Comma-separated rows as one table whose first row names the columns. */
export function readCsv(text: string, dropped: Dropped): Read {
  let rows: string[][]
  try {
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 1_000_000 })
  } catch (error) {
    throw unreadable(`This file could not be read as comma-separated values: ${(error as Error).message.slice(0, 160)}`)
  }
  const line = (row: string[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return readHtml(`<table>${rows.map((row, at) => line(row, at === 0 ? 'th' : 'td')).join('')}</table>`, dropped)
}
