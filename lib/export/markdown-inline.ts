import { isAllowedHref, isAllowedImage } from '../document/links'
import { attribute, type MarkJson, type NodeJson } from '../document/types'

type Place = 'paragraph' | 'heading'

// `<` and `&` would begin HTML or an entity; the rest is Markdown's own.
const escaped = (text: string): string => text.replace(/[\\`*_[\]<&]|~~/g, '\\$&')

const marked = (node: NodeJson, type: MarkJson['type']): MarkJson | undefined =>
  Array.isArray(node.marks) ? node.marks.find((mark) => mark.type === type) : undefined

/** Text, marks, breaks and images in a line of CommonMark. */
export function inlineMarkdown(nodes: readonly NodeJson[] | undefined, place: Place = 'paragraph'): string {
  return (nodes ?? []).map((node) => {
    if (node.type === 'hardBreak') return place === 'heading' ? ' ' : '\\\n'
    if (node.type === 'image') return image(node)
    return node.type === 'text' ? text(node) : ''
  }).join('').replace(place === 'heading' ? /\s+/g : /\u0000/g, ' ')
}

function image(node: NodeJson): string {
  const src = node.attrs?.src
  const alt = escaped(attribute(node, 'alt').replace(/\s+/g, ' '))
  return isAllowedImage(src) ? `![${alt}](${src})` : alt && `[Image: ${alt}]`.replace(/^\[|\]$/g, '\\$&')
}

function text(node: NodeJson): string {
  const plain = (node.text ?? '').replace(/[\r\n]+/g, ' ')
  const core = marked(node, 'code') ? code(plain) : around(around(escaped(plain), marked(node, 'italic') && '*'), marked(node, 'bold') && '**')
  const href = marked(node, 'link')?.attrs?.href
  if (!isAllowedHref(href) || plain.trim() === '') return core
  return around(core, '', (inside) => `[${inside}](<${href.replace(/[<>\\]/g, encodeURIComponent)}>)`)
}

/** Marks may not touch white space from within, so that stays outside them. */
function around(words: string, mark: string | undefined, wrap = (inside: string) => `${mark}${inside}${mark}`): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? []
  return mark === undefined || inside === '' ? words : `${before}${wrap(inside)}${after}`
}

function code(plain: string): string {
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$|^ .* $/.test(plain) ? ' ' : ''
  return plain === '' ? '' : `${fence}${pad}${plain}${pad}${fence}`
}
