import { Node } from '@tiptap/core'
import { isAllowedImage } from './links'

/** A picture that stands in the text itself. One from elsewhere is not taken at all: showing it would tell its host who reads. */
export const Image = Node.create({
  name: 'image',
  group: 'block',
  draggable: true,
  addAttributes: () => ({
    src: { default: '', parseHTML: (element: HTMLElement) => isAllowedImage(element.getAttribute('src')) ? element.getAttribute('src') : '' },
    alt: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('alt') ?? element.getAttribute('data-alt') ?? '' },
  }),
  parseHTML: () => [{ tag: 'img[src^="data:image/"]' }, { tag: 'div[data-image]' }],
  // One that was left out at import (src '') still says what it showed.
  renderHTML: ({ node, HTMLAttributes: { src, alt, ...others } }) => isAllowedImage(node.attrs.src)
    ? ['img', { ...others, src, alt }] : ['div', { ...others, 'data-image': '', 'data-alt': alt }, `[Image: ${alt}]`],
})
