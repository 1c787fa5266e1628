import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { canonicalText } from '../document/canonical'
import { withUniqueIds } from '../document/ids'
import { attribute, type Block, type NodeJson } from '../document/types'
import { compareVersions } from '../versions/compare'
import { correctedText, judge } from './erratum'
import { blockInWords, rewordings, withWords, wordsIn } from './words'

const text = (words: string): NodeJson => ({ type: 'text', text: words })
const paragraph = (words: string): NodeJson => ({ type: 'paragraph', content: [text(words)] })
const part = (type: string, words: string): NodeJson => ({ type, content: [paragraph(words)] })
const requirement: Block = {
  type: 'requirement', attrs: { id: 'r16', ref: 'FSM-16', level: 'MUST', metBy: 'supplier', appliesTo: '' },
  content: [part('requirementStatement', 'A confirmation MUST be sent within 5 minutes.'), part('requirementRationale', 'People wait for it.'), part('requirementTest', 'Timed run')],
}
const note: Block = { type: 'note', attrs: { id: 'n1' }, content: [paragraph('Note 1: the limit is £7,400 a year.')] }
const term: Block = { type: 'term', attrs: { id: 't1' }, content: [{ type: 'termName', content: [text('Take-up')] }, { type: 'termDefinition', content: [paragraph('On line ÷ all.')] }] }
const published = { title: 'T', content: [requirement, note, term] }

type Edits = Record<number, string>
const words = (edits: Edits) => new Map(Object.entries(edits).map(([at, to]) => [Number(at), to]))
const judged = (blockId: string, edits: Edits, more: Record<string, string> = {}) => judge(published, correctedText(published, { blockId, words: words(edits), ...more })!, blockId)

test.each<[string, string, Edits, Record<string, string>, number, RegExp]>([
  ['a figure in a note', 'n1', { 0: 'Note 1: in England the limit of £7,400 ended in September 2026.' }, {}, 2, /A note changed.*no effect on conformance/],
  ['the rationale', 'r16', { 1: 'People wait for it and ring us.' }, {}, 2, /rationale only/],
  ['two spaces', 'r16', { 0: 'A confirmation MUST be  sent within 5 minutes.' }, {}, 1, /no change of text/],
  ['5 minutes to 30', 'r16', { 0: 'A confirmation MUST be sent within 30 minutes.' }, {}, 3, /FSM-16 reworded. Class 3: may affect conformance/],
  ['the level word in the statement only', 'r16', { 0: 'A confirmation SHOULD be sent within 5 minutes.' }, {}, 3, /FSM-16 reworded/],
  ['the level only', 'r16', {}, { level: 'SHOULD' }, 3, /weakened, MUST to SHOULD/],
  ['whom it applies to', 'r16', {}, { appliesTo: 'nation=Wales' }, 3, /everyone to councils in Wales/],
  ['who meets it', 'r16', {}, { metBy: 'council digital' }, 3, /met-by changed/],
  ['the test', 'r16', { 2: 'Asked' }, {}, 3, /test only/],
  ['a note that is really a requirement', 'n1', { 0: 'Note 1: the form MUST ask for the limit.' }, {}, 4, /would state a level \(MUST\).*new requirement/],
  ['a rationale that is really one', 'r16', { 1: 'People SHALL be told.' }, {}, 4, /state a level/],
  ['a definition', 't1', { 1: 'On line and by phone ÷ all.' }, {}, 3, /read by a definition/],
  ['a month that looks like a level', 'n1', { 0: 'Note 1: the limit ended in MAY 2026.' }, {}, 2, /no effect/],
])('ER-2 %s', (_what, blockId, edits, more, kind, why) => {
  const found = judged(blockId, edits, more)
  expect(found.class).toBe(kind)
  expect(found.why).toMatch(why)
})

test('ER-2 a level in a note that was there stays class 2, another one is class 3', () => {
  const told = { title: 'T', content: [{ ...note, content: [paragraph('Read MUST as in RFC 2119.')] }] }
  const reads = (to: string) => judge(told, correctedText(told, { blockId: 'n1', words: words({ 0: to }) })!, 'n1').class
  expect([reads('Read MUST as RFC 2119 says.'), reads('Read SHOULD as in RFC 2119.')]).toEqual([2, 3])
})

test('ER-1 what stays at both ends keeps its marks, and the other runs stay to the letter', () => {
  const marked: Block = { type: 'note', attrs: { id: 'n1' }, content: [
    { type: 'paragraph', attrs: { id: 'p1' }, content: [text('See '), { type: 'text', text: 'the law', marks: [{ type: 'bold' }] }, text(' of '), { type: 'hardBreak' }, text('2026.')] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('one')] }, { type: 'listItem', content: [paragraph('two')] }] },
  ] }
  expect(wordsIn(marked).map((run) => run.words)).toEqual(['See the law of \n2026.', 'one', 'two'])
  const mended = withWords(marked, words({ 0: 'See the law of \r\n2025.', 2: '' }))
  expect(mended.content![0]!.content).toEqual([text('See '), { type: 'text', text: 'the law', marks: [{ type: 'bold' }] }, text(' of '), { type: 'hardBreak' }, text('202'), text('5'), text('.')])
  expect(mended.content![1]!.content![1]).toEqual({ type: 'listItem', content: [{ type: 'paragraph' }] })
  expect(rewordings(marked, mended)).toEqual([{ part: '', before: 'See the law of \n2026.', after: 'See the law of \n2025.' }, { part: '', before: 'two', after: '' }])
  expect([blockInWords([requirement, note], 'n1'), blockInWords([requirement], 'r16'), blockInWords([term], 't1')]).toEqual(['A note under FSM-16', 'FSM-16', 'A term'])
})

test('ER-1 of any text, writing the words that stand there changes nothing, and other words change that block alone', () => {
  fc.assert(fc.property(document.map((given) => withUniqueIds(given)), fc.nat(), fc.string({ maxLength: 20 }).filter((to) => !to.includes('\0')), (given, chance, to) => {
    const before = { title: 'T', content: given.content }
    const block = given.content[chance % given.content.length]!
    const id = attribute(block, 'id')
    const runs = wordsIn(block)
    const same = correctedText(before, { blockId: id, words: new Map(runs.map((run) => [run.index, run.words])) })!
    expect(canonicalText(same)).toBe(canonicalText(before))
    const other = correctedText(before, { blockId: id, words: new Map(runs.slice(0, 1).map((run) => [run.index, to])) })!
    expect(other.content.filter((one) => attribute(one, 'id') !== id)).toEqual(given.content.filter((one) => attribute(one, 'id') !== id))
    const compared = compareVersions(before, other)
    expect([...compared.requirements.filter((change) => change.class > 1), ...compared.around].every((change) => change.id === id)).toBe(true)
  }))
})
