import type { Block, DocumentJson } from '../lib/document/types'

const text = (words: string): Block => ({ type: 'text', text: words })

export const paragraph = (id: string, words: string): Block => ({ type: 'paragraph', attrs: { id }, content: words ? [text(words)] : [] })

export const heading = (id: string, words: string): Block => ({ type: 'heading', attrs: { id, level: 2 }, content: [text(words)] })

/** `name` is one of a-k m-n p-z or 2-9: it makes the block's id. */
export const requirement = (name: string, level: string, statement: string): Block => ({
  type: 'requirement', attrs: { id: name.repeat(12), level, metBy: 'supplier', appliesTo: '' },
  content: [{ type: 'requirementStatement', content: [paragraph(`2${name.repeat(11)}`, statement)] }],
})

export const documentOf = (...content: Block[]): DocumentJson => ({ type: 'doc', content })
