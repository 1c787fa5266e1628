import { CsvError, parse } from 'csv-parse/sync'

/** Which of the two lists: services by LGSL id, interactions by LGIL id. */
export type ListName = 'services' | 'interactions'

/** A list and the text of its CSV file. */
export interface ListInput { readonly list: ListName; readonly csv: string }

export interface Listed { readonly line: number; readonly id: number; readonly name: string; readonly description: string }

/** A line of the file that cannot be taken, counted from 1 with the headings. */
export interface Problem { readonly line: number; readonly message: string }
export interface ReadList { readonly entries: readonly Listed[]; readonly problems: readonly Problem[] }

/** The headings under which a list is published: that of LG Inform Plus, or that of GOV.UK. The first that is there counts. */
const headingsOf = {
  services: { id: ['identifier', 'lgsl'], name: ['label', 'name', 'description'], type: 'service', code: 'LGSL' },
  interactions: { id: ['identifier', 'lgil'], name: ['label', 'name', 'description'], type: 'interaction', code: 'LGIL' },
} as const
const mostBytes = 5_000_000
const limits = { id: 99_999, name: 200, description: 4000 }

interface Parsed { readonly record: readonly string[]; readonly info: { readonly lines: number } }
interface Columns { readonly id: number; readonly name: number; readonly description: number; readonly type: number; readonly count: number }

/** Reads a list from CSV. Every wrong line is told, not only the first. */
export function readList(list: ListName, text: string): ReadList {
  if (text.length > mostBytes) return wrongFile('The file is larger than 5 MB.')
  let rows: Parsed[]
  try {
    // Lines are counted by their ends: one kind of end, or a carriage return counts too.
    rows = parse(text.replace(/\r\n?/g, '\n'), { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return wrongFile('From here on the file is not CSV: a quotation mark is missing or out of place.', Number(error.lines ?? 1))
  }
  const [head, ...body] = rows
  const columns = columnsOf(list, head?.record ?? [])
  const { id, name } = headingsOf[list]
  if (!columns) return wrongFile(`The first line must name the columns: ${id.join(' or ')}, and ${name.join(' or ')}.`)
  return body.length === 0 ? wrongFile(`There are headings and no ${list}.`) : readRows(list, columns, body)
}

const wrongFile = (message: string, line = 1): ReadList => ({ entries: [], problems: [{ line, message }] })

function columnsOf(list: ListName, head: readonly string[]): Columns | null {
  const headings = head.map((heading) => heading.trim().toLowerCase())
  const first = (names: readonly string[]) => names.map((name) => headings.indexOf(name)).find((place) => place >= 0) ?? -1
  const [id, name] = [first(headingsOf[list].id), first(headingsOf[list].name)]
  const description = headings.indexOf('description')
  return id < 0 || name < 0 ? null : { id, name, description: description === name ? -1 : description, type: headings.indexOf('type'), count: head.length }
}

function readRows(list: ListName, columns: Columns, body: readonly Parsed[]): ReadList {
  const entries: Listed[] = []
  const problems: Problem[] = []
  const firstLine = new Map<string, number>()
  for (const { record, info } of body) {
    const cell = (place: number) => (record[place] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    const id = cell(columns.id)
    const faults = faultsOf(list, columns, record, cell)
    const before = firstLine.get(id)
    if (before !== undefined && id !== '') faults.push(`${headingsOf[list].code} ${id} stands on line ${before} already.`)
    firstLine.set(id, before ?? info.lines)
    for (const message of faults) problems.push({ line: info.lines, message })
    if (faults.length === 0) entries.push({ line: info.lines, id: Number(id), name: cell(columns.name), description: cell(columns.description).slice(0, limits.description) })
  }
  return { entries, problems }
}

function faultsOf(list: ListName, columns: Columns, record: readonly string[], cell: (place: number) => string): string[] {
  if (record.length !== columns.count) return [`${record.length} columns where the headings have ${columns.count}.`]
  const faults: string[] = []
  const [id, name, type] = [cell(columns.id), cell(columns.name), columns.type < 0 ? '' : cell(columns.type)]
  if (!/^\d{1,5}$/.test(id) || Number(id) > limits.id) faults.push(`“${id.slice(0, 40)}” is not a number of the list.`)
  if (name === '') faults.push('The name is missing.')
  if (name.length > limits.name) faults.push(`The name is longer than ${limits.name} characters.`)
  if (columns.type >= 0 && type.toLowerCase() !== headingsOf[list].type) faults.push(`“${type}” is not of the type ${headingsOf[list].type}.`)
  return faults
}

/** `4 Free school meals`: how a service stands in a field that filters as one types. */
export const choiceInWords = (entry: { readonly id: number; readonly name: string }): string => `${entry.id} ${entry.name}`

/** The entry that was typed or chosen: by its number, else by its whole name. Null when it is none of the list. */
export function chosenOf<T extends { readonly id: number; readonly name: string }>(typed: string, list: readonly T[]): T | null {
  const [, number] = /^\s*(\d{1,5})(?:\s|$)/.exec(typed) ?? []
  const words = typed.trim().toLowerCase()
  return list.find((one) => (number === undefined ? one.name.toLowerCase() === words : one.id === Number(number))) ?? null
}
