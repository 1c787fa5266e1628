import { Node, type Attribute } from '@tiptap/core'
import { isBlockId } from './ids'
import { isLevel } from './levels'
import { formatMetBy, parseMetBy } from './met-by'
import { formatAppliesTo, parseAppliesTo } from './applies-to'

/** An attribute that stands in HTML as `data-…`, so that cut and paste keeps it; what cannot be read becomes the default. */
function dataAttribute(name: string, fallback: string | null, read: (value: string) => string | null): Attribute {
  const html = `data-${name.replace(/[A-Z]/g, (capital) => '-' + capital.toLowerCase())}`
  return {
    default: fallback,
    parseHTML: (element: HTMLElement) => {
      const value = element.getAttribute(html)
      return value === null ? fallback : read(value) ?? fallback
    },
    renderHTML: (attributes: Record<string, unknown>) => attributes[name] === fallback ? {} : { [html]: attributes[name] },
  } as Attribute
}

export const idAttribute: Attribute = { ...dataAttribute('id', null, (value) => isBlockId(value) ? value : null), keepOnSplit: false }

/** What the parts of a requirement may hold. */
const prose = 'paragraph (paragraph | bulletList | orderedList)*'

/** One duty. Stands only at the top of the text, never in a list, a table or a quotation. */
export const Requirement = Node.create({
  name: 'requirement',
  group: 'top',
  content: 'requirementStatement requirementRationale? requirementTest? requirementEvidence?',
  isolating: true,
  defining: true,
  addAttributes: () => ({
    ref: dataAttribute('ref', null, (value) => /^[A-Z][A-Z0-9]{0,11}-\d{2,6}$/.test(value) ? value : null),
    level: dataAttribute('level', 'not specified', (value) => isLevel(value) ? value : null),
    metBy: dataAttribute('metBy', '', (value) => formatMetBy(parseMetBy(value))),
    appliesTo: dataAttribute('appliesTo', '', (value) => formatAppliesTo(parseAppliesTo(value))),
  }),
  parseHTML: () => [{ tag: 'section[data-requirement]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', { 'data-requirement': '', ...HTMLAttributes }, 0],
})

const part = (name: string, html: string) => Node.create({
  name,
  content: prose,
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: `div[data-part="${html}"]` }],
  renderHTML: () => ['div', { 'data-part': html }, 0],
})

export const RequirementStatement = part('requirementStatement', 'statement')
export const RequirementRationale = part('requirementRationale', 'rationale')
export const RequirementTest = part('requirementTest', 'test')
export const RequirementEvidence = part('requirementEvidence', 'evidence')

/** Informative: it explains, and binds nobody. */
export const Note = Node.create({
  name: 'note',
  group: 'top',
  content: '(paragraph | bulletList | orderedList)+',
  defining: true,
  parseHTML: () => [{ tag: 'aside[data-note]' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', { 'data-note': '', ...HTMLAttributes }, 0],
})

export const Term = Node.create({
  name: 'term',
  group: 'top',
  content: 'termName termDefinition',
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: 'div[data-term]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { 'data-term': '', ...HTMLAttributes }, 0],
})

export const TermName = Node.create({
  name: 'termName',
  content: 'text*',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-part="term-name"]' }],
  renderHTML: () => ['div', { 'data-part': 'term-name' }, 0],
})

export const TermDefinition = Node.create({
  name: 'termDefinition',
  content: 'paragraph+',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-part="term-definition"]' }],
  renderHTML: () => ['div', { 'data-part': 'term-definition' }, 0],
})
