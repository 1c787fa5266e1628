import { parseDocument } from 'htmlparser2'
import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { embeddedImage, openArchive, unreadable, xmlOf, type Archive } from './archive'
import type { Dropped } from './dropped'
import { type Read, readHtml } from './html'
import { readStyles, type Styles } from './open-document-styles'

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

const wanted = (name: string) => /^(content|styles|meta)\.xml$|^META-INF\/manifest\.xml$|^Pictures\//.test(name)

/** OpenDocument text (.odt) or tables (.ods), as they stand with every tracked change accepted. */
export function readOpenDocument(bytes: Uint8Array, dropped: Dropped): Read {
  const archive = openArchive(bytes, (name) => {
    if (/^(Basic|Scripts)\/.*\.xml$/i.test(name)) dropped.add('Macros were left out', 'Macros were left out')
    return wanted(name)
  })
  if (archive['META-INF/manifest.xml'] && xmlOf(archive, 'META-INF/manifest.xml').includes('encryption-data')) {
    throw unreadable('This file is protected by a password. Save it without one and try again.')
  }
  const page = parseDocument(xmlOf(archive, 'content.xml'), { xmlMode: true })
  const styles = readStyles([page, ...(archive['styles.xml'] ? [parseDocument(xmlOf(archive, 'styles.xml'), { xmlMode: true })] : [])])
  const writer = new OpenDocumentWriter(archive, styles, dropped)
  const html = writer.write(page.children)
  const title = archive['meta.xml'] ? /<dc:title>([^<]*)<\/dc:title>/.exec(xmlOf(archive, 'meta.xml'))?.[1] ?? '' : ''
  return { blocks: readHtml(html, dropped).blocks, title: writer.title || title }
}

const isList = (node: ChildNode): node is Element => isTag(node) && node.name === 'text:list'
const isBlank = (node: ChildNode) => isText(node) ? node.data.trim() === '' : isTag(node) && node.name === 'text:p' && node.children.length === 0

/** A list that says it goes on, parted from the one before by empty lines only, is the same list. */
function joined(nodes: readonly ChildNode[]): ChildNode[] {
  const out: ChildNode[] = []
  let blank: ChildNode[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (isBlank(node)) { blank.push(node); continue }
    const goesOn = isList(node) && node.attribs['text:continue-numbering'] === 'true' && last !== undefined && isList(last)
      && node.attribs['text:style-name'] === last.attribs['text:style-name']
    if (goesOn) last.children.push(...node.children)
    else out.push(...blank, node)
    blank = []
  }
  return [...out, ...blank]
}

const left = new Set(['office:scripts', 'office:forms', 'office:annotation-end', 'text:tracked-changes', 'text:sequence-decls', 'office:font-face-decls',
  'office:automatic-styles', 'table:named-expressions', 'svg:title', 'svg:desc', 'table:shapes', 'text:note-citation', 'table:table-column', 'text:soft-page-break'])
const indexes = new Set(['text:table-of-content', 'text:alphabetical-index', 'text:illustration-index', 'text:table-index'])

/** OpenDocument's XML as plain HTML: the one way by which every kind of file goes on. */
class OpenDocumentWriter {
  title = ''
  private readonly notes: string[] = []

  constructor(private readonly archive: Archive, private readonly styles: Styles, private readonly dropped: Dropped) {}

  write(nodes: readonly ChildNode[]): string {
    const html = this.all(nodes)
    return this.notes.length > 0 ? `${html}<ol>${this.notes.map((note, at) => `<li id="note-${at + 1}">${note}</li>`).join('')}</ol>` : html
  }

  private all(nodes: readonly ChildNode[], list = ''): string {
    return joined(nodes).map((node) => (isText(node) ? escaped(node.data) : isTag(node) ? this.element(node, list) : '')).join('')
  }

  private element(element: Element, list: string): string {
    const { name, attribs, children } = element
    if (left.has(name)) return this.tell(name)
    if (indexes.has(name)) { this.dropped.add('The table of contents was left out: Accord makes its own', 'N tables of contents or indexes were left out'); return '' }
    switch (name) {
      case 'text:h': return this.heading(element)
      case 'text:p': return this.paragraph(element)
      case 'text:span': return this.styled(attribs['text:style-name'], this.all(children, list))
      case 'text:a': return `<a href="${escaped(attribs['xlink:href'] ?? '')}">${this.all(children, list)}</a>`
      case 'text:s': return ' '
      case 'text:tab': return ' '
      case 'text:line-break': return '<br>'
      case 'text:bookmark': case 'text:bookmark-start': return `<a name="${escaped(attribs['text:name'] ?? '')}"></a>`
      case 'text:list': return this.list(element, list)
      case 'text:section': return `<div>${this.all(children)}</div>`
      case 'text:note': return this.note(element)
      case 'office:annotation': this.dropped.add('A comment in the margin was left out', 'N comments in the margin were left out'); return ''
      case 'table:table': return this.table(element)
      case 'draw:image': return this.image(element)
      case 'draw:object': case 'draw:object-ole': this.dropped.add('An embedded object was left out', 'N embedded objects were left out'); return ''
      default: return this.all(children, list)
    }
  }

