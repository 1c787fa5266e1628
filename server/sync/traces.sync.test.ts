import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import type WebSocket from 'ws'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft, rawSocket, type Served, serveSync, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { loadTrace, makeTrace, readTrace, recordedTraces, type Trace } from '../../tests/traces'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

const { db, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = await Promise.all([group.lead, group.editor].map((person) => signIn(db, person)))
const reviewer = await signIn(db, group.reviewer)
/** Faster than people type: what is tried here is the text, not the rate. */
const quick = { perSecond: 1e6, burst: 1e6 }
const serve = () => serveSync({ databaseUrl: url, limits: { socketRate: quick, personRate: quick, buffered: 64 * 1024 * 1024, compactAfter: { rows: 300, bytes: 1_000_000 } } })

const message = (kind: number, bytes: Uint8Array): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, 0)
  writeVarUint(encoder, kind)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}

/** The text of a trace as one of its writers sends it: each step once what it follows has come from the server. */
class Author {
  readonly #heard = new Map<number, number>()
  readonly #steps: { update: Uint8Array; after: Map<number, number> }[]
  #asked = false
  #next = 0
  #acknowledged = 0
  #sent = 0
  readonly socket: WebSocket

  constructor(at: Served, id: string, trace: Trace, agent: number) {
    const ends = endsOf(trace)
    this.#steps = trace.steps.filter((step) => step.agent === agent).map(({ update, after }) => ({ update, after: new Map(after.flatMap((index) => [...ends[index]!])) }))
    this.socket = rawSocket(at, id, { token: tokens[agent % tokens.length] })
    this.socket.once('open', () => this.socket.send(message(0, new Uint8Array([0]))))
    this.socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)))
  }

  get done(): boolean { return this.#next === this.#steps.length && this.#acknowledged === this.#sent }

  #hear(bytes: Uint8Array): void {
    if (bytes[0] === 100) { const decoder = createDecoder(bytes.subarray(1)); this.#acknowledged += readVarUint(decoder) }
    if (bytes[0] !== 0) return
    if (bytes[1] === 0) return this.#answer()
    const update = readVarUint8Array(createDecoder(bytes.subarray(2)))
    for (const [client, clock] of Y.parseUpdateMeta(update).to) this.#heard.set(client, Math.max(clock, this.#heard.get(client) ?? 0))
    this.#pump()
  }

  /** The server asks at the start, when there is nothing yet. Were it to ask again, something was sent before what it follows. */
  #answer(): void {
    if (this.#next > 0) throw new Error('a step was sent too early')
    this.#send(message(1, new Uint8Array([0, 0])))
    this.#asked = true
    this.#pump()
  }

  #pump(): void {
    if (!this.#asked) return
    while (this.#next < this.#steps.length) {
      const { update, after } = this.#steps[this.#next]!
      if ([...after].some(([client, clock]) => (this.#heard.get(client) ?? 0) < clock)) return
      this.#next += 1
      this.#send(message(2, update))
    }
  }

  #send(bytes: Uint8Array): void {
    this.#sent += 1
    this.socket.send(bytes)
  }
}

/** How far a step's writer had come with it: a deletion alone brings no new clock. */
function endsOf(trace: Trace): Map<number, number>[] {
  const reached = Array.from({ length: trace.agents }, () => new Map<number, number>())
  return trace.steps.map(({ agent, update }) => (reached[agent] = new Map([...reached[agent]!, ...Y.parseUpdateMeta(update).to])))
}

const textOf = (doc: Y.Doc): string => doc.getText('text').toString()

async function joiner(at: Served, id: string): Promise<Peer> {
  const peer = new Peer(at, id, reviewer)
  peer.connect()
  await until(() => peer.synced)
  return peer
}

/** Plays a session, and looks at its end from every side. */
async function playTrace(trace: Trace): Promise<void> {
  let at = await serve()
  const id = await makeDraft(db, group.lead, group.group.id, trace.name)
  const reader = await joiner(at, id)
  const began = performance.now()
  const authors = Array.from({ length: trace.agents }, (_, agent) => new Author(at, id, trace, agent))
  await until(() => authors.every((author) => author.done))
  await until(() => textOf(reader.doc).length === trace.end.length && textOf(reader.doc) === trace.end)
  const seconds = (performance.now() - began) / 1000
  const late = await joiner(at, id)
  const stored = replay(await storedDraft(db, id))
  await at.close()
  at = await serve()
  const after = await joiner(at, id)
  await at.close()
  const ends = Object.entries({ reader: reader.doc, late: late.doc, stored, after: after.doc })
  expect(ends.filter(([, doc]) => textOf(doc) !== trace.end).map(([who]) => who)).toEqual([])
  expect(ends.filter(([, doc]) => !Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(stored)) || doc.store.pendingStructs).map(([who]) => who)).toEqual([])
  console.log(`${trace.name}: ${trace.steps.length} edits by ${trace.agents}, ${trace.end.length} characters, everybody equal after ${seconds.toFixed(1)} s, and after a restart`)
  for (const { socket } of authors) socket.terminate()
}

describe('SY-30 a session played through the server ends in its text: for who watched, who comes late, who comes after a restart, and in the database', () => {
  test.for([['one writer', 1, 3_000, 11], ['two writers', 2, 4_000, 12], ['four writers', 4, 4_000, 13]] as const)('%s', async ([name, agents, length, seed]) => {
    await playTrace(readTrace(makeTrace(name, agents, length, seed)))
  })

  const recorded = recordedTraces()
  test.skipIf(recorded.length === 0)('sessions of real people lie beside the project', () => expect(recorded).not.toEqual([]))
  // The long ones take minutes: they are played at night, with many runs of the fuzz.
  for (const { name, path, bytes } of recorded) test.skipIf(bytes > 600_000 && !process.env.ACCORD_FUZZ_RUNS)(`${name}`, { timeout: 120_000 }, () => playTrace(loadTrace(path)))
})
