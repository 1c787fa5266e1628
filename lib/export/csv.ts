import { appliesToInWords } from '../document/applies-to'
import { requirementsOf, sectionInWords } from '../document/requirements'
import type { DocumentJson } from '../document/types'

const columns = ['ref', 'level', 'section', 'statement', 'met by', 'applies to', 'rationale', 'test', 'evidence', 'id'] as const

/**
 * A cell as it may stand in a spreadsheet: what a program would take for a formula begins with an apostrophe, which spreadsheets hide
 * (trials.md, 33). Quoted by RFC 4180.
 */
export function cellOf(value: string): string {
  const neutral = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return `"${neutral.replaceAll('"', '""')}"`
}

const row = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** One row for each requirement, in the order of the text. Begins with a byte order mark, by which Excel knows UTF-8. */
export function requirementsCsv(document: DocumentJson): string {
  const rows = requirementsOf(document).map((view) => row([
    view.ref ?? '', view.level, sectionInWords(view), view.statement.text, view.metBy.join(', '), appliesToInWords(view.appliesTo),
    view.rationale?.text ?? '', view.test?.text ?? '', view.evidence?.text ?? '', view.id,
  ]))
  return `\uFEFF${row(columns)}${rows.join('')}`
}

/** Any rows as a file for spreadsheets, the first one their headings. */
export const tableCsv = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map(row).join('')}`
