const dropped = 'script,style,link,meta,title,xml,iframe,object,embed,form,input,button,select,textarea,svg,math,o\\:p,[hidden],img:not([src^="data:image/"])'

/**
 * Pasted HTML before the schema reads it. Scripts, styles and images from elsewhere go; Word's list paragraphs and the page's own
 * wrapping spans become what they look like. It is read in a document of its own, which runs and fetches nothing.
 */
export function tidyPasted(html: string, parse: (html: string) => Document = (text) => new DOMParser().parseFromString(text, 'text/html')): string {
  const page = parse(disarmed(html))
  for (const node of page.querySelectorAll(dropped)) node.remove()
  for (const wrapper of page.querySelectorAll('b[id^="docs-internal-guid"]')) wrapper.replaceWith(...wrapper.childNodes)
  for (const item of page.querySelectorAll('p[class^="MsoListParagraph"]')) listItem(page, item)
  for (const list of page.querySelectorAll('ul + ul, ol + ol')) {
    const before = list.previousElementSibling
    const between = list.previousSibling === before ? '' : list.previousSibling?.textContent
    if (before?.hasAttribute('data-joined') && list.hasAttribute('data-joined') && !between?.trim()) {
      list.prepend(...before.childNodes)
      before.remove()
    }
  }
  for (const node of page.querySelectorAll('[data-style],[class],[data-off]')) {
    emphasis(page, node as HTMLElement)
    for (const name of ['data-style', 'data-off', 'class']) node.removeAttribute(name)
  }
  return page.body.innerHTML
}

/** The page's policy would complain of every style and handler, even in a document that shows and runs nothing. */
const disarmed = (html: string): string =>
  html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style=').replace(/\son\w+\s*=/gi, ' data-off='))

/** Word and Google Docs say bold and italic by style. */
function emphasis(page: Document, node: HTMLElement): void {
  if (node.tagName !== 'SPAN') return
  const style = node.getAttribute('data-style') ?? ''
  for (const [sign, tag] of [[/font-weight:\s*(bold|[6-9]00)/, 'strong'], [/font-style:\s*italic/, 'em']] as const) {
    if (!sign.test(style)) continue
    const wrapper = page.createElement(tag)
    wrapper.append(...node.childNodes)
    node.append(wrapper)
  }
}

/** `·  An item` in a paragraph of Word's list style becomes a list of one, to be joined with its neighbours. */
function listItem(page: Document, paragraph: Element): void {
  const words = paragraph.textContent ?? ''
  const marker = words.match(/^\s*(?:([·•o§▪–-])|(\d{1,3}|[a-z])[.)])\s+/i)
  const list = page.createElement(marker?.[2] ? 'ol' : 'ul')
  list.setAttribute('data-joined', '')
  const item = page.createElement('li')
  const ignored = paragraph.querySelector('span[data-style*="mso-list:Ignore"], span[data-style*="mso-list: Ignore"]')
  ignored?.remove()
  item.append(...paragraph.childNodes)
  if (!ignored && marker) trimStart(item, marker[0].length)
  list.append(item)
  paragraph.replaceWith(list)
}

function trimStart(node: Node, length: number): number {
  for (const child of [...node.childNodes]) {
    if (length === 0) break
    if (child.nodeType === 3) {
      const cut = Math.min(length, child.nodeValue!.length)
      child.nodeValue = child.nodeValue!.slice(cut)
      length -= cut
    } else length = trimStart(child, length)
  }
  return length
}
