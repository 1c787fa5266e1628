import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { withUniqueIds } from '../document/ids'
import type { Level } from '../document/levels'
import type { Block, NodeJson } from '../document/types'
import { compareVersions, proposedNumber, tallyOf, type Comparison } from './compare'

interface Given {
  level?: Level; says?: string; metBy?: string; appliesTo?: string; rationale?: string; test?: string; evidence?: string; statement?: NodeJson[]; ref?: string | null
}

const words = (text: string): NodeJson[] => [{ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] }]

function requirement(id: string, given: Given = {}): Block {
  const part = (type: string, text?: string) => text === undefined ? [] : [{ type, content: words(text) }]
  return {
    type: 'requirement',
    attrs: { id, ref: given.ref === undefined ? `FSM-0${id.slice(-1)}` : given.ref, level: given.level ?? 'MUST', metBy: given.metBy ?? '', appliesTo: given.appliesTo ?? '' },
    content: [
      { type: 'requirementStatement', content: given.statement ?? words(given.says ?? `The form ${given.level ?? 'MUST'} work.`) },
      ...part('requirementRationale', given.rationale), ...part('requirementTest', given.test), ...part('requirementEvidence', given.evidence),
    ],
  }
}

const heading = (id: string, text: string): Block => ({ type: 'heading', attrs: { id, level: 2 }, content: [{ type: 'text', text }] })
const note = (id: string, text: string): Block => ({ type: 'note', attrs: { id }, content: words(text) })
const compare = (before: Block[], after: Block[]) => compareVersions({ title: 'T', content: before }, { title: 'T', content: after })
const one = (before: Given, after: Given): Comparison => compare([requirement('r1', before)], [requirement('r1', after)])

test.each<[Level, Level, string]>([
  ['MAY', 'SHOULD', 'strengthened'], ['SHOULD', 'MUST', 'strengthened'], ['MAY', 'MUST', 'strengthened'], ['not specified', 'MAY', 'strengthened'],
  ['not specified', 'MUST NOT', 'strengthened'], ['SHOULD NOT', 'MUST NOT', 'strengthened'],
  ['MUST', 'SHOULD', 'weakened'], ['MUST', 'MAY', 'weakened'], ['SHOULD', 'MAY', 'weakened'], ['MUST NOT', 'SHOULD NOT', 'weakened'],
  ['MUST', 'not specified', 'weakened'], ['SHOULD NOT', 'not specified', 'weakened'],
  ['MUST', 'MUST NOT', 'reversed'], ['MUST NOT', 'MUST', 'reversed'], ['SHOULD', 'SHOULD NOT', 'reversed'], ['MAY', 'MUST NOT', 'reversed'],
  ['SHOULD NOT', 'MUST', 'reversed'],
])('CO-20 from %s to %s is %s, and nothing else when only the level words follow', (from, to, kind) => {
  const says = (level: Level) => level === 'not specified' ? 'The form works.' : `The form ${level} work.`
  const same = from === 'not specified' || to === 'not specified'
  const { requirements: [change], class: overall } = one({ level: from, says: same ? 'It.' : says(from) }, { level: to, says: same ? 'It.' : says(to) })
  expect(change).toMatchObject({ kinds: [kind], class: 3, sentence: `FSM-01 ${kind}, ${from} to ${to}` })
  expect(overall).toBe(3)
})

const linked = (href: string): NodeJson[] => [{ type: 'paragraph', content: [{ type: 'text', text: 'It MUST.', marks: [{ type: 'link', attrs: { href } }] }] }]
const bold: NodeJson[] = [{ type: 'paragraph', content: [{ type: 'text', text: 'It ' }, { type: 'text', text: 'MUST', marks: [{ type: 'bold' }] }, { type: 'text', text: '.' }] }]

