import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { DocumentJson, NodeJson } from '../document/types'
import { cellOf, requirementsCsv } from './csv'

const paragraph = (text: string): NodeJson => ({ type: 'paragraph', content: [{ type: 'text', text }] })

const document: DocumentJson = { type: 'doc', content: [
  { type: 'heading', attrs: { id: 'aaaaaaaaaaaa', level: 1 }, content: [{ type: 'text', text: 'Finding, and “using”' }] },
  { type: 'requirement', attrs: { id: 'bbbbbbbbbbbb', ref: 'FSM-14', level: 'MUST NOT', metBy: 'council digital,supplier', appliesTo: 'nation=Wales' }, content: [
    { type: 'requirementStatement', content: [paragraph('=HYPERLINK("https://evil.example","x")'), paragraph('Second, "quoted" line')] },
    { type: 'requirementTest', content: [paragraph('Scripted run')] }] }] }

test('EX-1 every requirement is one row that a CSV reader takes apart again, commas, quotes and line ends included', () => {
  const [head, ...rows] = parse(requirementsCsv(document), { bom: true }) as string[][]
  expect(head).toEqual(['ref', 'level', 'section', 'statement', 'met by', 'applies to', 'rationale', 'test', 'evidence', 'id'])
  expect(rows).toEqual([['FSM-14', 'MUST NOT', 'Finding, and “using”', '\'=HYPERLINK("https://evil.example","x")\nSecond, "quoted" line',
    'council digital, supplier', 'Councils in Wales', '', 'Scripted run', '', 'bbbbbbbbbbbb']])
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00a0=1', '\uff1d1', '\n@x'])('EX-2 the cell %j is no formula', (value) => {
  expect(cellOf(value)).toBe(`"'${value}"`)
})

test('EX-2 other cells stand as they are', () => {
  expect(cellOf('The form MUST work = always')).toBe('"The form MUST work = always"')
  expect(cellOf('')).toBe('""')
})
