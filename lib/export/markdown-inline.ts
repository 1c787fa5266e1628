import { isAllowedHref, isAllowedImage } from '../document/links'
import { attribute, type MarkJson, type NodeJson } from '../document/types'

// `<` and `&` would begin HTML or an entity, `!` before a link an image; the rest is Markdown's own.
const escaped = (text: string): string => text.replace(/[\\`*_[\]<&]|~~|!$/g, '\\$&')

const has = (node: NodeJson, type: MarkJson['type']): MarkJson | undefined =>
  Array.isArray(node.marks) ? node.marks.find((mark) => mark.type === type) : undefined

/** Text, marks, breaks and images as one run of CommonMark; a hard break ends a line of it. */
export function inlineMarkdown(given: readonly NodeJson[] = []): string {
  const nodes = merged(given)
  return nodes.map((node, at) => {
    if (node.type === 'hardBreak') return '\\\n'
    if (node.type === 'image') return image(node)
    return node.type === 'text' ? text(node, nodes[at - 1], nodes[at + 1]) : ''
    // Two runs of code that touch would be read as one, so a comment parts them.
  }).reduce((before, after) => (before.endsWith('`') && after.startsWith('`') ? `${before}<!-- -->${after}` : before + after), '')
}

function merged(nodes: readonly NodeJson[]): NodeJson[] {
  const out: NodeJson[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    const same = last?.type === 'text' && node.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? [])
    if (same) out[out.length - 1] = { ...last, text: (last.text ?? '') + (node.text ?? '') }
    else out.push(node)
  }
  return out
}

/** The same in one line, as a heading or a cell holds it. */
export const lineMarkdown = (nodes: readonly NodeJson[] = []): string => inlineMarkdown(nodes).replaceAll('\\\n', ' ').replace(/\s+/g, ' ').trim()

function image(node: NodeJson): string {
  const src = node.attrs?.src
  const alt = escaped(attribute(node, 'alt').replace(/\s+/g, ' '))
  if (isAllowedImage(src)) return `![${alt}](${src})`
  return alt ? `\\[Image: ${alt}\\]` : ''
}

const breaks = (node: NodeJson | undefined, edge: RegExp): boolean => node === undefined || node.type !== 'text' || edge.test(node.text ?? '')

function text(node: NodeJson, before: NodeJson | undefined, after: NodeJson | undefined): string {
  const [, lead = '', inside = '', trail = ''] = /^(\s*)(.*?)(\s*)$/s.exec((node.text ?? '').replace(/[\r\n\u2028\u2029]+/g, ' ')) ?? []
  if (inside === '') return lead + trail
  // Asterisks count as marks only beside white space on one side and a letter on the other (CommonMark 6.2); elsewhere tags say it.
  const plain = /^[\p{L}\p{N}]/u.test(inside) && /[\p{L}\p{N}]$/u.test(inside)
    && (lead !== '' || breaks(before, /\s$/)) && (trail !== '' || breaks(after, /^[\s.,;:!?)]/))
  const around = (words: string, type: 'bold' | 'italic', sign: string, tag: string) =>
    !has(node, type) ? words : plain && !has(node, 'code') ? sign + words + sign : `<${tag}>${words}</${tag}>`
  const words = around(around(has(node, 'code') ? code(inside) : escaped(inside), 'italic', '*', 'em'), 'bold', '**', 'strong')
  const href = has(node, 'link')?.attrs?.href
  return lead + (isAllowedHref(href) ? `[${words}](<${href.replace(/[<>\\]/g, (sign) => encodeURIComponent(sign))}>)` : words) + trail
}

function code(plain: string): string {
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$/.test(plain) ? ' ' : ''
  return `${fence}${pad}${plain}${pad}${fence}`
}
