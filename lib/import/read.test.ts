import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { requirementsOf } from '../document/requirements'
import { plainText } from '../document/plain-text'
import type { NodeJson } from '../document/types'
import { onePixel, openDocumentFile, wordFile, wordImage, wordParagraph, wordRun } from './fixtures/files'
import type { Imported } from './imported'
import { readFile } from './read'

async function read(name: string, given: string | Uint8Array): Promise<Imported> {
  const result = await readFile({ name, bytes: typeof given === 'string' ? strToU8(given) : given })
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

async function refusalOf(name: string, given: string | Uint8Array) {
  const result = await readFile({ name, bytes: typeof given === 'string' ? strToU8(given) : given })
  return result.ok ? 'taken' : result.refusal
}

/** The shape of a text in one line a block. */
const shape = ({ document }: Imported) => document.content.map(drawn)
function drawn(node: NodeJson): string {
  if (['bulletList', 'orderedList', 'listItem', 'table', 'tableRow', 'tableHeader', 'tableCell', 'blockquote', 'note', 'term'].includes(node.type)) {
    return `${node.type}(${(node.content ?? []).map(drawn).join(' ')})`
  }
  if (node.type === 'requirement') return `${node.attrs?.level}: ${plainText(node).replace(/\n/g, ' / ')}`
  return node.type === 'heading' ? `h${node.attrs?.level} ${plainText(node)}` : node.type === 'paragraph' ? plainText(node) : `${node.type} ${plainText(node)}`.trim()
}
const levelsAnd = (imported: Imported) => requirementsOf(imported.document).map((view) => `${view.level}: ${view.statement.text}`)

test('IM-1 Markdown keeps sections, lists, tables, code, quotations and links', async () => {
  const imported = await read('a.md', [
    '# A standard', '', 'Words with **bold**, `code` and [a link](https://example.org/a).', '', '## Lists', '', '- one', '  - within', '- two', '', '3. three', '',
    '| A | B |', '|---|---|', '| 1 | 2 |', '', '> quoted', '', '```yaml', 'a: 1', '```', '', '---', '', '##### Deep',
  ].join('\n'))
  expect(imported.title).toBe('A standard')
  expect(shape(imported)).toEqual([
    'Words with bold, code and a link.', 'h2 Lists', 'bulletList(listItem(one bulletList(listItem(within))) listItem(two))', 'orderedList(listItem(three))',
    'table(tableRow(tableHeader(A) tableHeader(B)) tableRow(tableCell(1) tableCell(2)))', 'blockquote(quoted)', 'codeBlock a: 1', 'horizontalRule', 'h4 Deep',
  ])
  expect(imported.document.content[3]!.attrs?.start).toBe(3)
  expect(imported.found).toMatchObject({ sections: 2, lists: 3, tables: 1, links: 1, requirements: 0 })
})

test('IM-2 links within the file lead to what those places became; links that lead nowhere from here are text, and told', async () => {
  const { document, found } = await read('a.md', '# T\n\n[there](#over-there) [gone](#gone) [old](../x.md)\n\n## Over there\n\nEnd')
  const heading = document.content.find((block) => block.type === 'heading')!
  const linked = document.content[0]!.content!.filter((node) => node.marks)
  expect(linked).toEqual([{ type: 'text', text: 'there', marks: [{ type: 'link', attrs: { href: `#${heading.attrs?.id}` } }] }])
  expect(found.dropped).toEqual(expect.arrayContaining([
    'A link to a place that is not in the file became text: “#gone”.', 'A link within its old site became text: “../x.md”.',
  ]))
})

test('IM-3 scripts, styles, handlers, frames, forms and images from elsewhere are left out, and told', async () => {
  const imported = await read('a.html', `<html><head><title>Page</title><style>p{}</style><script src="x.js"></script></head><body onload="x()">
    <p style="position:fixed" onclick="x()" class="x">Kept <a href="javascript:alert(1)">bad</a> <a href="JAVA\nSCRIPT:x">worse</a>
    <a href="data:text/html,x">data</a> <a href="https://example.org" target="_blank" onclick="x()">good</a></p>
    <script>alert(1)</script><iframe src="https://evil.example"></iframe><svg><script>x</script></svg><object data="x"></object>
    <img src="https://evil.example/pixel.gif"><img src="https://example.org/map.png" alt="The map"><img src="data:image/svg+xml;base64,AAAA" alt="">
    <form><input value="x"><p>In a form</p></form><div hidden>secret</div><math><mi>x</mi></math></body></html>`)
  const text = JSON.stringify(imported.document)
  expect(text).not.toMatch(/script|onclick|onload|style|evil|secret|svg|target/i)
  expect(text.match(/"href":"[^"]*"/g)).toEqual(['"href":"https://example.org"'])
  expect(imported.document.content).toContainEqual({ type: 'image', attrs: { id: expect.any(String), src: '', alt: 'The map' } })
  expect(imported.found.dropped.join('\n')).toMatch(/A style sheet.*\n2 scripts.*\n.*3 links.*\n.*embedded.*\n?/s)
  expect(imported.title).toBe('Page')
})

test('IM-4 a heading in a list or a table is a paragraph; ragged tables come out square', async () => {
  const imported = await read('a.html', '<ul><li><h3>In a list</h3><p>x</p></li></ul><table><tr><td rowspan=9>a<td>b</tr><tr></tr><tr><td>c<td>d<td colspan=99>e</table>')
  expect(shape(imported)[0]).toBe('bulletList(listItem(In a list x))')
  const rows = imported.document.content[1]!.content!
  const across = (row: NodeJson) => row.content!.reduce((sum, cell) => sum + Number(cell.attrs?.colspan), 0)
  expect(rows.map(across)).toEqual([102, 101])
  expect(rows[0]!.content![0]!.attrs).toEqual({ colspan: 1, rowspan: 2 })
})

test('IM-5 notes and terms are what they say', async () => {
  const imported = await read('a.html', '<h2>Terms and definitions</h2><dl><dt>Council</dt><dd>A local authority.</dd></dl><h2>X</h2><div class="note"><p>Not binding: it MUST not count.</p></div>')
  expect(shape(imported)).toEqual(['h2 Terms and definitions', 'term(termName Council termDefinition A local authority.)', 'h2 X', 'note(Not binding: it MUST not count.)'])
  expect(imported.found).toMatchObject({ requirements: 0, notes: 1, terms: 1 })
})

test('IM-10 paragraphs and points that state a level in capitals are requirements; lower-case "must" is prose', async () => {
  const imported = await read('a.md', [
    '# T', '', 'You must read this.', '', 'The form MUST work.', '', 'It MUST NOT ask twice.', '', '- The page SHOULD be quick', '- plain point', '- It MAY wait', '',
    'EVERYTHING HERE MUST SHOUT.', '', 'The key words "MUST", "SHOULD" and "MAY" are to be read as in RFC 2119.', '', '> It MUST be quoted.',
  ].join('\n'))
  expect(levelsAnd(imported)).toEqual([
    'MUST: The form MUST work.', 'MUST NOT: It MUST NOT ask twice.', 'SHOULD: The page SHOULD be quick', 'MAY: It MAY wait',
  ])
  expect(shape(imported)[0]).toBe('You must read this.')
  expect(shape(imported)[4]).toBe('bulletList(listItem(plain point))')
  expect(imported.found.byLevel).toEqual({ 'MUST': 1, 'MUST NOT': 1, 'SHOULD': 1, 'SHOULD NOT': 0, 'MAY': 1, 'not specified': 0 })
})

test('IM-11 SHALL is MUST; lower-case "shall" binds in a point, and in prose only where nothing is in capitals', async () => {
  expect(levelsAnd(await read('a.md', '# T\n\nIt SHALL work.\n\nWe shall see.\n\n- It shall not stop.'))).toEqual(['MUST: It SHALL work.', 'MUST NOT: It shall not stop.'])
  expect(levelsAnd(await read('a.md', '# T\n\nThe supplier shall answer.\n\nIt works.'))).toEqual(['MUST: The supplier shall answer.'])
})

test('IM-12 a level in brackets at the end counts before the words, and is then held beside them', async () => {
  expect(levelsAnd(await read('a.md', '# T\n\n- It shall log **all (REQUIRED)**\n- It should tell (OPTIONAL).\n- A note [RECOMMENDED]'))).toEqual([
    'MUST: It shall log all', 'MAY: It should tell', 'SHOULD: A note',
  ])
})

test('IM-13 the same requirement listed twice counts once', async () => {
  const imported = await read('a.md', '# T\n\n- It MUST log.\n- It MUST log\n- It MUST stop.')
  expect(levelsAnd(imported)).toEqual(['MUST: It MUST log.', 'MUST: It MUST stop.'])
  expect(imported.found.dropped).toContain('A requirement listed twice counts once: “It MUST log”.')
})

test('IM-14 a heading that states a level is the requirement, what follows is its rationale, and a list of links to it is none', async () => {
  const imported = await read('a.md', [
    '# T', '', '## Requirements', '', '- [A form MUST have a Name](#a-form-must-have-a-name)', '', '### A form MUST have a name', '', 'It MUST be short.', '', '- why', '', '## Next', '', 'x',
  ].join('\n'))
  expect(shape(imported)).toEqual(['h2 Requirements', 'bulletList(listItem(A form MUST have a Name))', 'MUST: A form MUST have a name / It MUST be short. / why', 'h2 Next', 'x'])
  const [view] = requirementsOf(imported.document)
  expect(view!.rationale?.text).toBe('It MUST be short.\nwhy')
  expect(JSON.stringify(imported.document.content[1])).toContain(`"href":"#${view!.id}"`)
})

test('IM-15 levels in a column: each row is a requirement, with its number, test and who meets it', async () => {
  const imported = await read('a.md', [
    '| Ref | Requirement | Priority | Test | Met by |', '|---|---|---|---|---|', '| FSM-01 | Link to the form. | Must | Follow it. | Supplier |',
    '| FSM-02 | Ask for proof. | MUST NOT | | |', '| FSM-03 | Keep it. | | | |', '| FSM-04 | Wait. | Optional | | council digital; supplier |',
  ].join('\n'))
  expect(levelsAnd(imported)).toEqual([
    'MUST: Link to the form.\nListed as FSM-01', 'MUST NOT: Ask for proof.\nListed as FSM-02', 'not specified: Keep it.\nListed as FSM-03', 'MAY: Wait.\nListed as FSM-04',
  ])
  const views = requirementsOf(imported.document)
  expect([views[0]!.test?.text, views[0]!.metBy, views[3]!.metBy]).toEqual(['Follow it.', ['supplier'], ['council digital', 'supplier']])
  expect(imported.proposedRefs[views[1]!.id]).toBe('FSM-02')
  expect(imported.found.tables).toBe(0)
})

test('IM-16 a column of 1, 2, 3 says nothing about what binds: the level is not specified, never MAY, and the number is kept', async () => {
  const imported = await read('a.md', '| # | Description | Level |\n|---|---|---|\n| **1.1** | Verify that it is encoded. | 2 |\n| **1.2** | Verify that it is decoded. | 3 |')
  expect(levelsAnd(imported)).toEqual(['not specified: Verify that it is encoded.\nListed as 1.1 · Level: 2', 'not specified: Verify that it is decoded.\nListed as 1.2 · Level: 3'])
})

test('IM-17 other tables stay tables', async () => {
  const imported = await read('a.md', '| Name | Description | Status |\n|---|---|---|\n| AES | A cipher | approved |\n\n| Endpoint | Status |\n|---|---|\n| /a | OPTIONAL |')
  expect(imported.found).toMatchObject({ tables: 2, requirements: 0 })
})

test('IM-18 where requirements are numbered in a table, prose around them is left as text, and told', async () => {
  const imported = await read('a.md', '| # | Description |\n|---|---|\n| 1 | Do it. |\n| 2 | Do that. |\n\nThis MUST be prose.\n\n- A point MUST count.\n- A point shall not.')
  expect(levelsAnd(imported)).toEqual(['not specified: Do it.\nListed as 1', 'not specified: Do that.\nListed as 2', 'MUST: A point MUST count.'])
  expect(imported.found.dropped.join()).toContain('outside the numbered requirements was left as text: “This MUST be prose.”')
})

test('IM-19 forewords, scopes and notes carry no requirement', async () => {
  const imported = await read('a.md', '# T\n\n## 1. Scope\n\nIt MUST be small.\n\n### Within\n\n- It MUST be.\n\n## 2 Duties\n\nIt MUST be large.')
  expect(levelsAnd(imported)).toEqual(['MUST: It MUST be large.'])
})

test('IM-20 a sentence that ends in a colon takes its list along', async () => {
  expect(levelsAnd(await read('a.md', '# T\n\nThe page MUST show:\n\n- one\n- two\n\nEnd'))).toEqual(['MUST: The page MUST show:\none\ntwo'])
})

test('IM-30 Word: headings, numbered lists, tables, links, images, and tracked changes as accepted', async () => {
  const cell = (text: string) => `<w:tc>${wordParagraph(text)}</w:tc>`
  const imported = await read('a.docx', wordFile({
    body: wordParagraph('Minimum standard', { style: 'Title' }) + wordParagraph('Form', { style: 'heading1' }) + wordParagraph('one', { numbered: true }) + wordParagraph('two', { numbered: true })
      + `<w:tbl><w:tr>${cell('A')}${cell('B')}</w:tr><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl>`
      + `<w:p>${wordRun('The form ')}<w:del w:id="1">${'<w:r><w:delText>MAY</w:delText></w:r>'}</w:del><w:ins w:id="2">${wordRun('MUST')}</w:ins>${wordRun(' work.')}</w:p>`
      + `<w:p><w:fldSimple w:instr="SEQ">${wordRun('Figure 1')}</w:fldSimple></w:p>`
      + `<w:p><w:hyperlink r:id="h1">${wordRun('a link')}</w:hyperlink></w:p>${wordImage('i1', 'embed')}${wordImage('i2', 'link')}`,
    relations: '<Relationship Id="h1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/" TargetMode="External"/>'
      + '<Relationship Id="i1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>'
      + '<Relationship Id="i2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/>',
    extra: { 'word/media/a.png': onePixel, 'word/vbaProject.bin': strToU8('x') },
  }).slice()).catch((error: Error) => error.message)
  // An image from outside the file makes the whole file refused or is passed over; it is never read.
  expect(JSON.stringify(imported)).not.toContain('root:')
  if (typeof imported === 'string') throw new Error(imported)
  expect(imported.title).toBe('Minimum standard')
  expect(shape(imported)).toEqual(expect.arrayContaining([
    'h1 Form', 'orderedList(listItem(one) listItem(two))', 'table(tableRow(tableCell(A) tableCell(B)) tableRow(tableCell(1) tableCell(2)))', 'MUST: The form MUST work.', 'Figure 1', 'a link', 'image A chart',
  ]))
  expect(imported.document.content.filter((block) => block.type === 'image' && String(block.attrs?.src).startsWith('data:image/png'))).toHaveLength(1)
  expect(imported.found.dropped).toEqual(expect.arrayContaining(['A macro was left out.', 'Tracked changes (2) were taken as accepted.']))
})

test('IM-31 OpenDocument: headings, lists within lists, tables, links, images, and deletions gone', async () => {
  const imported = await read('a.odt', openDocumentFile(`<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
    <text:p text:style-name="P1">Minimum standard</text:p><text:h text:outline-level="2">Form</text:h>
    <text:p>The <text:span text:style-name="B">form</text:span><text:s text:c="2"/>MUST<text:line-break/>work. <text:a xlink:href="https://example.org/">link</text:a><office:annotation><text:p>hm</text:p></office:annotation></text:p>
    <text:list text:style-name="N"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>within</text:p></text:list-item></text:list></text:list-item></text:list><text:p/>
    <text:list text:style-name="N" text:continue-numbering="true"><text:list-item><text:p>two</text:p></text:list-item></text:list>
    <table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>A</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
    <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
    <table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row></table:table>
    <text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A chart</svg:desc></draw:frame><draw:frame><draw:image xlink:href="http://evil.example/x.png"/></draw:frame></text:p></office:text>`,
  { 'Pictures/a.png': onePixel }))
  expect(imported.title).toBe('Minimum standard')
  expect(shape(imported)).toEqual([
    'Minimum standard', 'h2 Form', 'MUST: The form MUST / work. link', 'orderedList(listItem(one bulletList(listItem(within))) listItem(two))',
    'table(tableRow(tableHeader(A)) tableRow(tableCell(1) tableCell(2)))', 'image A chart',
  ])
  expect(imported.found.dropped).toEqual(expect.arrayContaining(['Tracked changes were taken as accepted.', 'A comment in the margin was left out.']))
})

test('IM-32 a spreadsheet or comma-separated file comes as tables', async () => {
  const sheet = await read('a.ods', openDocumentFile('<office:spreadsheet><table:table table:name="Points"><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'))
  expect(shape(sheet)).toEqual(['h2 Points', 'table(tableRow(tableCell(A)))'])
  expect(levelsAnd(await read('a.csv', 'req_id,req_description,L\nV1.1,"Verify, that <b>it</b> works",2\n'))).toEqual(['not specified: Verify, that <b>it</b> works\nListed as V1.1 · L: 2'])
})

const bomb = () => zipSync({ 'word/document.xml': new Uint8Array(4 * 1024 * 1024), '[Content_Types].xml': strToU8('<x/>') })

test.each<[string, string, () => string | Uint8Array, string]>([
  ['another kind of file', 'a.pdf', () => '%PDF', 'unsupported-file'], ['a file without an ending', 'a', () => 'x', 'unsupported-file'],
  ['an empty file', 'a.md', () => '', 'unreadable-file'], ['a Word file that is none', 'a.docx', () => 'hello', 'unreadable-file'],
  ['a broken archive', 'a.docx', () => wordFile({ body: '' }).slice(0, 300), 'unreadable-file'], ['an archive without a text', 'a.docx', () => zipSync({ 'x.xml': strToU8('x') }), 'unreadable-file'],
  ['a broken text', 'a.docx', () => wordFile({ body: '', document: '<w:document' }), 'unreadable-file'],
  ['an old Word file', 'a.docx', () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'unreadable-file'], ['a binary named Markdown', 'a.md', () => Uint8Array.of(65, 0, 66), 'unreadable-file'],
  ['a zip bomb', 'a.docx', bomb, 'too-large'], ['a file over 20 MB', 'a.md', () => new Uint8Array(20 * 1024 * 1024 + 1).fill(97), 'too-large'],
  ['entities in Word', 'a.docx', () => wordFile({ body: '', document: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>' }), 'unreadable-file'],
  ['entities in OpenDocument', 'a.odt', () => zipSync({ 'content.xml': strToU8('<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>') }), 'unreadable-file'],
  ['a file with a password', 'a.odt', () => openDocumentFile('', { 'META-INF/manifest.xml': strToU8('<manifest:encryption-data/>') }), 'unreadable-file'],
])('IM-40 %s is refused in words', async (_what, name, make, code) => {
  const refusal = await refusalOf(name, make())
  expect(refusal).toMatchObject({ code, field: 'file', message: expect.stringMatching(/^[A-Z].{20,}\.$/s) })
}, 60_000)

test('IM-41 a page nested twenty thousand deep is flattened, not overflowed by', async () => {
  const deep = await read('a.html', `${'<div>'.repeat(20_000)}<p>bottom</p>${'<ul><li>'.repeat(5_000)}end`)
  expect(plainText({ type: 'doc', content: deep.document.content })).toContain('bottom')
  expect((await read('a.html', `${'<blockquote>'.repeat(100)}<p>bottom</p>`)).found.dropped).toBeDefined()
}, 60_000)

test('IM-42 control characters and half surrogates do not get through', async () => {
  const imported = await read('a.html', '<p>a&#0;b\u0001c\u0008</p><pre>x\u0000</pre>'.replace('\u0000', '&#0;'))
  expect(JSON.stringify(imported.document)).not.toMatch(/\\u000[0-8]/)
})
