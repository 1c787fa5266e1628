import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { document } from '../../tests/documents'
import { plainText } from '../document/plain-text'
import type { MarkJson, NodeJson } from '../document/types'
import { blocksMarkdown, versionMarkdown } from './markdown'

const reader = new MarkdownIt({ html: true })

interface Read { text: string; tags: string[]; links: string[] }

function read(markdown: string): Read {
  const seen: Read = { text: '', tags: [], links: [] }
  const parser = new Parser({
    ontext: (text) => { seen.text += text },
    onopentag: (name, { href }) => { seen.tags.push(name); if (href) seen.links.push(href) },
  }, { decodeEntities: true })
  parser.end(reader.render(markdown))
  return seen
}

const bare = (text: string) => text.replace(/[\s\p{Cc}\u200b\u200e\ufeff\u2028\u2029]/gu, '')
const text = (words: string, ...marks: MarkJson[]): NodeJson => ({ type: 'text', text: words, ...(marks.length ? { marks } : {}) })
const paragraph = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content })
const bold: MarkJson = { type: 'bold' }
const italic: MarkJson = { type: 'italic' }

test('EX-5 every word of any text is read back from its Markdown, in order, whatever signs stand in it', () => {
  fc.assert(fc.property(document, ({ content }) => {
    for (const node of content.filter((one) => one.type !== 'requirement' && one.type !== 'note')) {
      expect(bare(read(blocksMarkdown([node])).text)).toBe(bare(plainText(node)))
    }
  }), { numRuns: 400 })
})

test.each(['# no heading', '1. no list', '1986. A great year', '- no list', '+ no', '> no quotation', '| no | table |', '```', '~~~', '***', '---', '===', '    code',
  '<script>alert(1)</script>', '<!-- x', '&amp; &copy;', '[x](javascript:alert(1))', '[x]: y', '![x](y)', '*a* _b_ **c**', '\\', 'a\\', '`a', 'a  ', '\ta', ': x', '![', 'https://example.org',
  '=', '-', '#', '1)', 'x\\\n', '$', '<https://evil.example>'])('EX-5 %j stays a paragraph of those very signs', (words) => {
    const html = read(blocksMarkdown([paragraph(text(words))]))
    expect(bare(html.text)).toBe(bare(words))
    expect(html.tags.filter((tag) => tag !== 'p')).toEqual([])
  })

test('EX-6 marks survive beside letters, signs and each other', () => {
  const html = reader.render(blocksMarkdown([paragraph(text('a'), text('b', bold), text('c', italic), text('(d)', bold, italic), text(' e ', bold), text('f`g', { type: 'code' }))]))
  expect(html).toBe('<p>a<strong>b</strong><em>c</em><strong><em>(d)</em></strong> <strong>e</strong> <code>f`g</code></p>\n')
})

test('EX-6 links keep their address; one that may not stand in a text is words', () => {
  const link = (href: string) => blocksMarkdown([paragraph(text('w', { type: 'link', attrs: { href } }))])
  expect(read(link('https://example.org/a_(b)?c=d&e=*f*')).links).toEqual(['https://example.org/a_(b)?c=d&e=*f*'])
  expect(link('javascript:alert(1)')).toBe('w')
  expect(read(blocksMarkdown([paragraph(text('wow!'), text('w', { type: 'link', attrs: { href: '#a' } }))])).tags).toEqual(['p', 'a'])
})

const requirement = (level: string, words: string): NodeJson => ({
  type: 'requirement', attrs: { ref: 'FSM-09', level, metBy: 'supplier', appliesTo: 'nation=Wales' },
  content: [{ type: 'requirementStatement', content: [paragraph(text(words))] }, { type: 'requirementTest', content: [paragraph(text('Timed run'))] }],
})

test('EX-7 a requirement reads with its ref, who meets it, and its level in brackets where its words do not say it', () => {
  expect(blocksMarkdown([requirement('SHOULD', 'It SHOULD be quick.')]))
    .toBe('**FSM-09** It SHOULD be quick.\n\n*Met by: supplier. Applies to: Councils in Wales.*\n\n*Test*: Timed run')
  expect(blocksMarkdown([requirement('SHOULD', 'Be quick.')])).toMatch(/^\*\*FSM-09\*\* Be quick\. \(SHOULD\)\n/)
  expect(blocksMarkdown([requirement('not specified', 'Be quick.')])).toMatch(/^\*\*FSM-09\*\* Be quick\.\n/)
})

test('EX-8 headings, lists within lists, tables and notes are those of Markdown', () => {
  const item = (...content: NodeJson[]): NodeJson => ({ type: 'listItem', content })
  const cell = (words: string): NodeJson => ({ type: 'tableCell', content: [paragraph(text(words))] })
  const list: NodeJson = { type: 'bulletList', content: [item(paragraph(text('one')), { type: 'orderedList', attrs: { start: 3 }, content: [item(paragraph(text('three')))] })] }
  const { tags } = read(blocksMarkdown([
    { type: 'heading', attrs: { level: 1 }, content: [text('Ends in ##')] }, list, list,
    { type: 'table', content: [{ type: 'tableRow', content: [cell('a|b'), cell('c')] }, { type: 'tableRow', content: [cell('d')] }] },
    { type: 'note', content: [paragraph(text('Explains.'))] }, { type: 'codeBlock', attrs: { language: 'x' }, content: [text('```\n<b>')] },
  ]))
  expect(tags.filter((tag) => tag !== 'p')).toEqual(['h2', 'ul', 'li', 'ol', 'li', 'ul', 'li', 'ol', 'li', 'table', 'thead', 'tr', 'th', 'th', 'tbody', 'tr', 'td', 'td',
    'blockquote', 'strong', 'pre', 'code'])
})

test('EX-9 a version opens with its title, number, owner, review date and digest', () => {
  const markdown = versionMarkdown({
    title: 'Free *school* meals', label: 'v1.0', groupName: 'A group', ownerPost: 'Head of Service', published: '11 January 2027', reviewDue: '11 January 2028',
    address: 'https://accord.example/standards/fsm/v1.0', digest: 'abc',
  }, [paragraph(text('Words.'))])
  expect(markdown).toMatch(/^# Free \\\*school\\\* meals v1\.0\n/)
  for (const said of ['11 January 2027 by A group', 'Owner: Head of Service', 'Review due: 11 January 2028', 'https://accord.example/standards/fsm/v1.0', '`abc`', '\n\nWords.\n']) {
    expect(markdown).toContain(said)
  }
})
