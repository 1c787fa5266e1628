import { initProseMirrorDoc } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { schema } from '../document/schema'
import { fragmentName } from '../document/version'
import { keepOutForeign } from './foreign'
import { textOf } from './text'

const paragraph = (words: string): Y.XmlElement => {
  const block = new Y.XmlElement('paragraph')
  block.setAttribute('id', 'abcdefghjkmn')
  block.insert(0, [new Y.XmlText(words)])
  return block
}

/** What a client that is no editor may write, each into a text of one paragraph. */
const poisons: Record<string, (text: Y.XmlFragment, other: Y.Doc) => void> = {
  'words straight in the text': (_, other) => other.getText(fragmentName).insert(0, 'abc'),
  'values straight in the text': (_, other) => other.getArray(fragmentName).insert(0, [1, 'a', { b: 1 }, null]),
  'a text straight in the text': (text) => text.insert(0, [new Y.XmlText('x')]),
  'a hook': (text) => text.insert(0, [new Y.XmlHook('h') as never]),
  'a list in the text': (text) => text.insert(0, [new Y.Array() as never]),
  'a map in a block': (text) => (text.get(0) as Y.XmlElement).insert(0, [new Y.Map() as never]),
  'an embedded thing': (text) => ((text.get(0) as Y.XmlElement).get(0) as Y.XmlText).insertEmbed(0, { image: 'x' }),
  'an embedded type': (text) => ((text.get(0) as Y.XmlElement).get(0) as Y.XmlText).insertEmbed(0, new Y.Map()),
}

function poisoned(make: (text: Y.XmlFragment, other: Y.Doc) => void, into: Y.Doc): void {
  const doc = new Y.Doc()
  const text = doc.getXmlFragment(fragmentName)
  text.insert(0, [paragraph('good')])
  Y.applyUpdate(into, Y.encodeStateAsUpdate(doc))
  const other = new Y.Doc()
  make(text, other)
  for (const source of [doc, other]) Y.applyUpdate(into, Y.encodeStateAsUpdate(source))
}

const good = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'abcdefghjkmn' }, content: [{ type: 'text', text: 'good' }] }] }

test.for(Object.entries(poisons))('SY-8 %s: the draft is read without it, and editors that hear of it go on', ([, make]) => {
  const stored = new Y.Doc()
  poisoned(make, stored)
  expect(textOf(stored)).toEqual(good)
  const open = new Y.Doc()
  keepOutForeign(open)
  const seen: unknown[] = []
  open.getXmlFragment(fragmentName).observeDeep(() => seen.push(initProseMirrorDoc(open.getXmlFragment(fragmentName), schema).doc.toJSON()))
  poisoned(make, open)
  expect(seen.at(-1)).toEqual(good)
})
