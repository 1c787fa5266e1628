import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { DocumentJson, MarkJson, NodeJson } from '@/lib/document/types'
import { ContentsList, contentsOf } from './contents-list'
import { DocumentView } from './document-view'

const words = (text: string, ...marks: MarkJson[]): NodeJson => ({ type: 'text', text, ...(marks.length ? { marks } : {}) })
const paragraph = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content })
const heading = (id: string, text: string, level = 1): NodeJson => ({ type: 'heading', attrs: { id, level }, content: [words(text)] })
const requirement = (attrs: Record<string, unknown>, ...parts: NodeJson[]): NodeJson => ({
  type: 'requirement',
  attrs: { id: 'k3jf8a2b9c4d', ref: 'FSM-09', level: 'MUST', metBy: 'council digital,supplier', appliesTo: '', ...attrs },
  content: parts.length ? parts : [{ type: 'requirementStatement', content: [paragraph(words('The form MUST work.'))] }],
})
const show = (...content: NodeJson[]) => renderToStaticMarkup(<DocumentView content={{ type: 'doc', content }} />)

test('a requirement can be linked to by its ref, and says level, who meets it and whom it applies to', () => {
  const html = show(requirement({ appliesTo: 'nation=Wales' }))
  expect(html).toContain('<article id="FSM-09"')
  expect(html).toContain('href="#FSM-09"')
  expect(html).toMatch(/>MUST<\/span><\/span> The form MUST work\./)
  expect(html).toContain('Met by: Council digital and supplier')
  expect(html).toContain('Applies to: Councils in Wales')
})

test('a live draft’s refs come from beside the text; a requirement without one is linked by its id', () => {
  const drafted = requirement({ ref: null })
  expect(renderToStaticMarkup(<DocumentView content={{ type: 'doc', content: [drafted] }} refs={{ k3jf8a2b9c4d: 'FSM-11' }} />)).toContain('id="FSM-11"')
  expect(show(drafted)).toContain('id="k3jf8a2b9c4d"')
})

test.each(['', 'must', 'MAY ', '__proto__', 'constructor'])('the level %j is not specified, never MAY', (level) => {
  const html = show(requirement({ level }))
  expect(html).toContain('level not specified')
  expect(html).not.toMatch(/>(MAY|MUST)<\/span>/)
})

test('rationale, test and evidence fold under one disclosure that names what is there', () => {
  const part = (type: string, text: string): NodeJson => ({ type, content: [paragraph(words(text))] })
  const html = show(requirement({}, part('requirementStatement', 'One duty.'), part('requirementRationale', 'Why.'), part('requirementEvidence', 'A log.')))
  expect(html.match(/<details/g)).toHaveLength(1)
  expect(html).toContain('>Rationale and evidence</summary>')
  expect(show(requirement({}))).not.toContain('<details')
})

test('headings stand under the page’s title with their ids, and the contents list links to them', () => {
  const document: DocumentJson = { type: 'doc', content: [heading('aaaaaaaaaaaa', 'Finding'), heading('bbbbbbbbbbbb', 'Deeper', 2), heading('cccccccccccc', 'Too deep', 3)] }
  expect(renderToStaticMarkup(<DocumentView content={document} />)).toMatch(/<h2 id="aaaaaaaaaaaa".*<h3 id="bbbbbbbbbbbb".*<h4 id="cccccccccccc"/)
  const contents = renderToStaticMarkup(<ContentsList entries={contentsOf(document)} />)
  expect(contents).toContain('href="#bbbbbbbbbbbb"')
  expect(contents).not.toContain('Too deep')
})

test('a wide table scrolls in a region that takes focus and has a name', () => {
  const cell = (type: string, text: string): NodeJson => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [paragraph(words(text))] })
  const html = show(heading('aaaaaaaaaaaa', 'Measures'), { type: 'table', content: [
    { type: 'tableRow', content: [cell('tableHeader', 'Measure')] }, { type: 'tableRow', content: [cell('tableCell', 'Take-up')] }] })
  expect(html).toMatch(/<div role="region" aria-label="Table: Measures" tabindex="0"/i)
  expect(html).toContain('<th scope="col"')
})

const hostile = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'vbscript:x',
  'data:text/html,<script>alert(1)</script>', '//evil.example', '/workspace', 'https:evil', 'file:///etc/passwd', { toString: () => 'javascript:x' }, 7, null,
]

test.each(hostile.map((href) => [href]))('the link address %j shows as words only', (href) => {
  expect(show(paragraph(words('read this', { type: 'link', attrs: { href } })))).not.toContain('<a')
})

test.each([...hostile, 'https://evil.example/pixel.png', 'data:image/svg+xml;base64,PHN2Zz4=', 'data:image/png;base64,AAAA" onerror="x'].map((src) => [src]))(
  'the picture address %j is never fetched; its words stay', (src) => {
    const html = show({ type: 'image', attrs: { src, alt: 'A chart' } })
    expect(html).not.toContain('<img')
    expect(html).toContain('[Image: A chart]')
  })

test('links away carry rel; a picture held in the text shows with its words', () => {
  expect(show(paragraph(words('x', { type: 'link', attrs: { href: 'https://example.org/a?b=1&c=2' } }))))
    .toContain('<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">')
  expect(show({ type: 'image', attrs: { src: 'data:image/png;base64,iVBORw0KGgo=', alt: 'A chart' } })).toContain('alt="A chart"')
})

test('no attribute of the text becomes an attribute of the page: no style, no handler, no script', () => {
  const nasty = { style: 'position:fixed', onclick: 'alert(1)', class: 'x', dangerouslySetInnerHTML: { __html: '<script>' }, id: '"><script>', ref: '" onfocus="x' }
  const html = show(
    { type: 'heading', attrs: { ...nasty, level: '<' }, content: [words('<script>alert(1)</script>')] }, requirement(nasty),
    { type: 'paragraph', attrs: nasty, content: [words('<b>', { type: 'bold', attrs: nasty }, { type: 'underline' as 'bold' })] },
    { type: 'script', content: [words('alert(1)')] }, { type: 'table', attrs: nasty, content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: '9e9' } }] }] })
  expect(html).not.toMatch(/<script|style=|onclick|onfocus|colspan|<b>/i)
})

test('nesting without end is cut, not followed', () => {
  let deep: NodeJson = paragraph(words('bottom'))
  for (let level = 0; level < 5000; level++) deep = { type: 'blockquote', content: [deep] }
  expect(show(deep)).not.toContain('bottom')
})

test('a link within the text leads to its block, whatever that is', () => {
  const to = (id: string) => paragraph(words(id, { type: 'link', attrs: { href: `#${id}` } }))
  const html = show(requirement({}), { ...paragraph(words('There')), attrs: { id: 'pppppppppppp' } }, { ...paragraph(words('Else')), attrs: { id: 'qqqqqqqqqqqq' } },
    heading('aaaaaaaaaaaa', 'H'), ...['k3jf8a2b9c4d', 'pppppppppppp', 'aaaaaaaaaaaa'].map(to))
  for (const id of ['k3jf8a2b9c4d', 'pppppppppppp', 'aaaaaaaaaaaa']) expect(html.match(new RegExp(` id="${id}"`, 'g'))).toHaveLength(1)
  expect(html).not.toContain('qqqqqqqqqqqq')
})
