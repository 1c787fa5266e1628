import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chosenOf, readList } from './service-list'

const published = 'Identifier,Label,Description,Created,Type,\r\n4,Free school meals,"For families, on a low income.",2013-04-03,Service,\r\n372,Abandoned vehicles,,2013-04-03,Service,\r\n'

test('CA-12 the published layout is read: number, name and description, quotation marks and both kinds of line end', () => {
  expect(readList('services', `\ufeff${published}`)).toEqual({ problems: [], entries: [
    { line: 2, id: 4, name: 'Free school meals', description: 'For families, on a low income.' },
    { line: 3, id: 372, name: 'Abandoned vehicles', description: '' },
  ] })
  expect(readList('services', 'LGSL,Description,Providing Tier\n4,Find out about free school meals,county/unitary\n').entries).toMatchObject([{ id: 4, name: 'Find out about free school meals', description: '' }])
  expect(readList('interactions', 'LGIL,Name\n0,Applying\n8,Finding out\n').entries.map((one) => one.id)).toEqual([0, 8])
})

test('CA-12 every wrong line is told by its number', () => {
  const { problems } = readList('services', 'Identifier,Label,Type\n4,Meals,Service\nfour,Meals,Service\n5,,Service\n4,Meals again,Service\n6,Lunch,Function\n7,Tea,Service,more\n')
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '3: “four” is not a number of the list.', '4: The name is missing.', '5: LGSL 4 stands on line 2 already.', '6: “Function” is not of the type service.',
    '7: 4 columns where the headings have 3.',
  ])
  expect(readList('services', 'a,b\n1,2\n').problems[0]?.message).toMatch(/identifier or lgsl/)
  expect(readList('services', 'Identifier,Label\n').problems[0]?.message).toMatch(/no services/)
  expect(readList('services', 'Identifier,Label\n4,"Meals\n').problems[0]?.message).toMatch(/not CSV/)
})

test('a service is chosen by its number or by its whole name', () => {
  const list = [{ id: 4, name: 'Free school meals' }, { id: 41, name: '24 hour helpline' }]
  expect(chosenOf('4 Free school meals', list)?.id).toBe(4)
  expect(chosenOf(' free SCHOOL meals ', list)?.id).toBe(4)
  expect(chosenOf('41', list)?.id).toBe(41)
  expect(chosenOf('4x', list)).toBeNull()
  expect(chosenOf('', list)).toBeNull()
})

const real = '../shared/data/services'

test.skipIf(!existsSync(real))('CA-12 the real lists are read whole, and a malformed file is refused line by line', () => {
  const file = (name: string) => readFileSync(`${real}/${name}`, 'utf8')
  const esd = readList('services', file('esd_services_v4.csv'))
  expect([esd.entries.length, esd.problems.length]).toEqual([1519, 0])
  expect(esd.entries.find((one) => one.id === 4)?.name).toBe('Free school meals')
  expect(readList('services', file('govuk_local_services_tiers.csv')).problems).toEqual([])
  const malformed = readList('services', file('govuk_lgsl_lgil_fallback_links.csv'))
  expect(malformed.entries).toEqual([])
  expect(malformed.problems.length).toBeGreaterThan(0)
  expect(readList('services', file('esd_functions_v4.csv')).problems.length).toBeGreaterThan(100)
})
