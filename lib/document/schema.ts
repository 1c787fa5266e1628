import { Extension, getSchema, type Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Code } from '@tiptap/extension-code'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Italic } from '@tiptap/extension-italic'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { CodeBlock } from './code-block'
import { nodesWithId } from './ids'
import { Image } from './image'
import { Link } from './link-mark'
import { BulletList, ListItem, OrderedList } from './lists'
import {
  idAttribute, Note, Requirement, RequirementEvidence, RequirementRationale, RequirementStatement, RequirementTest, Term, TermDefinition,
  TermName,
} from './nodes'
import { Table, TableCell, TableHeader, TableRow } from './tables'

export { fragmentName, schemaVersion } from './version'

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
  OrderedList,
  ListItem,
  Blockquote,
  CodeBlock,
  HorizontalRule,
  Table, TableRow, TableHeader, TableCell,
  Image,
]

/** Every node and mark there is. The editor may give them views and keys; it never adds a node. */
export const extensions: Extensions = [...structure, ...blocks, ...marksAndText, blockIds]

export const schema = getSchema(extensions)
