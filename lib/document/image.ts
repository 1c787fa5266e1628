import { Node } from '@tiptap/core'
import { isAllowedImage } from './links'

/** A picture that stands in the text itself. One from elsewhere is not taken at all: showing it would tell its host who reads. */
export const Image = Node.create({
  name: 'image',
  group: 'block',
  draggable: true,
  addAttributes: () => ({
    src: { default: '', parseHTML: (element: HTMLElement) => isAllowedImage(element.getAttribute('src')) ? element.getAttribute('src') : '' },
    alt: { default: '' },
  }),
  parseHTML: () => [{ tag: 'img[src^="data:image/"]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
})
