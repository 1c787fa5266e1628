import * as Y from 'yjs'
import { Client, pause, roomName, until } from '../client'
import { type Ground, type Load, option } from '../ground'
import { loadTrace, type Trace } from '../../../tests/traces'
import { reachOf, root } from '../updates'

/** How far ahead of the first reader the writers may be: letters of one writer. */
const ahead = 1_000

/**
 * A recorded session as fast as it goes. A writer sends a change once it has what its author had; two others read along. It is over when
 * everybody has everything, and right when a newcomer has the recorded text: at once, and after a restart.
 */
export const replay: Load = async (ground) => {
  const trace = loadTrace(ground.trace!)
  const session = new Session(ground, trace)
  await session.connect()
  const done = await ground.meter()
  const began = performance.now()
  const stop = session.start()
  const finished = await until(() => session.over, option(ground, 'patience', 90) * 1000, 2)
  const tookMs = performance.now() - began
  const used = await done()
  stop()
  const now = await newcomer(ground, trace.end)
  session.leave()
  let later: Came | null = null
  if (ground.durable) {
    await pause(ground.settles)
    await ground.server.stop()
    await ground.server.start()
    await pause(300)
    later = await newcomer(ground, trace.end)
  }
  return {
    trace: trace.name, changes: trace.steps.length, tookMs, finished, converged: now.right, convergedLater: later?.right ?? null, laterMs: later?.ms ?? null,
    serverMicrosPerKey: used.serverMs * 1000 / trace.steps.length, ...used,
  }
}

interface Came { readonly right: boolean; readonly ms: number }

async function newcomer({ address }: Ground, wanted: string): Promise<Came> {
  const doc = new Y.Doc()
  const client = new Client(address, roomName(0), 400, { doc })
  const began = performance.now()
  await client.connect()
  const right = await until(() => doc.getText(root).length === wanted.length && doc.getText(root).toString() === wanted, 20_000, 2)
  client.leave()
  return { right, ms: performance.now() - began }
}

interface Change { readonly update: Uint8Array; readonly after: readonly number[]; readonly upto: number }

/** One who writes, with what it has got of the others. */
class Writer {
  next = 0
  readonly has = new Map<number, number>()
  constructor(readonly id: number, readonly changes: Change[]) {}
}

class Session {
  readonly #writers: Writer[] = []
  readonly #clients: Client[] = []
  readonly #readers: Map<number, number>[] = []
  /** Of each change: whose it is, and up to which clock its writer is there with it. */
  readonly #ends: { id: number; upto: number }[] = []

  constructor(ground: Ground, trace: Trace) {
    this.#read(trace)
    for (const [index, writer] of this.#writers.entries()) this.#join(ground, index, writer.has)
    for (let reader = 0; reader < 2; reader++) {
      const has = new Map<number, number>()
      this.#readers.push(has)
      this.#join(ground, 300 + reader, has)
    }
  }

  #join(ground: Ground, index: number, has: Map<number, number>): void {
    const hear = (bytes: Buffer, from: number, to: number) =>
      reachOf(bytes, from, to, (id, _first, upto) => { if (upto > (has.get(id) ?? 0)) has.set(id, upto) })
    this.#clients.push(new Client(ground.address, roomName(0), index, { update: hear, step2: hear }))
  }

  #read(trace: Trace): void {
    const ids = new Map<number, number>()
    for (const { agent, update } of trace.steps) {
      if (!ids.has(agent)) reachOf(update, 0, update.length, (id) => ids.set(agent, ids.get(agent) ?? id))
    }
    for (let agent = 0; agent < trace.agents; agent++) this.#writers.push(new Writer(ids.get(agent)!, []))
    for (const { agent, after, update } of trace.steps) {
      const writer = this.#writers[agent]!
      let upto = writer.changes.at(-1)?.upto ?? 0
      reachOf(update, 0, update.length, (id, _from, to) => { if (id === writer.id) upto = to })
      writer.changes.push({ update, after, upto })
      this.#ends.push({ id: writer.id, upto })
    }
  }

  async connect(): Promise<void> { for (const client of this.#clients) await client.connect() }

  start(): () => void {
    let going = true
    const turn = () => {
      for (const [index, writer] of this.#writers.entries()) this.#send(writer, this.#clients[index]!)
      if (going) setImmediate(turn)
    }
    turn()
    return () => { going = false }
  }

  #send(writer: Writer, client: Client): void {
    const messages: Buffer[] = []
    const seen = this.#readers[0]!.get(writer.id) ?? 0
    while (writer.next < writer.changes.length && messages.length < 64 && client.waiting < 262_144) {
      const { update, after, upto } = writer.changes[writer.next]!
      if (upto - seen > ahead + update.length) break
      if (!after.every((index) => this.#ends[index]!.upto <= (writer.has.get(this.#ends[index]!.id) ?? 0))) break
      messages.push(client.wire.update(update))
      writer.next += 1
    }
    if (messages.length > 0) client.send(messages)
  }

  /** Everybody has everything: the writers each other's, the readers all. */
  get over(): boolean {
    const all = this.#writers.map(({ id, changes }) => ({ id, upto: changes.at(-1)!.upto }))
    return this.#writers.every(({ next, changes }) => next === changes.length)
      && [...this.#readers, ...this.#writers.map(({ id, has }) => new Map([...has, [id, Infinity]]))].every((has) => all.every(({ id, upto }) => (has.get(id) ?? 0) >= upto))
  }

  leave(): void { for (const client of this.#clients) client.leave() }
}
