import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Level } from '../document/levels'
import type { Block } from '../document/types'
import { compareVersions, proposedNumber } from './compare'

interface More { level?: Level; metBy?: string; appliesTo?: string; ref?: string | null }

/** `n` makes the id and the ref. */
const requirement = (n: number, says: string, more: More = {}): Block => ({
  type: 'requirement',
  attrs: { id: `r${n}`, ref: more.ref === undefined ? `FSM-${String(n).padStart(2, '0')}` : more.ref, level: more.level ?? 'MUST', metBy: more.metBy ?? '', appliesTo: more.appliesTo ?? '' },
  content: [{ type: 'requirementStatement', content: [{ type: 'paragraph', content: [{ type: 'text', text: says }] }] }],
})
const compare = (before: Block[], after: Block[]) => compareVersions({ title: 'T', content: before }, { title: 'T', content: after })
const sentences = (before: Block[], after: Block[]) => compare(before, after).requirements.map((change) => change.sentence)
const kindsOf = (before: Block[], after: Block[]) => compare(before, after).requirements.flatMap((change) => change.kinds)

const whole = 'Help to apply by phone MUST be offered on the start page and MUST use the same form and the same checks.'
const first = 'Help to apply by phone MUST be offered on the start page.'
const second = 'Help by phone MUST use the same form and the same checks.'

test('CO-40 a requirement whose words went to a new one was split; the first half keeps its id', () => {
  const compared = compare([requirement(9, whole)], [requirement(9, first), requirement(25, second)])
  expect(compared.requirements.map(({ sentence, kinds, class: kind }) => [sentence, kinds, kind])).toEqual([
    ['FSM-09 split into FSM-09 and FSM-25', ['split'], 3], ['FSM-25 split from FSM-09, MUST', ['split'], 3],
  ])
  expect([compared.class, compared.proposal]).toEqual([3, 'minor'])
  expect(proposedNumber({ major: 1, minor: 0 }, compared.proposal)).toEqual({ major: 1, minor: 1 })
})

test('CO-40 a half that binds more, others or elsewhere says so, and a kept half that says something new is reworded too', () => {
  expect(sentences([requirement(9, whole, { level: 'SHOULD', metBy: 'supplier' })],
    [requirement(9, first, { level: 'SHOULD', metBy: 'supplier' }), requirement(25, second, { level: 'MUST', metBy: 'council digital', appliesTo: 'nation=Wales' })])).toEqual([
    'FSM-09 split into FSM-09 and FSM-25',
    'FSM-25 split from FSM-09, MUST; strengthened, SHOULD to MUST; applicability changed, everyone to councils in Wales; met-by changed, supplier to council digital',
  ])
  expect(sentences([requirement(9, whole)], [requirement(9, `${first} Calls are free of charge, day and night.`), requirement(25, second)])[0])
    .toBe('FSM-09 split into FSM-09 and FSM-25; reworded')
  expect(compare([requirement(9, whole, { level: 'SHOULD' })], [requirement(9, first, { level: 'SHOULD' }), requirement(25, second)]).proposal).toBe('major')
})

test('CO-40 into three, and by first words where no ref was given yet', () => {
  const long = 'The start page MUST say who is eligible for the meals, what information is needed to apply on line, and how long a decision takes to arrive.'
  expect(sentences([requirement(2, long)], [requirement(2, 'The start page MUST say who is eligible for the meals.'),
    requirement(25, 'It MUST say what information is needed to apply on line.'), requirement(26, 'It MUST say how long a decision takes to arrive.', { ref: null })])[0])
    .toBe('FSM-02 split into FSM-02, FSM-25 and “It MUST say how long a decision takes to arrive.”')
})

test('CO-41 one that is gone, whose words stand now in another, was merged into it', () => {
  const compared = compare([requirement(9, first), requirement(10, second)], [requirement(9, whole)])
  expect(compared.requirements.map(({ sentence, kinds, class: kind }) => [sentence, kinds, kind])).toEqual([
    ['FSM-09 merged with FSM-10', ['merged'], 3], ['FSM-10 merged into FSM-09', ['merged'], 3],
  ])
  expect(compared.proposal).toBe('minor')
  expect(sentences([requirement(9, first, { level: 'SHOULD' }), requirement(10, second)], [requirement(9, whole, { level: 'SHOULD' })])[1])
    .toBe('FSM-10 merged into FSM-09; weakened, MUST to SHOULD')
})

test.each<[string, Block[], Block[], string[]]>([
  ['a copy', [requirement(9, whole)], [requirement(9, whole), requirement(25, whole)], ['unchanged', 'added']],
  ['a copy of a half, which the old one still says', [requirement(9, whole)], [requirement(9, `${whole} Calls are free.`), requirement(25, second)], ['reworded', 'added']],
  ['a second copy of the half that went', [requirement(9, whole)], [requirement(9, first), requirement(25, second), requirement(26, second)], ['split', 'split', 'added']],
  ['a new id for the same words', [requirement(9, whole)], [requirement(25, whole)], ['removed', 'added']],
  ['old words replaced by others, and put elsewhere', [requirement(9, whole)], [requirement(9, 'Letters are sent in Welsh and in English.'), requirement(25, whole)], ['reworded', 'added']],
  ['an addition that shares a phrase', [requirement(9, whole)],
    [requirement(9, first), requirement(25, 'Staff access MUST use the council’s own sign-in with the same checks as everywhere in the organisation.')], ['reworded', 'added']],
  ['three words that went over', [requirement(9, 'The form MUST be quick, safe, plain and kind.')], [requirement(9, 'The form MUST be quick and safe.'), requirement(25, 'Be plain and kind.')], ['reworded', 'added']],
])('CO-42 no split: %s', (_what, before, after, kinds) => {
  expect(kindsOf(before, after)).toEqual(kinds)
})

/** Words that no two of which are alike. */
const vocabulary = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,8}$/).filter((word) => !['must', 'shall', 'should', 'required'].includes(word)), { minLength: 12, maxLength: 24 })

test('CO-43 wherever a statement is cut in two, it is a split, and seen backwards a merger', () => {
  fc.assert(fc.property(vocabulary, fc.nat(), (words, chance) => {
    const cut = 5 + chance % (words.length - 9)
    const [before, after] = [[requirement(1, words.join(' '))], [requirement(1, words.slice(0, cut).join(' ')), requirement(2, words.slice(cut).join(' '))]]
    expect(kindsOf(before, after)).toEqual(['split', 'split'])
    expect(kindsOf(after, before)).toEqual(['merged', 'merged'])
  }))
})

test('CO-43 copies and additions of other words are never a split, whatever else is reworded', () => {
  fc.assert(fc.property(vocabulary, vocabulary, fc.nat(), (words, others, chance) => {
    const unrelated = others.filter((word) => !words.includes(word))
    const kept = words.slice(0, 3 + chance % (words.length - 3))
    const [old, copy] = [requirement(1, words.join(' ')), requirement(2, words.join(' '))]
    const all = [...kindsOf([old], [old, copy]), ...kindsOf([old], [requirement(1, kept.join(' ')), requirement(3, unrelated.join(' '))]),
      ...kindsOf([old, requirement(3, unrelated.join(' '))], [requirement(1, kept.join(' '))])]
    expect(all).not.toContain('split')
    expect(all).not.toContain('merged')
  }))
})
