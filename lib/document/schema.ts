import { Extension, getSchema, type Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Code } from '@tiptap/extension-code'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Image } from '@tiptap/extension-image'
import { Italic } from '@tiptap/extension-italic'
import { BulletList } from '@tiptap/extension-list/bullet-list'
import { ListItem } from '@tiptap/extension-list/item'
import { OrderedList } from '@tiptap/extension-list/ordered-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Text } from '@tiptap/extension-text'
import { nodesWithId } from './ids'
import { Link } from './link-mark'
import { isAllowedImage } from './links'
import {
  idAttribute, Note, Requirement, RequirementEvidence, RequirementRationale, RequirementStatement, RequirementTest, Term, TermDefinition,
  TermName,
} from './nodes'

export { fragmentName, schemaVersion } from './version'

const wholeNumber = (name: string) => ({
  default: 1,
  parseHTML: (element: HTMLElement) => {
    const value = Number(element.getAttribute(name) ?? 1)
    return Number.isInteger(value) && value >= 1 && value <= 1000 ? value : 1
  },
})

// Yjs compares attributes with ===, so an array (column widths) would be written anew by every client for ever.
const cellAttributes = () => ({ colspan: wholeNumber('colspan'), rowspan: wholeNumber('rowspan') })

const blockIds = Extension.create({
  name: 'blockIds',
  addGlobalAttributes: () => [{ types: [...nodesWithId], attributes: { id: idAttribute } }],
})

// Code goes with other marks, but excludes itself: Yjs would else store one mark under many names.
const marksAndText = [
  Text,
  HardBreak,
  Bold,
  Italic,
  Code.extend({ excludes: 'code' }),
  Link,
]

/** Sections are flat: a heading opens one, and stands only at the top of the text, as do requirements, notes and terms. */
const structure = [
  Document.extend({ content: '(block | top)+' }),
  Paragraph,
  Heading.extend({ group: 'top' }).configure({ levels: [1, 2, 3, 4] }),
  Requirement, RequirementStatement, RequirementRationale, RequirementTest, RequirementEvidence,
  Note,
  Term, TermName, TermDefinition,
]

const blocks = [
  BulletList,
  OrderedList.extend({ addAttributes: () => ({ start: wholeNumber('start') }) }),
  ListItem,
  Blockquote,
  CodeBlock,
  HorizontalRule,
  Table.extend({ renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]] }).configure({ resizable: false }),
  TableRow,
  TableHeader.extend({ addAttributes: cellAttributes }),
  TableCell.extend({ addAttributes: cellAttributes }),
  Image.extend({
    addAttributes: () => ({
      src: { default: '', parseHTML: (element: HTMLElement) => isAllowedImage(element.getAttribute('src')) ? element.getAttribute('src') : '' },
      alt: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('alt') ?? element.getAttribute('data-alt') ?? '' },
    }),
    // An image from elsewhere is not taken at all: showing it would tell its host who reads.
    parseHTML: () => [{ tag: 'img[src^="data:image/"]' }, { tag: 'div[data-image]' }],
    // One that was left out (src '') or may not be shown still says what it showed.
    renderHTML: ({ node, HTMLAttributes: { src, alt, ...others } }) => isAllowedImage(node.attrs.src)
      ? ['img', { ...others, src, alt }] : ['div', { ...others, 'data-image': '', 'data-alt': alt }, `[Image: ${alt}]`],
  }).configure({ allowBase64: true }),
]

/** Every node and mark there is. The editor may give them views and keys; it never adds a node. */
export const extensions: Extensions = [...structure, ...blocks, ...marksAndText, blockIds]

export const schema = getSchema(extensions)
