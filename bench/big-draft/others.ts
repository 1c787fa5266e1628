import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { fragmentName, schemaVersion } from '../../lib/document/version'
import { textsOf } from './history'
import { sentence, seeded } from './text'

/** Somebody else in the draft: a stock client that types five keys a second at one place, with a caret that moves. */
export interface Other { stop(): void; readonly pressed: () => number }

/** `place`: 0 is the first paragraph of the text, 1 the last. `every`: milliseconds from a key to the next; Infinity for somebody who only reads. */
export async function typist(url: string, standardId: string, token: string, name: string, place: number, every = 200): Promise<Other> {
  class Signed extends WebSocket {
    constructor(address: string) { super(address, { headers: { cookie: `next-auth.session-token=${token}`, origin: url } }) }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, standardId, doc, {
    disableBc: true, params: { schema: String(schemaVersion) }, WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
  })
  await new Promise<void>((resolve) => { provider.on('sync', (synced: boolean) => { if (synced) resolve() }) })
  const texts = textsOf(doc.getXmlFragment(fragmentName))
  const text = texts[Math.min(texts.length - 1, Math.round(place * texts.length))]!
  const random = seeded(name.length)
  let words = ''
  let pressed = 0
  const press = () => {
    if (words === '') words = ` ${sentence(random, 12).toLowerCase()}`
    text.insert(text.length, words[0]!)
    words = words.slice(1)
    pressed += 1
    const here = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length))
    provider.awareness.setLocalState({ user: { name, color: '#0b5136' }, cursor: { anchor: here, head: here } })
  }
  const timer = Number.isFinite(every) ? setInterval(press, every) : undefined
  return { stop: () => { clearInterval(timer); provider.destroy(); doc.destroy() }, pressed: () => pressed }
}
