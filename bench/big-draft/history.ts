import * as Y from 'yjs'
import type { DocumentJson } from '../../lib/document/types'
import { fragmentName } from '../../lib/document/version'
import { firstUpdate } from '../../lib/drafts/text'
import { seeded, sentence } from './text'

export interface History {
  /** In order; the first holds the text that the rest was typed into. */
  readonly updates: readonly Uint8Array[]
  readonly clients: readonly number[]
  readonly keystrokes: number
}

/** Every run of text in the draft. */
export function textsOf(within: Y.XmlFragment): Y.XmlText[] {
  return within.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsOf(child) : []))
}

/**
 * A draft that many people wrote for months: real Yjs edits, a letter each, under many client ids. They come to a paragraph, write some words into it
 * or at its end, mistype, take back, strike out words that stood there. Each visit is one update. Comes to about 100 Yjs structs for 1,000 keys, as recorded
 * sessions of real people do (42 to 110).
 */
export function written(content: DocumentJson, keystrokes: number, clientCount = 240, random = seeded(11)): History {
  const first = firstUpdate(content)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, first.update)
  const updates: Uint8Array[] = [first.update]
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const texts = textsOf(doc.getXmlFragment(fragmentName))
  const clients = Array.from({ length: clientCount }, (_, number) => 1_000_000 + number * 7919)
  let pressed = 0
  while (pressed < keystrokes) {
    doc.clientID = clients[random(clients.length)]!
    doc.transact(() => { pressed += visit(texts[random(texts.length)]!, random) })
  }
  doc.destroy()
  return { updates, clients: [first.clientId, ...clients], keystrokes: pressed }
}

/** One visit to a paragraph; answers how many keys were pressed. */
function visit(text: Y.XmlText, random: (below: number) => number): number {
  let at = random(3) === 0 ? random(text.length + 1) : text.length
  let pressed = 0
  const type = (letter: string) => { text.insert(at, letter); at += 1; pressed += 1 }
  const back = () => { if (at > 0) { at -= 1; text.delete(at, 1); pressed += 1 } }
  if (random(3) === 0) for (let more = 10 + random(60); more > 0 && at > 20; more -= 1) back()
  for (const letter of ` ${sentence(random, 1 + random(24)).toLowerCase()}`) {
    type(letter)
    if (random(40) > 0) continue
    const wrong = 1 + random(3)
    for (let more = 0; more < wrong; more += 1) type('x')
    for (let more = 0; more < wrong; more += 1) back()
  }
  return pressed
}
