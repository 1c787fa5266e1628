import MarkdownIt from 'markdown-it'
import type { Dropped } from './dropped'
import { type Read, readHtml } from './html'

const writer = new MarkdownIt({ html: true, linkify: false })
// Every address goes through the same gate as a page's.
writer.validateLink = () => true

/** How GitHub and most site builders name a heading's place. */
const slug = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-')

function withPlaces(text: string): string {
  const tokens = writer.parse(text, {})
  const taken = new Map<string, number>()
  tokens.forEach((token, at) => {
    if (token.type !== 'heading_open') return
    const words = (tokens[at + 1]?.children ?? []).map((child) => (child.type === 'text' || child.type === 'code_inline' ? child.content : '')).join('')
    const name = slug(words)
    const before = taken.get(name) ?? 0
    taken.set(name, before + 1)
    token.attrSet('id', before === 0 ? name : `${name}-${before}`)
  })
  return writer.renderer.render(tokens, writer.options, {})
}

/** The settings that site builders keep at a page's head (`---` … `---`); only the title is used. */
function parted(text: string): { title: string; body: string; settings: boolean } {
  const head = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)
  if (!head || head[1]!.length > 20_000) return { title: '', body: text.replace(/^\uFEFF/, ''), settings: false }
  const title = /^title:[ \t]*(.+)$/m.exec(head[1]!)?.[1]?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? ''
  return { title, body: text.slice(head[0].length), settings: true }
}

export function readMarkdown(text: string, dropped: Dropped): Read {
  const { title, body, settings } = parted(text)
  if (settings) dropped.add('The settings at the head of the file (front matter) were left out, but for its title', '')
  const read = readHtml(withPlaces(body), dropped)
  return { title: title || read.title, blocks: read.blocks }
}
