import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirementsOf } from '../document/requirements'
import type { DocumentJson, NodeJson } from '../document/types'
import { readFile } from '../import/read'
import { versionMarkdown } from './markdown'

const head = {
  title: 'A standard', label: 'v1.0', groupName: 'a group', ownerPost: 'Head of Service', published: '11 January 2027', reviewDue: '11 January 2028',
  address: 'https://accord.example/standards/a/v1.0', digest: 'abc',
}

async function imported(name: string, bytes: Uint8Array) {
  const read = await readFile({ name, bytes })
  if (!read.ok) throw new Error(read.refusal.message)
  return read.value
}

const again = (document: DocumentJson) => imported('again.md', new TextEncoder().encode(versionMarkdown(head, document.content)))

const bare = (text: string) => text.replace(/\s+/g, ' ').trim()
const headings = (document: DocumentJson) => document.content.filter((node) => node.type === 'heading').length
const levelled = (document: DocumentJson) => requirementsOf(document).filter(({ level }) => level !== 'not specified')

const withRefs = (document: DocumentJson): DocumentJson => {
  let number = 0
  return { ...document, content: document.content.map((node) => node.type === 'requirement' ? { ...node, attrs: { ...node.attrs, ref: `X-${String(++number).padStart(2, '0')}` } } : node) }
}

const paragraph = (text: string): NodeJson => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const requirement = (level: string, statement: string, test: string): NodeJson => ({
  type: 'requirement', attrs: { id: 'k3jf8a2b9c4d', ref: null, level, metBy: 'supplier', appliesTo: '' },
  content: [{ type: 'requirementStatement', content: [paragraph(statement)] }, { type: 'requirementTest', content: [paragraph(test)] }],
})

test('EX-10 what was exported imports again: the same requirements at the same levels in the same sections', async () => {
  const document: DocumentJson = withRefs({ type: 'doc', content: [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Speed' }] }, requirement('MUST', 'It MUST be quick & safe, say <fast>.', 'Timed run'),
    requirement('SHOULD NOT', 'It SHOULD NOT ask twice.', 'Scripted run'), requirement('MAY', 'Green, if liked', 'None'),
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Care' }] }, paragraph('You must read this; it binds nobody.'), requirement('MUST NOT', 'It MUST NOT shout.', 'Listen'),
  ] })
  const { document: back, title } = await again(document)
  expect(title).toBe('A standard v1.0')
  expect(levelled(back).map(({ level, section }) => [level, section.at(-1)])).toEqual([['MUST', 'Speed'], ['SHOULD NOT', 'Speed'], ['MAY', 'Speed'], ['MUST NOT', 'Care']])
  expect(levelled(back).map(({ statement }) => bare(statement.text).replace(/^X-\d+ /, ''))).toEqual(['It MUST be quick & safe, say <fast>.', 'It SHOULD NOT ask twice.', 'Green, if liked', 'It MUST NOT shout.'])
})

const folder = ['../shared/data/standards', '../../shared/data/standards'].find(existsSync)
const real = ['09-govstack-consent-6-functional-requirements.md', '04-homeoffice-segas-managing-secrets.md', '11-huge-owasp-asvs-5.0.0.md']

test.skipIf(!folder).each(real)('EX-10 %s, imported, exported and imported again, keeps its sections, tables and links, and every duty that words state', async (file) => {
  const first = await imported(file, readFileSync(`${folder}/${file}`))
  const second = await again(withRefs(first.document))
  expect(headings(second.document)).toBe(headings(first.document))
  expect(second.found.tables).toBe(first.found.tables)
  // The head of the Markdown may add a link to where it came from.
  expect(second.found.links - first.found.links).toBeOneOf([0, 1])
  const kept = new Set(levelled(second.document).map(({ level, statement }) => `${level} ${bare(statement.text).replace(/^X-\d+ /, '')}`))
  expect(levelled(first.document).map(({ level, statement }) => `${level} ${bare(statement.text)}`).filter((duty) => !kept.has(duty))).toEqual([])
}, 60_000)
