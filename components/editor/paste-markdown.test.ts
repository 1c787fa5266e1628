import { expect, test } from 'vitest'
import { markdownAsHtml } from './paste-markdown'

test('plain words are left to the ordinary paste', () => {
  expect(markdownAsHtml('Just words.\nAnd 3 more - no list.')).toBeNull()
})

test('headings, paragraphs and what stands in them', () => {
  expect(markdownAsHtml('## Finding *it* ##\nThe form **MUST** work,\nsee [the guide](https://example.org) and `a < b`.'))
    .toBe('<h2>Finding <em>it</em></h2><p>The form <strong>MUST</strong> work, see <a href="https://example.org">the guide</a> and <code>a &lt; b</code>.</p>')
})

test('lists nest by indentation and keep their kind', () => {
  expect(markdownAsHtml('- one\n  - deep\n- two\n1. first')).toBe(
    '<ul><li><p>one</p><ul><li><p>deep</p></li></ul></li><li><p>two</p></li></ul><ol><li><p>first</p></li></ol>')
})

test('tables, quotations, code and lines', () => {
  expect(markdownAsHtml('| a | b |\n|---|:-:|\n| 1 | 2 |')).toBe(
    '<table><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></table>')
  expect(markdownAsHtml('> quoted\n> on\n\n---')).toBe('<blockquote><p>quoted on</p></blockquote><hr>')
  expect(markdownAsHtml('```js\n<b>\n```\nafter')).toBe('<pre><code>&lt;b&gt;</code></pre><p>after</p>')
})

test('HTML in it stays words', () => {
  expect(markdownAsHtml('# <img src=x onerror=alert(1)>')).toBe('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>')
})
