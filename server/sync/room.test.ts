import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import type WebSocket from 'ws'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { seeded } from '../../tests/seed'
import { tinyUpdates } from '../../tests/tiny-updates'
import type { CommittedRow } from '@/lib/drafts/commands'
import { encodeUpdates } from '@/lib/drafts/log'
import type { Abroad, Homeland } from './abroad'
import { Digester } from './compare'
import { type Admitted, Connection } from './connection'
import { updateFrame } from './frames'
import { readFrame } from './gate'
import { defaultLimits } from './limits'
import { DraftLog } from './log'
import { Room } from './room'
import { WebSocketWire } from './websocket-wire'

class FakeSocket extends EventEmitter {
  readyState = 1
  isPaused = false
  codes: number[] = []
  pause() { this.isPaused = true }
  resume() { this.isPaused = false }
  ping() {}
  terminate() { this.close(1006) }
  close(code: number) { this.readyState = 3; this.codes.push(code) }
}

const admitted = (id: string): Admitted => ({
  person: { kind: 'person', id, name: id, email: `${id}@place.example`, isAdmin: false },
  presence: { id, name: id, organisation: 'Wexshire', colour: '#000000' }, lane: 'write', frozen: false, groupId: 'g',
})

/** A room on a log that commits in memory, and sockets that are none. */
function world({ commits = Promise.resolve(), abroad, stored = [], shorten = () => Promise.resolve() }: {
  commits?: Promise<void>; abroad?: Abroad; stored?: { seq: number; updates: Uint8Array }[]; shorten?: () => Promise<void>
} = {}) {
  const owners = new Map<number, string>()
  const rows = [...stored]
  const append = async (more: CommittedRow[]) => { await commits; for (const { updates } of more) rows.push({ seq: rows.length, updates }); return more.map((_, n) => rows.length - more.length + n) }
  const room = new Room('standard', {
    shorten,
    digester: new Digester(() => Promise.reject(new Error('nobody compares here'))),
    limits: { ...defaultLimits, socketRate: { perSecond: 1e9, burst: 1e9 }, syncRate: { perSecond: 1e9, burst: 1e9 } },
    log: new DraftLog(append),
    load: async () => ({ stored: { compaction: null, damaged: [], rows }, owners: new Map(owners) }),
    bind: async (_, personId, ids) => ids.filter((id) => { if (!owners.has(id)) owners.set(id, personId); return owners.get(id) !== personId }),
    refusedEdit: () => {}, tell: () => {}, ended: () => {}, ...(abroad ? { abroad } : {}),
  })
  const join = (person: string, lane: Admitted['lane'] = 'write') => {
    const socket = new FakeSocket()
    const written: Buffer[] = []
    const raw = { write: (bytes: Buffer) => written.push(bytes), writableLength: 0 } as unknown as Duplex
    const connection = new Connection({ wire: new WebSocketWire(socket as unknown as WebSocket, raw), token: '', standardId: 'standard', saved: true, limits: defaultLimits })
    connection.as = { ...admitted(person), lane }
    room.enter(connection)
    connection.release(room)
    return { connection, written, socket, say: (bytes: Uint8Array) => connection.closed || room.handle(connection, bytes) }
  }
  return { room, join }
}

test('SY-14 10,000 random frames, each of them judged: nothing is thrown, and what others wrote stays', async () => {
  const random = seeded('judged frames')
  const { room, join } = world()
  await room.loaded
  const honest = new Y.Doc()
  const bystander = join('honest')
  const own: Uint8Array[] = []
  honest.on('update', (update: Uint8Array) => own.push(update))
  const write = async () => {
    honest.getText('honest').insert(0, 'w')
    await bystander.say(updateFrame(own.pop()!).subarray(2))
  }
  for (let n = 0; n < 20; n += 1) await write()
  const sample = () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.draft!.doc))
    const vector = Y.encodeStateVector(doc)
    doc.getText('t').insert(0, 'sample')
    doc.getXmlFragment('document').insert(0, [new Y.XmlElement('paragraph')])
    return Buffer.from(Y.encodeStateAsUpdate(doc, vector))
  }
  let base = sample()
  const flipped = (bytes: Buffer) => { const copy = Buffer.from(bytes); copy[random.below(copy.length)]! ^= 1 << random.below(8); return copy }
  const framed = (type: number, update: Buffer) => Buffer.concat([Buffer.from([0, type]), varUint(update.length), update])
  const shapes = [
    () => random.bytes(random.below(80)),
    () => framed(1 + random.below(2), random.bytes(random.below(60))),
    () => framed(1 + random.below(2), flipped(base)),
    () => framed(1 + random.below(2), base.subarray(0, random.below(base.length))),
    () => framed(1 + random.below(2), base),
    () => Buffer.concat([Buffer.from([1, random.below(20)]), random.bytes(random.below(20))]),
    () => framed(0, random.bytes(random.below(30))),
  ]
  let attacker = join('attacker')
  const codes = new Map<number, number>()
  for (let n = 0; n < 10_000; n += 1) {
    while (!room.open) await new Promise(setImmediate)
    if (attacker.connection.closed) {
      for (const code of attacker.socket.codes) codes.set(code, (codes.get(code) ?? 0) + 1)
      attacker = join('attacker')
    }
    await attacker.say(random.pick(shapes)())
    if (n % 100 === 0 && room.open) { await write(); base = sample() }
  }
  await room.quiet()
  while (!room.open) await new Promise(setImmediate)
  console.log(`10,000 judged frames (seed ${random.seed}), closed with`, Object.fromEntries(codes))
  expect(room.closed).toBe(false)
  expect(Y.getState(room.draft!.doc.store, honest.clientID)).toBe(Y.getState(honest.store, honest.clientID))
  expect(bystander.socket.codes).toEqual([])
})

