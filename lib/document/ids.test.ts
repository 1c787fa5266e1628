import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { carriesId, idsOf, isBlockId, withUniqueIds } from './ids'
import type { DocumentJson, NodeJson } from './types'

const carriersIn = (node: { type: string; content?: NodeJson[] }): number =>
  (carriesId(node.type) ? 1 : 0) + (node.content ?? []).reduce((sum, child) => sum + carriersIn(child), 0)

test('DO-4 every block has an id, no two the same, whatever came in', () => {
  fc.assert(fc.property(document, fc.array(fc.nat(), { maxLength: 4 }), (given, copies) => {
    const copied: DocumentJson = { type: 'doc', content: [...given.content, ...copies.map((n) => given.content[n % given.content.length]!)] }
    const ids = idsOf(withUniqueIds(copied))
    expect(ids).toHaveLength(carriersIn(copied))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(isBlockId)).toBe(true)
  }))
})

test('DO-5 ids that are already unique stay as they are, through any move of blocks', () => {
  fc.assert(fc.property(document.map((given) => withUniqueIds(given)), fc.nat(), (given, n) => {
    expect(withUniqueIds(given)).toEqual(given)
    const at = n % given.content.length
    const moved: DocumentJson = { type: 'doc', content: [...given.content.slice(at), ...given.content.slice(0, at)] }
    expect(idsOf(withUniqueIds(moved)).sort()).toEqual(idsOf(given).sort())
  }))
})

test('DO-6 of two blocks with one id the later gets the new one', () => {
  const one = { type: 'paragraph', attrs: { id: 'aaaabbbbcccc' } }
  const ids = idsOf(withUniqueIds({ type: 'doc', content: [one, one, { type: 'paragraph', attrs: { id: '<b>' } }] }))
  expect(ids[0]).toBe('aaaabbbbcccc')
  expect(new Set(ids).size).toBe(3)
})