  private tell(name: string): string {
    if (name === 'text:tracked-changes') this.dropped.add('Tracked changes were taken as accepted', '')
    return ''
  }

  private heading({ attribs, children }: Element): string {
    const level = Math.min(Math.max(Number(attribs['text:outline-level'] ?? 1) || 1, 1), 6)
    return `<h${level}>${this.all(children)}</h${level}>`
  }

  private paragraph(element: Element): string {
    const html = this.all(element.children)
    const style = element.attribs['text:style-name']
    if (!this.title && this.styles.isTitle(style)) this.title = html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).trim()
    return `<p>${this.styled(style, html)}</p>`
  }

  private styled(style: string | undefined, html: string): string {
    const { bold, italic } = this.styles.look(style)
    const slanted = italic ? `<i>${html}</i>` : html
    return bold ? `<b>${slanted}</b>` : slanted
  }

  /** Numbered headings are often kept in lists: those are sections, and no list at all. */
  private list(element: Element, outer: string): string {
    const style = element.attribs['text:style-name'] ?? outer.split('/')[0] ?? ''
    const level = outer === '' ? 1 : Number(outer.split('/')[1]) + 1
    const here = `${style}/${level}`
    const items = element.children.filter(isTag).filter((child) => child.name === 'text:list-item' || child.name === 'text:list-header')
    if (items.some((item) => item.children.some((child) => isTag(child) && child.name === 'text:h'))) return items.map((item) => this.all(item.children)).join('')
    const tag = this.styles.isNumbered(style, level) ? 'ol' : 'ul'
    const start = Number(items[0]?.attribs['text:start-value'] ?? 1)
    return `<${tag}${start > 1 ? ` start="${start}"` : ''}>${items.map((item) => `<li>${this.all(item.children, here)}</li>`).join('')}</${tag}>`
  }

  private note(element: Element): string {
    const body = element.children.filter(isTag).find((child) => child.name === 'text:note-body')
    this.notes.push(body ? this.all(body.children) : '')
    return ` <a href="#note-${this.notes.length}">[${this.notes.length}]</a>`
  }

  private image({ attribs, parent }: Element): string {
    const frame = parent && isTag(parent as ChildNode) ? (parent as Element).children.filter(isTag) : []
    const alt = frame.filter((child) => child.name === 'svg:title' || child.name === 'svg:desc').flatMap((child) => child.children.filter(isText).map((text) => text.data)).join('. ')
    const href = attribs['xlink:href'] ?? ''
    const src = href.startsWith('Pictures/') ? embeddedImage(this.archive[href]) ?? 'data:image/unknown' : href
    return `<img src="${escaped(src)}" alt="${escaped(alt)}">`
  }

  private table(element: Element): string {
    const rows = this.rows(element, false)
    while (rows.length > 0 && !/[^\s]/.test(rows.at(-1)!.join('').replace(/<[^>]*>/g, ''))) rows.pop()
    const width = Math.max(0, ...rows.map((row) => row.findLastIndex((cell) => !isEmptyCell(cell)) + 1))
    const name = element.parent && (element.parent as Element).name === 'office:spreadsheet' ? `<h2>${escaped(element.attribs['table:name'] ?? '')}</h2>` : ''
    return `${name}<table>${rows.map((row) => `<tr>${row.slice(0, width).join('')}</tr>`).join('')}</table>`
  }

  private rows(parent: Element, heading: boolean): string[][] {
    return parent.children.filter(isTag).flatMap((child): string[][] => {
      if (child.name === 'table:table-row') return Array.from({ length: repeats(child, 'table:number-rows-repeated', 50) }, () => this.cells(child, heading))
      return /^table:table-(header-rows|rows|row-group)$/.test(child.name) ? this.rows(child, heading || child.name === 'table:table-header-rows') : []
    })
  }

  private cells(row: Element, heading: boolean): string[] {
    const tag = heading ? 'th' : 'td'
    return row.children.filter(isTag).filter((cell) => cell.name === 'table:table-cell').flatMap((cell) => {
      const span = ['columns', 'rows'].map((way) => {
        const number = Number(cell.attribs[`table:number-${way}-spanned`] ?? 1)
        return number > 1 ? ` ${way === 'columns' ? 'colspan' : 'rowspan'}="${number}"` : ''
      }).join('')
      return Array.from({ length: repeats(cell, 'table:number-columns-repeated', 50) }, () => `<${tag}${span}>${this.all(cell.children)}</${tag}>`)
    })
  }
}

const isEmptyCell = (html: string) => !/<img|colspan/.test(html) && html.replace(/<[^>]*>/g, '').trim() === ''

/** A sheet says "this empty row, a million times": so many are not written. */
const repeats = (element: Element, attribute: string, most: number) => Math.min(Math.max(Number(element.attribs[attribute] ?? 1) || 1, 1), most)
