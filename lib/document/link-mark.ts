import { Mark } from '@tiptap/core'
import { isAllowedHref } from './links'

/** A link, to where one may lead and with nothing but that; what leads elsewhere is read as its words alone. */
export const Link = Mark.create({
  name: 'link',
  // Outermost, so that a link with bold words in it stays one link.
  priority: 1000,
  keepOnSplit: false,
  exitable: true,
  inclusive: false,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => isAllowedHref(element.getAttribute('href')) ? null : false }],
  renderHTML: ({ HTMLAttributes }) => ['a', isAllowedHref(HTMLAttributes.href) ? { href: HTMLAttributes.href as string } : {}, 0],
})
