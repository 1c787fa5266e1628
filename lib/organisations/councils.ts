import { CsvError, parse } from 'csv-parse/sync'
import { slugOf } from '../kernel/ids'
import { isGssCode, type Nation, nations } from './organisation'

export interface Council { readonly line: number; readonly gssCode: string; readonly name: string; readonly councilType: string; readonly nation: Nation; readonly slug: string }

/** A line of the file that cannot be taken, counted from 1 with the headings. */
export interface Problem { readonly line: number; readonly message: string }

export interface ReadCouncils { readonly councils: readonly Council[]; readonly problems: readonly Problem[] }

const wanted = { gss: 'gss', name: 'name', councilType: 'type_name', nation: 'nation' } as const
const mostBytes = 5_000_000

interface Parsed { readonly record: readonly string[]; readonly info: { readonly lines: number } }

/**
 * Reads a list of councils from CSV with the columns gss, name, type_name and nation (others are left alone; slug is used when there).
 * Every wrong line is told, not only the first.
 */
export function readCouncils(text: string): ReadCouncils {
  if (text.length > mostBytes) return { councils: [], problems: [{ line: 1, message: 'The file is larger than 5 MB.' }] }
  let rows: Parsed[]
  try {
    // Lines are counted by their ends: one kind of end, or a carriage return counts too.
    rows = parse(text.replace(/\r\n?/g, '\n'), { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as Parsed[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { councils: [], problems: [{ line: Number(error.lines ?? 1), message: 'From here on the file is not CSV: a quotation mark is missing or out of place.' }] }
  }
  const [head, ...body] = rows
  const headings = (head?.record ?? []).map((heading) => heading.trim().toLowerCase())
  const missing = Object.values(wanted).filter((heading) => !headings.includes(heading))
  if (missing.length > 0) return { councils: [], problems: [{ line: 1, message: `The first line must name the columns. Missing: ${missing.join(', ')}.` }] }
  if (body.length === 0) return { councils: [], problems: [{ line: 1, message: 'There are headings and no councils.' }] }
  return readRows(headings, body)
}

function readRows(headings: readonly string[], body: readonly Parsed[]): ReadCouncils {
  const councils: Council[] = []
  const problems: Problem[] = []
  const firstLine = new Map<string, number>()
  for (const { record, info } of body) {
    const line = info.lines
    const cell = (heading: string) => (record[headings.indexOf(heading)] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    const gssCode = cell(wanted.gss).toUpperCase()
    const before = firstLine.get(gssCode)
    const faults = faultsOf(record, headings, cell, gssCode)
    if (before !== undefined && gssCode !== '') faults.push(`GSS code ${gssCode} stands on line ${before} already.`)
    firstLine.set(gssCode, before ?? line)
    for (const message of faults) problems.push({ line, message })
    if (faults.length === 0) {
      const name = cell(wanted.name)
      councils.push({ line, gssCode, name, councilType: cell(wanted.councilType), nation: cell(wanted.nation) as Nation, slug: slugOf(cell('slug')) || slugOf(name) })
    }
  }
  return { councils, problems }
}

function faultsOf(record: readonly string[], headings: readonly string[], cell: (heading: string) => string, gssCode: string): string[] {
  if (record.length !== headings.length) return [`${record.length} columns where the headings have ${headings.length}.`]
  const faults: string[] = []
  if (cell(wanted.name) === '' || slugOf(cell(wanted.name)) === '') faults.push('The name is missing.')
  if (cell(wanted.name).length > 200) faults.push('The name is longer than 200 characters.')
  if (!isGssCode(gssCode)) faults.push(`“${cell(wanted.gss)}” is not a GSS code such as E10000014.`)
  if (cell(wanted.councilType) === '') faults.push('The type is missing.')
  if (!(nations as readonly string[]).includes(cell(wanted.nation))) faults.push(`“${cell(wanted.nation)}” is not one of ${nations.join(', ')}.`)
  return faults
}

export const problemsInWords = (problems: readonly Problem[], most = 20): string => {
  const told = problems.slice(0, most).map((problem) => `Line ${problem.line}: ${problem.message}`)
  const more = problems.length > most ? [`… and ${problems.length - most} more.`] : []
  const lines = new Set(problems.map((problem) => problem.line)).size
  return [`${lines === 1 ? '1 line is' : `${lines} lines are`} wrong. Nothing was imported.`, ...told, ...more].join('\n')
}
