import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { canonicalJson, canonicalText, normalNode, withoutIds } from '../document/canonical'
import { withUniqueIds } from '../document/ids'
import type { Block, NodeJson } from '../document/types'
import { longestAscending } from './order'
import { isChanged, redline, sideOf, type RedlineNode } from './redline'

const p = (id: string, ...content: (string | NodeJson)[]): Block => ({
  type: 'paragraph', attrs: { id }, content: content.map((one) => (typeof one === 'string' ? { type: 'text', text: one } : one)),
})
const bold = (text: string): NodeJson => ({ type: 'text', text, marks: [{ type: 'bold' }] })

/** `[+new+] [-old-] same`, a line for each block; `>` before what moved. */
function drawn(nodes: readonly RedlineNode[], inside?: string): string {
  return nodes.map((node) => {
    const change = node.change ?? inside
    if (node.type !== 'text') return `${node.moved ? '>' : ''}${drawn(node.content ?? [], change)}${inside === undefined ? '\n' : ''}`
    return change === 'insert' ? `[+${node.text}+]` : change === 'delete' ? `[-${node.text}-]` : node.text
  }).join('')
}
const lines = (before: Block[], after: Block[]) => redline(before, after).map((node) => drawn([node]).trim())

test('CO-30 blocks are paired by id, then their words compared', () => {
  expect(lines([p('a', 'Within 5 minutes of submission.'), p('b', 'Two')], [p('a', 'Within 30 minutes of submission.'), p('c', 'New'), p('b', 'Two')]))
    .toEqual(['Within [-5-][+30+] minutes of submission.', '[+New+]', 'Two'])
})

test('CO-30 what is gone stands where it stood', () => {
  expect(lines([p('a', 'One'), p('b', 'Two'), p('c', 'Three')], [p('a', 'One'), p('c', 'Three'), p('d', 'Four')]))
    .toEqual(['One', '[-Two-]', 'Three', '[+Four+]'])
})

test('CO-31 marks keep to their words; a word that only became bold is not a change', () => {
  expect(redline([p('a', 'It ', bold('MUST'), ' be.')], [p('a', 'It ', bold('SHOULD'), ' be.')])[0]!.content).toEqual([
    { type: 'text', text: 'It ' }, { ...bold('MUST'), change: 'delete' }, { ...bold('SHOULD'), change: 'insert' }, { type: 'text', text: ' be.' },
  ])
  expect(redline([p('a', 'It')], [p('a', bold('It'))]).some(isChanged)).toBe(false)
})

test('CO-32 a moved block is shown once, at its new place', () => {
  expect(lines([p('a', 'One'), p('b', 'Two'), p('c', 'Three')], [p('b', 'Two'), p('c', 'Three'), p('a', 'One!')])).toEqual(['Two', 'Three', '>One[+!+]'])
})

test('CO-33 a changed attribute tells what it was', () => {
  const requirement = (level: string): Block => ({
    type: 'requirement', attrs: { id: 'r', level, ref: level }, content: [{ type: 'requirementStatement', content: [p('s', 'It.')] }],
  })
  expect(redline([requirement('MUST')], [requirement('SHOULD')])).toMatchObject([{ attrs: { level: 'SHOULD' }, before: { level: 'MUST' } }])
  expect(redline([requirement('MUST')], [requirement('SHOULD')])[0]!.before).toEqual({ level: 'MUST' })
})

test('CO-34 a row put into a table leaves the others as they are', () => {
  const row = (id: string, text: string): NodeJson => ({ type: 'tableRow', content: [{ type: 'tableCell', content: [p(id, text)] }] })
  const table = (...rows: NodeJson[]): Block => ({ type: 'table', attrs: { id: 't' }, content: rows })
  const [merged] = redline([table(row('a', 'One'), row('b', 'Two'))], [table(row('c', 'New'), row('a', 'One'), row('b', 'Too'))])
  expect(merged!.content!.map((one) => [one.change, isChanged(one)])).toEqual([['insert', true], [undefined, false], [undefined, true]])
})

test('CO-35 a block written anew with other ids, word for word, is not a change', () => {
  expect(redline([p('a', 'One'), p('b', 'Two')], [p('x', 'One'), p('y', 'Two')]).some(isChanged)).toBe(false)
})

test('CO-36 taking every change gives the later text; taking none gives the earlier words', () => {
  const title = 'T'
  fc.assert(fc.property(document, document, fc.nat(), (given, another, n) => {
    const all = withUniqueIds({ type: 'doc', content: [...given.content, ...another.content] }).content
    const [content, other] = [all.slice(0, given.content.length), all.slice(given.content.length)]
    const at = n % (content.length + 1)
    const after = [...content.slice(at), ...other, ...content.slice(0, Math.max(at - 1, 0))]
    const merged = redline(content, after)
    expect(canonicalText({ title, content: sideOf(merged, 'after') })).toBe(canonicalText({ title, content: after }))
    const sorted = (blocks: readonly Block[]) => blocks.map((block) => canonicalJson(withoutIds(normalNode(block)))).sort()
    expect(sorted(sideOf(merged, 'before'))).toEqual(sorted(content))
  }))
})

test('CO-37 of a row of numbers the longest ascending run stays', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(40), { maxLength: 9 }), (numbers) => {
    const run = [...longestAscending(numbers)].sort((a, b) => a - b).map((at) => numbers[at]!)
    expect(run).toEqual([...run].sort((a, b) => a - b))
    let best = 0
    for (let subset = 0; subset < 1 << numbers.length; subset++) {
      const chosen = numbers.filter((_, at) => subset & (1 << at))
      if (chosen.every((number, at) => at === 0 || chosen[at - 1]! < number)) best = Math.max(best, chosen.length)
    }
    expect(run).toHaveLength(best)
  }))
})
