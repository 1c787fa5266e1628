import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { newBlockId } from '../kernel/ids'
import { cleanHref, isAllowedImage } from '../document/links'
import type { Block, MarkJson, NodeJson } from '../document/types'
import type { Dropped } from './dropped'
import { tableFrom } from './html-table'
import { runToInline } from './inline'

/** Elements that are left out with all that is in them. */
const left: Record<string, [one: string, many: string] | null> = {
  script: ['A script was left out', 'N scripts were left out'],
  style: ['A style sheet was left out', 'N style sheets were left out'],
  link: null, meta: null, head: null, title: null, base: null, template: null, noscript: null, colgroup: null, param: null, source: null, track: null,
  iframe: embedded(), object: embedded(), embed: embedded(), video: embedded(), audio: embedded(), canvas: embedded(), applet: embedded(), frame: embedded(),
  svg: ['A drawing (SVG) was left out, because it may hold scripts', 'N drawings (SVG) were left out, because they may hold scripts'],
  input: field(), textarea: field(), select: field(), button: null,
  del: ['A deleted passage was left out', 'N deleted passages were left out'],
}

function embedded(): [string, string] { return ['Something embedded from elsewhere was left out', 'N things embedded from elsewhere were left out'] }
function field(): [string, string] { return ['A form field was left out', 'N form fields were left out'] }

const markOf: Record<string, MarkJson['type']> = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', cite: 'italic', dfn: 'italic', var: 'italic', code: 'code', kbd: 'code', samp: 'code', tt: 'code',
}

const blockElements = new Set([
  'address', 'article', 'aside', 'body', 'center', 'dd', 'details', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'header', 'hgroup',
  'html', 'legend', 'main', 'nav', 'p', 'section', 'summary', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'li',
])

/** Beyond this the words are kept and the nesting is not. */
const deepest = 120
const deepestBlock = 20

export interface Run { blocks: Block[]; inline: NodeJson[]; top: boolean; depth: number }

/** Walks a parsed page once and writes blocks. Nothing but what is named here gets through. */
export class HtmlWalk {
  /** Where the places that a page names (`id`, `name`) went. */
  readonly anchors = new Map<string, string>()
  private pending: string[] = []

  constructor(readonly dropped: Dropped) {}

  blocksOf(nodes: readonly ChildNode[], top: boolean, depth = 0, marks: readonly MarkJson[] = []): Block[] {
    const run: Run = { blocks: [], inline: [], top, depth }
    this.walk(nodes, marks, run, 0)
    this.flush(run)
    return run.blocks
  }

  /** A block with its id; places named since the last block lead to it. */
  block(type: string, content?: NodeJson[], attrs: Record<string, unknown> = {}): Block {
    const id = newBlockId()
    for (const name of this.pending.splice(0)) if (!this.anchors.has(name)) this.anchors.set(name, id)
    return { type, attrs: { id, ...attrs }, ...(content && content.length > 0 ? { content } : {}) }
  }

  private named({ name, attribs }: Element): void {
    for (const place of [attribs.id, name === 'a' ? attribs.name : undefined]) if (place) this.pending.push(place)
  }

  flush(run: Run): void {
    const content = runToInline(run.inline.splice(0))
    if (content.length > 0) run.blocks.push(this.block('paragraph', content))
  }

  walk(nodes: readonly ChildNode[], marks: readonly MarkJson[], run: Run, deep: number): void {
    for (const node of nodes) {
      if (isText(node)) run.inline.push({ type: 'text', text: node.data, ...(marks.length > 0 ? { marks: [...marks] } : {}) })
      else if (isTag(node) && deep > deepest) this.flat(node, marks, run)
      else if (isTag(node)) this.element(node, marks, run, deep + 1)
    }
  }

