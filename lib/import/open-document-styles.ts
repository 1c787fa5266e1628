import { type ChildNode, type Document, type Element, isTag } from 'domhandler'

interface Style { parent: string; bold: boolean | null; italic: boolean | null }

/** What an OpenDocument file says of its looks, as far as it is meaning: bold, italic, title, numbered or not. */
export interface Styles {
  look(name: string | undefined): { bold: boolean; italic: boolean }
  isTitle(name: string | undefined): boolean
  isNumbered(list: string, level: number): boolean
}

function* elementsOf(nodes: readonly ChildNode[]): Generator<Element> {
  const waiting = [...nodes].reverse()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!isTag(node) || node.name === 'office:body') continue
    yield node
    waiting.push(...[...node.children].reverse())
  }
}

const said = (value: string | undefined, yes: RegExp): boolean | null => (value === undefined ? null : yes.test(value))

export function readStyles(pages: readonly Document[]): Styles {
  const styles = new Map<string, Style>()
  const numbered = new Set<string>()
  for (const page of pages) for (const element of elementsOf(page.children)) {
    const name = element.attribs['style:name'] ?? ''
    if (element.name === 'style:style') {
      const text = element.children.filter(isTag).find((child) => child.name === 'style:text-properties')?.attribs ?? {}
      styles.set(name, {
        parent: element.attribs['style:parent-style-name'] ?? '', bold: said(text['fo:font-weight'], /^(bold|[6-9]00)$/), italic: said(text['fo:font-style'], /italic|oblique/),
      })
    }
    if (element.name === 'text:list-style') {
      for (const level of element.children.filter(isTag)) {
        if (level.name === 'text:list-level-style-number' && level.attribs['style:num-format']) numbered.add(`${name}/${level.attribs['text:level']}`)
      }
    }
  }
  const chain = (name: string | undefined): Style[] => {
    const found: Style[] = []
    for (let next = name; next && found.length < 20; next = styles.get(next)!.parent) {
      if (!styles.has(next)) break
      found.push(styles.get(next)!)
    }
    return found
  }
  const names = (name: string | undefined) => [name, ...chain(name).map((style) => style.parent)]
  return {
    // A heading or title style is bold by nature; that is not emphasis.
    look: (name) => {
      const own = name === undefined ? undefined : styles.get(name)
      return { bold: own?.bold ?? false, italic: own?.italic ?? false }
    },
    isTitle: (name) => names(name).includes('Title'),
    isNumbered: (list, level) => numbered.has(`${list}/${level}`),
  }
}
