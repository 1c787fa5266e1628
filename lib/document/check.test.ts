import fc from 'fast-check'
import { expect, test } from 'vitest'
import { document } from '@/tests/documents'
import { checkDocument, limits } from './check'
import { checkStructure } from './structure'
import type { NodeJson } from './types'

const doc = (...content: unknown[]) => ({ type: 'doc', content })
const p = (...content: unknown[]) => ({ type: 'paragraph', content })
const linked = (href: unknown) => doc(p({ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href } }] }))
const image = (src: unknown) => doc({ type: 'image', attrs: { src, alt: 'a' } })

const saidOf = (json: unknown) => { const checked = checkDocument(json); return checked.ok ? 'ok' : checked.refusal.code }

test('DO-30 every legal text passes', () => {
  fc.assert(fc.property(document, (given) => { expect(checkStructure(given)).toEqual({ ok: true, value: given }) }))
})

test.each<[string, unknown]>([
  ['nothing', null], ['a string', 'doc'], ['another root', { type: 'paragraph' }], ['content that is no list', { type: 'doc', content: {} }],
  ['an unknown node', doc({ type: 'script' })], ['a node of the prototype', doc({ type: 'constructor' })], ['a node without type', doc({})],
  ['null for a node', doc(null)], ['an unknown attribute', doc({ type: 'paragraph', attrs: { onclick: 'x()' } })],
  ['an attribute of the prototype', doc({ type: 'paragraph', attrs: JSON.parse('{"__proto__":1}') })],
  ['an unknown key', doc({ type: 'paragraph', html: '<b>' })],
  ['an unknown mark', doc(p({ type: 'text', text: 'a', marks: [{ type: 'mention' }] }))],
  ['an id that is none', doc({ type: 'paragraph', attrs: { id: '"><script>' } })],
  ['a level that is none', doc({ type: 'requirement', attrs: { level: 'WOULD' } })],
  ['a heading of level 7', doc({ type: 'heading', attrs: { level: 7 } })],
  ['met by somebody', doc({ type: 'requirement', attrs: { metBy: 'nobody' } })],
  ['an attribute that is an object', doc({ type: 'paragraph', attrs: { id: {} } })],
  ['a text that is a number', doc(p({ type: 'text', text: 1 }))], ['a text in a paragraph itself', doc({ type: 'paragraph', text: 'a' })],
  ['a character that cannot be stored', doc(p({ type: 'text', text: 'a\0' }))],
  ['a huge span', doc({ type: 'tableCell', attrs: { colspan: 1e9 } })],
  ['javascript: link', linked('javascript:alert(1)')], ['javascript link with a tab', linked('java\tscript:alert(1)')],
  ['data: link', linked('data:text/html,x')], ['relative link', linked('//evil.example/')], ['vbscript', linked(' vbscript:x')],
  ['a link that is an object', linked({})],
  ['an image from elsewhere', image('https://evil.example/pixel.gif')], ['an SVG', image('data:image/svg+xml;base64,AAAA')],
  ['an image that breaks out', image('data:image/png;base64,AA"onerror=x')],
])('DO-31 %s is refused', (_what, json) => {
  expect(saidOf(json)).toBe('invalid')
})

test.each<[string, unknown]>([
  ['http', linked('http://example.org/a?b#c')], ['mailto', linked('mailto:a@example.org')], ['a place in the text', linked('#FSM-09')],
  ['an embedded image', image('data:image/png;base64,iVBORw0KGgo=')],
])('DO-32 %s passes', (_what, json) => {
  expect(saidOf(json)).toBe('ok')
})

test('DO-33 a text nested ten thousand deep is refused, not overflowed by', () => {
  let deep: NodeJson = { type: 'paragraph' }
  for (let depth = 0; depth < 10_000; depth++) deep = { type: 'blockquote', content: [deep] }
  expect(saidOf(doc(deep))).toBe('invalid')
  let allowed: NodeJson = { type: 'paragraph' }
  for (let depth = 1; depth < limits.depth; depth++) allowed = { type: 'blockquote', content: [allowed] }
  expect(saidOf(doc(allowed))).toBe('ok')
  expect(saidOf(doc({ type: 'blockquote', content: [allowed] }))).toBe('invalid')
})

test('DO-34 a text larger than 10 MiB is refused', () => {
  const mebibyte = p({ type: 'text', text: 'a'.repeat(1024 * 1024) })
  expect(saidOf(doc(...Array.from({ length: 9 }, () => mebibyte)))).toBe('ok')
  expect(saidOf(doc(...Array.from({ length: 10 }, () => mebibyte)))).toBe('too-large')
})

test('DO-35 what stands where it cannot is told', () => {
  expect(checkStructure(doc({ type: 'requirement' }))).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  expect(checkStructure(doc({ type: 'blockquote', content: [{ type: 'heading', attrs: { level: 1 } }] }))).toMatchObject({ ok: false })
})