  /** Only the words of what is nested beyond reason; by a stack of its own. */
  private flat(element: Element, marks: readonly MarkJson[], run: Run): void {
    this.dropped.add('Nesting beyond 120 levels was made flat', 'Nesting beyond 120 levels was made flat N times')
    const waiting: ChildNode[] = [element]
    let text = ''
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (isText(node)) text += node.data
      else if (isTag(node) && !(node.name in left)) for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at]!)
    }
    run.inline.push({ type: 'text', text, ...(marks.length > 0 ? { marks: [...marks] } : {}) })
  }

  private element(element: Element, marks: readonly MarkJson[], run: Run, deep: number): void {
    const { name, attribs, children } = element
    if (name in left) { const said = left[name]; if (said) this.dropped.add(...said, attribs.src ?? attribs.data); return }
    this.named(element)
    if ('hidden' in attribs && attribs.hidden !== 'until-found') { this.dropped.add('Hidden text was left out', 'N hidden passages were left out'); return }
    if (name === 'br') run.inline.push({ type: 'hardBreak' })
    else if (name === 'img') this.image(element, run)
    else if (name === 'a') this.walk(children, this.linked(element, marks), run, deep)
    else if (name in markOf) this.walk(children, withMark(marks, { type: markOf[name]! }), run, deep)
    else if (/^h[1-6]$/.test(name)) this.heading(element, marks, run, deep)
    else if (this.structure(element, marks, run)) return
    else if (blockElements.has(name)) { this.flush(run); this.walk(children, marks, run, deep); this.flush(run) }
    else this.walk(children, marks, run, deep)
  }

  private linked(element: Element, marks: readonly MarkJson[]): readonly MarkJson[] {
    const given = element.attribs.href
    if (given === undefined || given === '') return marks
    const href = cleanHref(given.startsWith('//') ? `https:${given}` : given)
    if (href !== null) return withMark(marks, { type: 'link', attrs: { href } })
    const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(given.replace(/[\p{Cc}\s]/gu, ''))
    if (scheme) this.dropped.add('A link with an address that Accord does not take became text', 'N links with addresses that Accord does not take became text', given)
    else this.dropped.add('A link within its old site became text', 'N links within their old site became text', given)
    return marks
  }

  private image({ attribs }: Element, run: Run): void {
    const [src, alt] = [(attribs.src ?? '').replace(/\s+/g, ''), (attribs.alt ?? '').trim().slice(0, 2000).replaceAll('\0', '')]
    const kept = isAllowedImage(src)
    if (!kept) this.sayDropped(src, alt)
    if (!kept && alt === '') return
    this.flush(run)
    run.blocks.push(this.block('image', undefined, { src: kept ? src : '', alt }))
  }

  private sayDropped(src: string, alt: string): void {
    const what = alt || src.slice(0, 60)
    if (!src.startsWith('data:')) {
      this.dropped.add('An image that is not in the file was left out', 'N images that are not in the file were left out', what)
    } else this.dropped.add('An image of a kind or size that Accord does not take was left out', 'N images of kinds or sizes that Accord does not take were left out', alt)
  }

  /** In a list, a table or a quotation there are no sections: a heading there is a paragraph in bold. */
  private heading(element: Element, marks: readonly MarkJson[], run: Run, deep: number): void {
    this.flush(run)
    const inner: Run = { blocks: [], inline: [], top: false, depth: run.depth }
    this.walk(element.children, run.top ? marks : withMark(marks, { type: 'bold' }), inner, deep)
    const words = runToInline([...inner.blocks.flatMap((block) => block.type === 'paragraph' ? [...block.content ?? [], { type: 'text', text: ' ' }] : []),
      ...inner.inline]).map((node): NodeJson => (node.type === 'hardBreak' ? { type: 'text', text: ' ' } : node))
    const level = Math.min(Number(element.name[1]), 4)
    if (words.length > 0) run.blocks.push(run.top ? this.block('heading', words, { level }) : this.block('paragraph', words))
    run.blocks.push(...inner.blocks.filter((block) => block.type === 'image'))
  }

  /** Lists, tables, quotations, code, notes and rules. False when it is none of these. */
  private structure(element: Element, marks: readonly MarkJson[], run: Run): boolean {
    const { name, attribs } = element
    if (run.depth > deepestBlock) return false
    const inside = (nodes: readonly ChildNode[]) => this.blocksOf(nodes, false, run.depth + 1, marks)
    const isNote = run.top && (name === 'aside' || name === 'div' || name === 'p') && (/(^|\s)note(\s|$)/.test(attribs.class ?? '') || attribs.role === 'note')
    if (!['ul', 'ol', 'menu', 'dir', 'table', 'blockquote', 'pre', 'hr', 'dl'].includes(name) && !isNote) return false
    this.flush(run)
    if (isNote) run.blocks.push(...this.note(inside(element.children)))
    else if (name === 'table') run.blocks.push(...tableFrom(element, this, inside))
    else if (name === 'hr') run.blocks.push(this.block('horizontalRule'))
    else if (name === 'pre') run.blocks.push(...this.code(element))
    else if (name === 'blockquote') { const content = inside(element.children); if (content.length > 0) run.blocks.push(this.block('blockquote', content)) }
    else if (name === 'dl') run.blocks.push(...this.definitions(element, run, inside))
    else run.blocks.push(...this.list(element, inside))
    return true
  }

  private note(content: Block[]): Block[] {
    const fits = content.length > 0 && content.every((block) => ['paragraph', 'bulletList', 'orderedList'].includes(block.type))
    return fits ? [this.block('note', content)] : content
  }

  private code(element: Element): Block[] {
    const text = wordsIn(element).replace(/\r\n?/g, '\n').replaceAll('\0', '').replace(/^\n|\n+$/g, '')
    const named = element.children.find((child): child is Element => isTag(child) && child.name === 'code')?.attribs.class ?? element.attribs.class ?? ''
    const language = /(?:^|\s)(?:language|lang)-([\w+#.-]{1,40})/.exec(named)?.[1] ?? null
    return text === '' ? [] : [this.block('codeBlock', [{ type: 'text', text }], { language })]
  }

  private list(element: Element, inside: (nodes: readonly ChildNode[]) => Block[]): Block[] {
    const items = element.children.flatMap((child) => {
      if (isTag(child) && child.name === 'li') { this.named(child); return [inside(child.children)] }
      return isTag(child) ? [inside([child])] : []
    }).filter((content) => content.length > 0)
      .map((content) => this.block('listItem', content[0]!.type === 'paragraph' ? content : [this.block('paragraph'), ...content]))
    if (items.length === 0) return []
    const start = Number(element.attribs.start ?? 1)
    return [element.name === 'ol' ? this.block('orderedList', items, { start: Number.isInteger(start) && start >= 1 && start <= 1000 ? start : 1 }) : this.block('bulletList', items)]
  }

  /** Terms where the section is one of terms, else the names in bold with what follows them. */
  private definitions(element: Element, run: Run, inside: (nodes: readonly ChildNode[]) => Block[]): Block[] {
    const pairs: { id: unknown; name: NodeJson[]; says: Block[] }[] = []
    const rows = element.children.filter(isTag).flatMap((child) => (child.name === 'div' ? child.children.filter(isTag) : [child]))
    for (const row of rows) {
      this.named(row)
      const content = inside(row.children)
      if (row.name === 'dt') pairs.push({ id: content[0]?.attrs?.id, name: content.flatMap((block) => block.content ?? []).filter((node) => node.type === 'text'), says: [] })
      else if (pairs.length > 0) pairs.at(-1)!.says.push(...content)
    }
    const section = [...run.blocks].reverse().find((block) => block.type === 'heading')
    const areTerms = run.top && /\b(terms?|terminology|definitions?|glossary|vocabulary|abbreviations)\b/i.test((section?.content ?? []).map((node) => node.text).join(''))
    return pairs.flatMap(({ id, name, says }): Block[] => {
      if (name.length === 0) return says
      if (areTerms && says.length > 0 && says.every((block) => block.type === 'paragraph')) {
        return [{ type: 'term', attrs: { id }, content: [{ type: 'termName', content: name }, { type: 'termDefinition', content: says }] }]
      }
      const bold = name.map((node) => ({ ...node, marks: [...withMark(node.marks ?? [], { type: 'bold' })] }))
      return [{ type: 'paragraph', attrs: { id }, content: bold }, ...says]
    })
  }
}

export function withMark(marks: readonly MarkJson[], mark: MarkJson): readonly MarkJson[] {
  return [...marks.filter((one) => one.type !== mark.type), mark]
}

/** Every word in an element, without going down by recursion. */
export function wordsIn(element: Element): string {
  const waiting: ChildNode[] = [element]
  let text = ''
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isText(node)) text += node.data
    else if (isTag(node) && node.name === 'br') text += '\n'
    else if (isTag(node) && (node === element || !(node.name in left))) for (let at = node.children.length - 1; at >= 0; at--) waiting.push(node.children[at]!)
  }
  return text
}