test.each<[string, Given, Given, string[], number, string]>([
  ['nothing', {}, {}, ['unchanged'], 1, 'FSM-01 unchanged'],
  ['bold only', { says: 'It MUST.' }, { statement: bold }, ['unchanged'], 1, 'FSM-01 unchanged'],
  ['white space only', { says: 'It  MUST.' }, { says: 'It MUST. ' }, ['unchanged'], 1, 'FSM-01 unchanged'],
  ['the statement', { says: 'Within 5 minutes.' }, { says: 'Within 30 minutes.' }, ['reworded'], 3, 'FSM-01 reworded'],
  ['a comma', { says: 'Eat, children.' }, { says: 'Eat children.' }, ['reworded'], 3, 'FSM-01 reworded'],
  ['the test', { test: 'Look.' }, { test: 'Look twice.' }, ['reworded'], 3, 'FSM-01 reworded (test only)'],
  ['the evidence', {}, { evidence: 'A log.' }, ['reworded'], 3, 'FSM-01 reworded (evidence only)'],
  ['the rationale', { rationale: 'Because.' }, { rationale: 'For a reason.' }, ['reworded'], 2, 'FSM-01 reworded (rationale only)'],
  ['a link', { statement: linked('https://a.example') }, { statement: linked('https://b.example') }, ['reworded'], 3, 'FSM-01 reworded (where a link leads)'],
  ['applies to', {}, { appliesTo: 'nation=Wales' }, ['applicability changed'], 3, 'FSM-01 applicability changed, everyone to councils in Wales'],
  ['met by', { metBy: 'supplier' }, { metBy: 'council digital,supplier' }, ['met-by changed'], 3,
    'FSM-01 met-by changed, supplier to council digital and supplier'],
  ['the level in words only', { says: 'It MUST.' }, { says: 'It MAY.' }, ['reworded'], 3, 'FSM-01 reworded'],
  ['level and words', { level: 'MUST', says: 'It MUST be quick.' }, { level: 'SHOULD', says: 'It SHOULD be fast.' }, ['weakened', 'reworded'], 3,
    'FSM-01 weakened, MUST to SHOULD; reworded'],
  ['level, words, whom and who', { level: 'MAY', says: 'A.' }, { level: 'MUST', says: 'B.', appliesTo: 'nation=Wales', metBy: 'supplier' },
    ['strengthened', 'reworded', 'applicability changed', 'met-by changed'], 3,
    'FSM-01 strengthened, MAY to MUST; reworded; applicability changed, everyone to councils in Wales; met-by changed, nobody named yet to supplier'],
])('CO-21 when %s changed it says so', (_what, before, after, kinds, kind, sentence) => {
  expect(one(before, after).requirements[0]).toMatchObject({ kinds, class: kind, sentence })
})

test('CO-22 added is class 4, removed is class 3, and each stands where it stood', () => {
  const { requirements, class: overall } = compare(
    [requirement('r1'), requirement('r2'), requirement('r3')], [requirement('r0', { level: 'SHOULD' }), requirement('r1'), requirement('r4')])
  expect(requirements.map((change) => [change.sentence, change.class])).toEqual([
    ['FSM-00 added, SHOULD', 4], ['FSM-01 unchanged', 1], ['FSM-02 removed, was MUST', 3], ['FSM-03 removed, was MUST', 3], ['FSM-04 added, MUST', 4],
  ])
  expect(overall).toBe(4)
})

test('CO-23 only what changed its place has moved, not what stands after something put in', () => {
  const ids = ['r1', 'r2', 'r3', 'r4', 'r5']
  const before = ids.map((id) => requirement(id))
  expect(tallyOf(compare(before, [requirement('r9'), heading('h1', 'New'), ...before]))).toEqual([{ kind: 'added', count: 1 }, { kind: 'unchanged', count: 5 }])
  const { requirements } = compare(before, ['r2', 'r3', 'r4', 'r1', 'r5'].map((id) => requirement(id)))
  expect(requirements.map((change) => change.kinds[0])).toEqual(['unchanged', 'unchanged', 'unchanged', 'moved', 'unchanged'])
  expect(requirements[3]!.sentence).toBe('FSM-01 moved within its section')
})

