import type { Block } from '../lib/document/types'
import { heading, paragraph, requirement } from './texts'

const part = (type: string, id: string, words: string): Block => ({ type, content: [paragraph(id, words)] })

const confirmation: Block = {
  ...requirement('c', 'MUST', 'A confirmation MUST be sent within 5 minutes.'),
  content: [part('requirementStatement', '2ccccccccccc', 'A confirmation MUST be sent within 5 minutes.'), part('requirementRationale', '3ccccccccccc', 'People wait for it.')],
}
const limit: Block = { type: 'note', attrs: { id: 'nnnnnnnnnnnn' }, content: [paragraph('2nnnnnnnnnnn', 'Note 1: the limit is £7,400 a year.')] }

/** A text with something to correct of each class: a note, a rationale, a statement. */
export const correctable: readonly Block[] = [heading('hhhhhhhhhhhh', 'Contact'), confirmation, limit, requirement('b', 'SHOULD', 'It SHOULD be quick.')]

export const noteId = 'nnnnnnnnnnnn'
export const confirmationId = 'cccccccccccc'
