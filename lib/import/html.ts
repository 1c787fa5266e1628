import { parseDocument } from 'htmlparser2'
import { type ChildNode, type Element, isTag } from 'domhandler'
import { isAllowedHref } from '../document/links'
import type { Block, NodeJson } from '../document/types'
import type { Dropped } from './dropped'
import { HtmlWalk, wordsIn } from './html-walk'

/** What every kind of file is brought to before requirements are looked for. */
export interface Read { title: string; blocks: Block[] }

/** HTML of any origin to blocks. Nothing is fetched; what is not known is left out and told. */
export function readHtml(html: string, dropped: Dropped): Read {
  const page = parseDocument(html, { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: false })
  const walk = new HtmlWalk(dropped)
  const body = find(page.children, 'body')
  const title = find(page.children, 'title')
  // Style sheets and scripts in the head are told of as well, and nothing else of it is used.
  const head = find(page.children, 'head')
  if (head) walk.blocksOf(head.children.filter((child) => isTag(child) && (child.name === 'script' || child.name === 'style')), false)
  const blocks = walk.blocksOf(body ? body.children : page.children, true)
  return { title: title ? wordsIn(title).replace(/\s+/g, ' ').trim() : '', blocks: withPlaces(blocks, walk.anchors, dropped) }
}

/** The first element of that name near the root of the page. */
function find(nodes: readonly ChildNode[], name: string, depth = 0): Element | null {
  if (depth > 3) return null
  for (const node of nodes) {
    if (!isTag(node)) continue
    if (node.name === name) return node
    if (node.name === 'html' || node.name === 'head') { const found = find(node.children, name, depth + 1); if (found) return found }
  }
  return null
}

const plainName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function decoded(name: string): string {
  try { return decodeURIComponent(name) } catch { return name }
}

/** Links to places in the file lead to the blocks that those places became; one that leads nowhere is text. */
function withPlaces(blocks: readonly Block[], anchors: ReadonlyMap<string, string>, dropped: Dropped): Block[] {
  const loose = new Map([...anchors].map(([name, id]) => [plainName(name), id]))
  const place = (href: string) => {
    const name = decoded(href.slice(1))
    return anchors.get(name) ?? loose.get(plainName(name))
  }
  const mend = (node: NodeJson): NodeJson => {
    const link = node.marks?.find((mark) => mark.type === 'link')
    const href = link?.attrs?.href
    if (link && isAllowedHref(href) && href.startsWith('#')) {
      const id = place(href)
      if (!id) dropped.add('A link to a place that is not in the file became text', 'N links to places that are not in the file became text', href)
      const others = node.marks!.filter((mark) => mark !== link)
      const marks = id ? [...others, { type: 'link' as const, attrs: { href: `#${id}` } }] : others
      const { marks: _marks, ...rest } = node
      return marks.length > 0 ? { ...rest, marks } : rest
    }
    return node.content ? { ...node, content: node.content.map(mend) } : node
  }
  return blocks.map(mend)
}
