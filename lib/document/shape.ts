/**
 * The attributes of every node and mark with their defaults, as plain data: what canonical text makes explicit and what a check allows.
 * A test holds it equal to the schema, which draws in the whole editor library.
 */
type Attributes = Record<string, string | number | null>

const id = { id: null }
const cell = { colspan: 1, rowspan: 1 }

export const nodeShapes: Readonly<Record<string, Attributes>> = {
  doc: {}, text: {}, hardBreak: {},
  paragraph: id,
  heading: { ...id, level: 1 },
  bulletList: id,
  orderedList: { ...id, start: 1 },
  listItem: id,
  blockquote: id,
  codeBlock: { ...id, language: null },
  horizontalRule: id,
  table: id,
  tableRow: {}, tableHeader: cell, tableCell: cell,
  image: { ...id, src: '', alt: '' },
  note: id,
  term: id,
  termName: {}, termDefinition: {},
  requirement: { ...id, ref: null, level: 'not specified', metBy: '', appliesTo: '' },
  requirementStatement: {}, requirementRationale: {}, requirementTest: {}, requirementEvidence: {},
}

export const markShapes: Readonly<Record<string, Attributes>> = { bold: {}, code: {}, italic: {}, link: { href: '' } }