test('CO-23 moving to another section names both', () => {
  const [h1, h2] = [heading('h1', 'Form'), heading('h2', 'Data')]
  const { requirements, class: overall } = compare(
    [h1, requirement('r1'), requirement('r2'), h2, requirement('r3')], [h1, requirement('r2'), h2, requirement('r3'), requirement('r1')])
  expect(requirements.map((change) => change.sentence)).toEqual(['FSM-02 unchanged', 'FSM-03 unchanged', 'FSM-01 moved, from “Form” to “Data”'])
  expect(overall).toBe(1)
})

test('CO-24 what changes outside requirements is class 2', () => {
  const { around, requirements, class: overall } = compare(
    [note('n1', 'The limit is £7,400.'), requirement('r1'), note('n2', 'Gone.'), note('n3', 'Same.')],
    [note('n1', 'The limit ended.'), requirement('r1'), note('n4', 'Same.'), { type: 'paragraph', attrs: { id: 'p1' }, content: [] }])
  expect(around.map((change) => [change.sentence, change.class])).toEqual([
    ['A note changed: “The limit ended.”', 2], ['A note removed: “Gone.”', 2],
  ])
  expect([requirements[0]!.kinds, overall]).toEqual([['unchanged'], 2])
})

test('CO-24 another title is class 2', () => {
  const content = [requirement('r1')]
  expect(compareVersions({ title: 'A', content }, { title: 'B', content })).toMatchObject({ class: 2, title: { before: 'A', after: 'B' }, proposal: 'editorial' })
})

test.each<[string, Comparison, string, string]>([
  ['another rationale', one({}, { rationale: 'Why.' }), 'editorial', '1.3'],
  ['something added', compare([], [requirement('r1')]), 'minor', '1.3'],
  ['something weakened', one({ level: 'MUST' }, { level: 'SHOULD' }), 'minor', '1.3'],
  ['another statement', one({ says: 'A' }, { says: 'B' }), 'minor', '1.3'],
  ['something strengthened', one({ level: 'SHOULD' }, { level: 'MUST' }), 'major', '2.0'],
  ['something reversed', one({ level: 'MUST' }, { level: 'MUST NOT' }), 'major', '2.0'],
  ['something removed', compare([requirement('r1')], []), 'major', '2.0'],
  ['somebody else to act', one({ metBy: 'supplier' }, { metBy: 'council digital' }), 'major', '2.0'],
])('CO-25 when there is %s the next number follows', (_what, comparison, proposal, number) => {
  const next = proposedNumber({ major: 1, minor: 2 }, comparison.proposal)
  expect([comparison.proposal, `${next.major}.${next.minor}`]).toEqual([proposal, number])
  expect(proposedNumber({ major: 0, minor: 4 }, comparison.proposal)).toEqual({ major: 0, minor: 5 })
})

test('CO-26 a requirement without a ref is named by its first words', () => {
  const said = `The form MUST ${'work well '.repeat(10)}`
  expect(compare([], [requirement('r1', { ref: null, says: said })]).requirements[0]!.sentence)
    .toBe('“The form MUST work well work well work well work well work…” added, MUST')
})

test('CO-27 any text compared with itself is unchanged, and with nothing is added, whole', () => {
  fc.assert(fc.property(document.map((given) => withUniqueIds(given)), ({ content }) => {
    const same = compare(content, structuredClone(content))
    expect(same.class).toBe(1)
    expect(same.around).toEqual([])
    expect(same.requirements.every((change) => change.kinds.join() === 'unchanged')).toBe(true)
    const [all, none] = [compare([], content), compare(content, [])]
    expect(all.requirements.every((change) => change.kinds.join() === 'added')).toBe(true)
    expect(none.requirements).toHaveLength(all.requirements.length)
  }))
})
