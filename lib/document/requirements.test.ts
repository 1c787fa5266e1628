import { expect, test } from 'vitest'
import { appliesToInWords, formatAppliesTo, readAppliesTo } from './applies-to'
import { formatMetBy, metByInWords, parseMetBy } from './met-by'
import { requirementsOf, sectionInWords } from './requirements'
import type { NodeJson } from './types'

const text = (words: string): NodeJson[] => [{ type: 'paragraph', content: [{ type: 'text', text: words }] }]
const heading = (level: number, words: string): NodeJson => ({ type: 'heading', attrs: { level }, content: [{ type: 'text', text: words }] })
const requirement = (id: string): NodeJson => ({
  type: 'requirement',
  attrs: { id, level: 'MUST', metBy: 'council digital,supplier', appliesTo: 'nation=Wales' },
  content: [{ type: 'requirementStatement', content: text('It MUST.') }, { type: 'requirementTest', content: text('Look.') }],
})

test('DO-40 requirements are read in the order of the text, each under its headings', () => {
  const views = requirementsOf({ content: [
    heading(1, 'Scope'), requirement('a'), heading(2, 'Form'), heading(3, 'Fields'), requirement('b'), heading(2, 'Data'), requirement('c'),
  ] })
  expect(views.map((view) => [view.id, sectionInWords(view), view.position])).toEqual([
    ['a', 'Scope', 0], ['b', 'Scope › Form › Fields', 1], ['c', 'Scope › Data', 2],
  ])
  expect(views[0]).toMatchObject({
    ref: null, level: 'MUST', metBy: ['council digital', 'supplier'], appliesTo: 'nation=Wales',
    statement: { text: 'It MUST.' }, rationale: null, test: { text: 'Look.' }, evidence: null,
  })
})

test('DO-41 an unknown level reads as not specified', () => {
  expect(requirementsOf({ content: [{ type: 'requirement', attrs: { level: 'WILL' } }] })[0]).toMatchObject({ level: 'not specified' })
})

test('DO-42 met by is a list in one order', () => {
  expect(formatMetBy(['supplier', 'council service', 'supplier'])).toBe('council service,supplier')
  expect(parseMetBy('supplier,nobody')).toEqual(['supplier'])
  expect(metByInWords('council service,council digital,supplier')).toBe('Council service, council digital and supplier')
  expect(metByInWords('')).toBe('Nobody named yet')
})

test('DO-43 applies to is everyone or conditions that all hold', () => {
  const both = [{ condition: 'council type', value: 'county' }, { condition: 'nation', value: 'England' }] as const
  expect(formatAppliesTo(both)).toBe('nation=England,council type=county')
  expect(readAppliesTo('nation=England,council type=county')).toHaveLength(2)
  expect(readAppliesTo('planet=Mars')).toBeNull()
  expect(appliesToInWords('')).toBe('Everyone')
  expect(appliesToInWords('nation=Wales,council type=county')).toBe('Councils in Wales of type county')
})
