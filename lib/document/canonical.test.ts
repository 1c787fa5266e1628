import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document, requirement } from '@/tests/documents'
import { canonicalJson, canonicalText, digestOf, parseCanonical, requirementDigest, requirementText } from './canonical'
import { withUniqueIds } from './ids'
import { plainText } from './plain-text'
import { markShapes, nodeShapes } from './shape'
import { schema } from './schema'
import type { Block, NodeJson } from './types'

const titled = (content: Block[]) => ({ title: 'Free school meals', content })

/** The same text written another way: keys turned round, texts cut in two, marks reversed, defaults left out. */
function rewritten(node: NodeJson): NodeJson {
  const content = node.content?.flatMap((child): NodeJson[] => {
    if (child.type !== 'text') return [rewritten(child)]
    const cut = Math.floor(child.text!.length / 2)
    const marks = child.marks && { marks: [...child.marks].reverse() }
    return [child.text!.slice(0, cut), child.text!.slice(cut)].map((text) => ({ text, ...marks, type: 'text' }))
  })
  const attrs = node.attrs && Object.fromEntries(
    Object.entries(node.attrs).reverse().filter(([name, value]) => value !== nodeShapes[node.type]?.[name]))
  return { ...(content ? { content } : {}), ...(attrs ? { attrs } : {}), type: node.type }
}

test('DO-20 canonical text does not depend on the order of keys, on where texts were split, or on the order of marks', () => {
  fc.assert(fc.property(document, ({ content }) => {
    expect(canonicalText(titled(content.map(rewritten)))).toBe(canonicalText(titled(content)))
  }))
})

test('DO-21 reading canonical text and writing it again gives the same bytes, also through the editor’s schema', () => {
  fc.assert(fc.property(document, ({ content }) => {
    const text = canonicalText(titled(content))
    expect(canonicalText(parseCanonical(text))).toBe(text)
    const held = schema.nodeFromJSON({ type: 'doc', content: parseCanonical(text).content }).toJSON() as { content: Block[] }
    expect(canonicalText(titled(held.content))).toBe(text)
  }))
})

test('DO-22 any other word, level, id or title is another digest', async () => {
  await fc.assert(fc.asyncProperty(document.map((given) => withUniqueIds(given)), fc.nat(), async ({ content }, n) => {
    const before = await digestOf(canonicalText(titled(content)))
    const texts: NodeJson[] = []
    const copy = structuredClone(content)
    const collect = (node: NodeJson) => { if (node.type === 'text') texts.push(node); node.content?.forEach(collect) }
    copy.forEach(collect)
    fc.pre(texts.length > 0)
    const one = texts[n % texts.length]!
    one.text += 'x'
    expect(await digestOf(canonicalText(titled(copy)))).not.toBe(before)
    expect(await digestOf(canonicalText({ title: 'Free school meal', content }))).not.toBe(before)
  }), { numRuns: 50 })
})

test('DO-23 letters composed in two ways are one text; half a surrogate is replaced', () => {
  const said = (text: string) => canonicalText(titled([{ type: 'paragraph', content: [{ type: 'text', text }] }]))
  expect(said('cafe\u0301')).toBe(said('caf\u00e9'))
  expect(said('a\ud83d')).toBe(said('a\ufffd'))
  const parted = canonicalText(titled([{ type: 'paragraph', content: [{ type: 'text', text: 'cafe' }, { type: 'text', text: '\u0301' }] }]))
  expect(parted).toBe(said('caf\u00e9'))
})

test('DO-24 canonical JSON is that of RFC 8785', async () => {
  expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }))
    .toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
  expect(canonicalJson({ b: [null, true, -0, 'a\u2028"\\\b'], a: undefined })).toBe('{"b":[null,true,0,"a\u2028\\"\\\\\\b"]}')
  expect(() => canonicalJson({ a: 0.5 })).toThrow()
  expect(await digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('DO-25 the whole of a small standard, to the letter', () => {
  expect(canonicalText({
    title: 'T',
    content: [{ type: 'requirement', attrs: { id: 'aaaabbbbcccc', ref: 'T-01', level: 'MUST' },
      content: [{ type: 'requirementStatement', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'It MUST.' }] }] }] }],
  })).toBe('{"accord":"standard","content":[{"attrs":{"appliesTo":"","id":"aaaabbbbcccc","level":"MUST","metBy":"","ref":"T-01"},"content":[{"content":'
    + '[{"attrs":{"id":null},"content":[{"text":"It MUST.","type":"text"}],"type":"paragraph"}],"type":"requirementStatement"}],"type":"requirement"}],'
    + '"schema":1,"title":"T"}')
})

test('DO-26 the digest of a requirement is of what it says, not of its ids and ref', async () => {
  await fc.assert(fc.asyncProperty(requirement, async (given) => {
    const copy = withUniqueIds({ type: 'doc', content: [structuredClone(given)] }).content[0]!
    copy.attrs = { ...copy.attrs, id: 'zzzzzzzzzzzz', ref: 'FSM-09' }
    expect(await requirementDigest(copy)).toBe(await requirementDigest(given))
    const other = { ...given, attrs: { ...given.attrs, level: given.attrs?.level === 'MAY' ? 'MUST' : 'MAY' } }
    expect(requirementText(other)).not.toBe(requirementText(given))
  }), { numRuns: 30 })
})

test('DO-27 an unknown node has no canonical form', () => {
  expect(() => canonicalText(titled([{ type: 'script' }]))).toThrow('script')
})

test('DO-28 the table of attributes is that of the schema', () => {
  const defaults = (attrs: Record<string, { default?: unknown }> | null | undefined) =>
    Object.fromEntries(Object.entries(attrs ?? {}).map(([name, spec]) => [name, spec.default]))
  expect(nodeShapes).toEqual(Object.fromEntries(Object.values(schema.nodes).map((node) => [node.name, defaults(node.spec.attrs as never)])))
  expect(markShapes).toEqual(Object.fromEntries(Object.values(schema.marks).map((mark) => [mark.name, defaults(mark.spec.attrs as never)])))
})

test('DO-29 plain text has a line for each block', () => {
  const p = (text: string): NodeJson => ({ type: 'paragraph', content: [{ type: 'text', text: text.slice(0, 1) }, { type: 'text', text: text.slice(1) }] })
  expect(plainText({ type: 'doc', content: [p('One'), { type: 'bulletList', content: [{ type: 'listItem', content: [p('two'), p('three')] }] }] }))
    .toBe('One\ntwo\nthree')
})
