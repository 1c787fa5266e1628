import fc from 'fast-check'
import { newBlockId } from '../lib/kernel/ids'
import { levels } from '../lib/document/levels'
import type { Block, DocumentJson, MarkJson, NodeJson } from '../lib/document/types'

/** Texts for property tests: any legal document, small. */

const link = fc.constantFrom('https://example.org/a', 'mailto:a@example.org', '#b').map((href): MarkJson => ({ type: 'link', attrs: { href } }))
const mark = fc.oneof(fc.constantFrom<MarkJson>({ type: 'bold' }, { type: 'italic' }, { type: 'code' }), link)
const marks = fc.uniqueArray(mark, { maxLength: 3, selector: (one) => one.type })
const words = fc.oneof(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), fc.constantFrom('MUST', 'café', 'cafe\u0301', '\ud83d\udc4b'))
  .filter((text) => text !== '' && !text.includes('\0'))

export const text = fc.record({ type: fc.constant('text'), text: words, marks }).map((node): NodeJson =>
  node.marks.length > 0 ? node : { type: 'text', text: node.text })

const id = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => newBlockId(() => bytes))
const withId = (node: fc.Arbitrary<NodeJson>) => fc.tuple(node, id).map(([inner, id]): NodeJson => ({ ...inner, attrs: { ...inner.attrs, id } }))

const inline = fc.array(fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.constant<NodeJson>({ type: 'hardBreak' }) }), { maxLength: 4 })

export const paragraph = withId(inline.map((content): NodeJson => ({ type: 'paragraph', content })))

const item = withId(fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((content): NodeJson => ({ type: 'listItem', content })))
const list = withId(fc.tuple(fc.constantFrom('bulletList', 'orderedList'), fc.array(item, { minLength: 1, maxLength: 3 }))
  .map(([type, content]): NodeJson => ({ type, content })))
const prose = fc.tuple(paragraph, fc.array(fc.oneof(paragraph, list), { maxLength: 2 })).map(([first, rest]) => [first, ...rest])
const part = (type: string) => prose.map((content): NodeJson => ({ type, content }))

export const requirement: fc.Arbitrary<Block> = withId(fc.record({
  level: fc.constantFrom(...levels),
  metBy: fc.constantFrom('', 'supplier', 'council service,council digital', 'council digital,supplier'),
  appliesTo: fc.constantFrom('', 'nation=Wales', 'nation=England,council type=county'),
  parts: fc.tuple(part('requirementStatement'), fc.option(part('requirementRationale')), fc.option(part('requirementTest'))),
}).map(({ parts, ...attrs }) => ({ type: 'requirement', attrs, content: parts.filter((one) => one !== null) })))

const heading = withId(fc.tuple(fc.integer({ min: 1, max: 4 }), inline).map(([level, content]): NodeJson =>
  ({ type: 'heading', attrs: { level }, content: content.filter((node) => node.type === 'text') })))
const note = withId(prose.map((content): NodeJson => ({ type: 'note', content })))
const cell = fc.array(paragraph, { minLength: 1, maxLength: 1 }).map((content): NodeJson => ({ type: 'tableCell', content }))
const table = withId(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 })
  .map((rows): NodeJson => ({ type: 'table', content: rows.map((content) => ({ type: 'tableRow', content })) })))

export const document: fc.Arbitrary<DocumentJson> = fc
  .array(fc.oneof(paragraph, heading, requirement, list, note, table), { minLength: 1, maxLength: 8 })
  .map((content) => ({ type: 'doc', content }))