const varUint = (value: number): Buffer => Buffer.from(value < 128 ? [value] : [128 + (value % 128), ...varUint(Math.floor(value / 128))])

/** The messages in what was written to a socket: frames one behind the other. */
function messagesIn(written: Buffer[]): Uint8Array[] {
  const bytes = Buffer.concat(written.splice(0))
  const messages: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const short = bytes[at + 1]!
    const [head, size] = short < 126 ? [2, short] : [4, bytes.readUInt16BE(at + 2)]
    messages.push(bytes.subarray(at + head, at + head + size))
    at += head + size
  }
  return messages
}

test('SY-6 formats that cross are tidied alike everywhere, at the one who set them too, and a reader is not closed for tidying', { timeout: 60_000 }, async () => {
  const { seed, below } = seeded('crossing formats')
  let runs = 0
  for (; runs < 300; runs += 1) {
    const chance = seeded('one run', below(2 ** 31))
    const { room, join } = world()
    await room.loaded
    const people = (['write', 'write', 'read'] as const).map((lane, n) => ({ ...join(`person ${n}`, lane), doc: new Y.Doc(), sends: [] as Uint8Array[], inbox: [] as Uint8Array[] }))
    for (const person of people) person.doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'server') person.sends.push(update) })
    const exchange = async () => {
      // One message each in turn, so that they cross as they do on the way.
      for (let still = 0; still < 3; still += 1) {
        for (const person of people) {
          person.inbox.push(...messagesIn(person.written))
          const update = person.sends.shift()
          if (update) await person.say(updateFrame(update).subarray(update.length < 122 ? 2 : 4))
          const message = person.inbox.shift()
          const frame = message && readFrame(message)
          if (frame && 'update' in frame) Y.applyUpdate(person.doc, frame.update, 'server')
          if (update || message) still = -1
        }
        await new Promise(setImmediate)
      }
    }
    for (const person of people) await person.say(new Uint8Array([0, 0, 1, 0]))
    const words = new Y.XmlText('abcdefgh')
    people[0]!.doc.getXmlFragment('document').insert(0, [words])
    await exchange()
    for (let n = 0; n < 14; n += 1) {
      const text = people[chance.below(2)]!.doc.getXmlFragment('document').get(0) as Y.XmlText
      const at = chance.below(text.length)
      const marks = chance.pick([{ bold: {} }, { bold: null }, { italic: {} }, { italic: null }])
      const kind = chance.below(4)
      if (kind < 2) text.format(at, 1 + chance.below(text.length - at), marks)
      else if (kind === 2) text.insert(at, 'x', marks)
      else if (text.length > 2) text.delete(at, 1)
      if (chance.below(3) === 0) await exchange()
    }
    await exchange()
    const texts = [...people.map((person) => person.doc), room.draft!.doc].map((doc) => doc.getXmlFragment('document').toString())
    expect(new Set(texts).size, `run ${runs} of seed ${seed}`).toBe(1)
    expect(people.map((person) => person.socket.codes)).toEqual([[], [], []])
  }
  console.log(`${runs} runs of crossing formats (seed ${seed}): all equal`)
})

test('SY-40 what another process committed reaches one whose answer was made before and is held back, too, and after what it depends on', async () => {
  let letGo = () => {}
  let homeland: Homeland | null = null
  const abroad: Abroad = { enter: async (_, room) => { homeland = room }, leave() {}, committed() {}, present() {}, isAlone: false }
  const { room, join } = world({ commits: new Promise((resolve) => { letGo = resolve }), abroad })
  await room.loaded
  const made = (doc: Y.Doc, words: string) => {
    const vector = Y.encodeStateVector(doc)
    doc.getText('t').insert(doc.getText('t').length, words)
    return Buffer.from(Y.encodeStateAsUpdate(doc, vector))
  }
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const [writer, reader] = [join('ann'), join('bob')]
  await writer.say(updateFrame(made(here, 'here ')).subarray(2))
  // The answer is made now, and held back with the commit.
  await reader.say(new Uint8Array([0, 0, 1, 0]))
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  homeland!.hear(900, [made(there, 'there')])
  await new Promise((resolve) => setTimeout(resolve))
  expect(messagesIn(reader.written)).toEqual([])
  letGo()
  const heard = new Y.Doc()
  while (heard.getText('t').length < 10) {
    await new Promise(setImmediate)
    for (const message of messagesIn(reader.written)) {
      const frame = readFrame(message)
      if (frame && 'update' in frame) Y.applyUpdate(heard, frame.update)
      expect(heard.store.pendingStructs).toBeNull()
    }
  }
  expect(heard.getText('t').toString()).toBe('here there')
})

test('SY-14 where so much came since the last compaction that a document of it would hold up everybody, it is compacted before anybody is answered', async () => {
  let asked = 0
  let done = () => {}
  const compacted = new Promise<void>((resolve) => { done = resolve })
  const { room, join } = world({ stored: [{ seq: 0, updates: encodeUpdates([...tinyUpdates(7, 4_001)]) }], shorten: () => { asked += 1; return compacted } })
  await room.loaded
  const { written, say } = join('reader', 'read')
  const answer = say(new Uint8Array([0, 0, 1, 0]))
  await new Promise(setImmediate)
  expect([asked, written.length]).toEqual([1, 0])
  done()
  await answer
  expect(written.length).toBe(1)
})
