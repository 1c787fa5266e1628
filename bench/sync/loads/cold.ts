import * as Y from 'yjs'
import { type Address, Client, connectAll, pause, roomName, until } from '../client'
import { type Load, option } from '../ground'
import { root } from '../updates'
import { writtenText } from '../written'

const sizes = [{ name: 'small', bytes: 311_000, authors: 1 }, { name: 'large', bytes: 1_960_000, authors: 10 }] as const

/** Opens two texts, one of them large, on a server that has just started. */
export const cold: Load = async (ground) => {
  const texts = sizes.map((size, at) => ({ ...size, room: roomName(at), ...writtenText(size.bytes, size.authors) }))
  for (const { room, doc } of texts) await put(ground.address, room, Y.encodeStateAsUpdate(doc), doc.getText(root).length)
  await pause(ground.settles)
  await ground.server.stop()
  await ground.server.start()
  await pause(300)
  warm(texts[0]!.doc)
  const found: Record<string, unknown> = {}
  for (const { name, room, doc } of texts) {
    found[name] = await open(ground, room, doc.getText(root).toString(), Y.encodeStateAsUpdate(doc).length, option(ground, 'patience', 10_000))
  }
  return found
}

/** What is measured is how soon a server that has just started gives a text, not how slow this process is with the first that it reads. */
function warm(doc: Y.Doc): void {
  const update = Y.encodeStateAsUpdate(doc)
  for (let count = 0; count < 5; count++) Y.applyUpdate(new Y.Doc(), update)
}

async function put(address: Address, room: string, update: Uint8Array, length: number): Promise<void> {
  const reader = { doc: new Y.Doc() }
  const [from, to] = [new Client(address, room, 0), new Client(address, room, 1, reader)]
  await connectAll([from, to])
  from.send([from.wire.update(update)])
  if (!await until(() => reader.doc.getText(root).length === length, 30_000)) throw new Error('the text did not arrive at another client')
  from.leave()
  to.leave()
}

async function open(ground: Parameters<Load>[0], room: string, wanted: string, bytes: number, patience: number): Promise<object> {
  const doc = new Y.Doc()
  const client = new Client(ground.address, room, 2, { doc })
  const there = () => doc.getText(root).length === wanted.length
  const done = await ground.meter()
  const began = performance.now()
  await client.connect()
  const syncedMs = performance.now() - began
  const emptyFirst = !there()
  const came = await until(there, emptyFirst ? patience : 0, 1)
  const openMs = performance.now() - began
  if (came && doc.getText(root).toString() !== wanted) throw new Error('the text that came back is another')
  await pause(100)
  const { serverMs } = await done()
  client.leave()
  return came ? { bytes, openMs, syncedMs, emptyFirst, bytesRead: client.bytesRead, serverMs } : { bytes, gone: true, emptyFirst }
}
