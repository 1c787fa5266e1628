import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemsInWords, readCouncils } from './councils'

const head = 'code,gss,name,type_name,nation\n'
const file = '../shared/data/councils/councils_current_merged.csv'

test('OR-1 councils are read by the names of their columns, with commas and quotation marks inside', () => {
  const { councils, problems } = readCouncils(`\ufeff${head}ABC,N09000002,"Armagh, Banbridge and ""Craigavon""",NI district,Northern Ireland\r\n`)
  expect(problems).toEqual([])
  expect(councils).toEqual([{ line: 2, gssCode: 'N09000002', name: 'Armagh, Banbridge and "Craigavon"', councilType: 'NI district', nation: 'Northern Ireland', slug: 'armagh-banbridge-and-craigavon' }])
})

test('OR-2 every malformed line is told by its number', () => {
  const { problems } = readCouncils(`${head}A,E1,Somewhere,County,England\nB,E10000002,,County,England\nC,E10000003,Three,County,Narnia\nD,E10000004,Four,County\n`
    + 'E,E10000005,Five,County,England\nF,E10000005,Six,County,England\n')
  expect(problems.map((problem) => problem.line)).toEqual([2, 3, 4, 5, 7])
  expect(problemsInWords(problems)).toContain('Line 4: “Narnia” is not one of England')
  expect(problemsInWords(problems)).toContain('Line 7: GSS code E10000005 stands on line 6 already.')
})

test('OR-2 a line with two faults is one wrong line', () => {
  expect(problemsInWords(readCouncils(`${head}A,X,One,County,Narnia\n`).problems)).toContain('1 line is wrong')
})

test('OR-3 a file that is no such list says so', () => {
  expect(readCouncils('').problems).toHaveLength(1)
  expect(readCouncils(head).problems[0]!.message).toContain('no councils')
  expect(readCouncils('a,b\n1,2\n').problems[0]!.message).toContain('Missing: gss, name, type_name, nation')
  expect(readCouncils(`${head}A,E10000001,"Open,County,England\n`).problems[0]!.message).toContain('not CSV')
})

test.skipIf(!existsSync(file))('OR-4 the real list: 397 councils, no line refused', () => {
  const { councils, problems } = readCouncils(readFileSync(file, 'utf8'))
  expect(problems).toEqual([])
  expect(councils).toHaveLength(397)
})
