import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, expect, test } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Lane } from '@/lib/drafts/access'
import { closeCodes } from '@/lib/drafts/close-codes'
import type { Line } from './line'
import { DraftProvider } from './provider'

const opened: DraftProvider[] = []
afterEach(() => { for (const provider of opened.splice(0)) provider.destroy() })

/** A socket that the test holds the other end of. */
class Wire implements Line {
  readyState = 0
  binaryType = ''
  slower = false
  onerror: (() => void) | null = null
  onbetter: ((socket: Line) => void) | null = null
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly heard: Uint8Array[] = []
  send(bytes: Uint8Array) { this.heard.push(bytes) }
  close() { this.readyState = 3 }

  accept() { this.readyState = 1; this.onopen?.() }
  say(type: number, write: (encoder: encoding.Encoder) => void) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    write(encoder)
    this.onmessage?.({ data: encoding.toUint8Array(encoder).slice().buffer })
  }
  hangUp(code: number) { this.readyState = 3; this.onclose?.({ code }) }
  /** What was sent of the text: sync step 2 and updates. */
  get texts() {
    return this.heard.filter((bytes) => {
      const decoder = decoding.createDecoder(bytes)
      return decoding.readVarUint(decoder) === 0 && decoding.readVarUint(decoder) !== 0
    })
  }
  get presences() { return this.heard.filter((bytes) => bytes[0] === 1) }
}

function standing(lane: Lane = 'write') {
  const lines: Wire[] = []
  const clock = { now: 0 }
  const waits: { work: () => void; after: number }[] = []
  const server = new Y.Doc()
  const doc = new Y.Doc()
  const provider = new DraftProvider('ws://x/sync/1', doc, lane, {
    open: () => { const line = new Wire(); lines.push(line); return line },
    later: (work, after) => {
      const wait = { work, after }
      waits.push(wait)
      return () => { const at = waits.indexOf(wait); if (at >= 0) waits.splice(at, 1) }
    },
    random: () => 0.5,
    now: () => clock.now,
  })
  opened.push(provider)
  /** After a pause, unless told otherwise: then it is a change of its own. */
  const type = (words: string, pause = 1_000) => {
    clock.now += pause
    doc.getText('t').insert(0, words)
  }
  /** The server asks for what it lacks, and gives what it has. */
  const synchronise = (line: Wire) => {
    line.accept()
    line.say(0, (encoder) => sync.writeSyncStep1(encoder, server))
    line.say(0, (encoder) => sync.writeSyncStep2(encoder, server))
  }
  const saved = (line: Wire, messages: number) => line.say(100, (encoder) => encoding.writeVarUint(encoder, messages))
  const passTime = (after: (milliseconds: number) => boolean) => {
    const due = waits.filter((wait) => after(wait.after))
    for (const wait of due) { waits.splice(waits.indexOf(wait), 1); wait.work() }
  }
  provider.connect()
  return { provider, doc, server, lines, waits, type, synchronise, saved, passTime, line: () => lines.at(-1)! }
}

test('saved only when every message, sync step 2 among them, is known to be durable', () => {
  const { provider, line, synchronise, type, saved } = standing()
  expect(provider.status).toEqual({ kind: 'connecting' })
  synchronise(line())
  expect(provider.status).toEqual({ kind: 'saved' })
  type('a')
  type('b')
  expect(line().texts).toHaveLength(3)
  saved(line(), 2)
  expect(provider.status).toEqual({ kind: 'saving', changes: 1, slow: false })
  saved(line(), 1)
  expect(provider.status).toEqual({ kind: 'saved' })
})

test('nothing goes out before the server has said what it has', () => {
  const { line, type, server } = standing()
  line().accept()
  type('early')
  expect(line().texts).toHaveLength(0)
  line().say(0, (encoder) => sync.writeSyncStep1(encoder, server))
  expect(line().texts).toHaveLength(1)
})

test('what is typed with no connection is counted, kept and sent when it is back', () => {
  const { provider, lines, line, synchronise, type, saved, passTime } = standing()
  synchronise(line())
  saved(line(), 1)
  type('on its way')
  line().hangUp(1006)
  type('offline')
  expect(provider.status).toEqual({ kind: 'unsaved', changes: 2 })
  passTime((after) => after < 2_000)
  expect(lines).toHaveLength(2)
  synchronise(line())
  expect(provider.status).toEqual({ kind: 'saving', changes: 2, slow: false })
  saved(line(), 1)
  expect(provider.status).toEqual({ kind: 'saved' })
})

test('in the lanes that may not write nothing of the text is ever sent, whatever the local document does', () => {
  for (const lane of ['read', 'comment'] as const) {
    const { provider, line, synchronise, type } = standing(lane)
    synchronise(line())
    type('not mine to write')
    expect(line().texts).toHaveLength(0)
    expect(provider.status).toEqual({ kind: 'saved' })
  }
})

test('only who may comment is seen', () => {
  for (const [lane, seen] of [['read', 0], ['comment', 1], ['write', 1]] as const) {
    const { provider, line, synchronise } = standing(lane)
    provider.awareness.setLocalState({ user: { name: 'x' } })
    synchronise(line())
    expect(line().presences).toHaveLength(seen)
  }
})

test('each code that the server ends with for good is told, and nothing tries again', () => {
  for (const [reason, code] of Object.entries(closeCodes)) {
    const { provider, line, waits, synchronise } = standing()
    synchronise(line())
    line().hangUp(code)
    const forGood = code >= 4400 && code !== 4429
    expect(provider.status, reason).toMatchObject(forGood ? { kind: 'refused', ending: reason } : { kind: 'unsaved' })
    expect(waits.some((wait) => wait.after < 5000), reason).toBe(!forGood)
  }
})

test('a line that says nothing is asked, then given up', () => {
  const { provider, line, synchronise, passTime } = standing()
  synchronise(line())
  const before = line().heard.length
  passTime((after) => after === 20_000)
  expect(line().heard.length).toBe(before + 1)
  passTime((after) => after === 10_000)
  expect(provider.status.kind).toBe('unsaved')
})

test('slow saving is said, and taken back as soon as anything lands', () => {
  const { provider, line, synchronise, type, saved, passTime } = standing()
  synchronise(line())
  type('a')
  type('b')
  passTime((after) => after === 6_000)
  expect(provider.status).toEqual({ kind: 'saving', changes: 2, slow: true })
  saved(line(), 2)
  expect(provider.status).toEqual({ kind: 'saving', changes: 1, slow: false })
})

/** What a message of the text carries. */
const updateOf = (bytes: Uint8Array): Uint8Array => {
  const decoder = decoding.createDecoder(bytes)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  return decoding.readVarUint8Array(decoder)
}

test('OF-2 a change is what comes without a pause, as it is for Undo', () => {
  const { provider, line, synchronise, type } = standing()
  synchronise(line())
  line().hangUp(1006)
  for (let key = 0; key < 40; key += 1) type('a', 120)
  expect(provider.status).toEqual({ kind: 'unsaved', changes: 1 })
  type('b', 500)
  type('c', 499)
  expect(provider.status).toEqual({ kind: 'unsaved', changes: 2 })
  expect(provider.unsent).toHaveLength(42)
})

test('OF-3 what an earlier visit left goes out as if made now, whether the server has answered before or answers after', () => {
  for (const late of [true, false]) {
    const earlier = standing()
    earlier.type('one ')
    earlier.type('two ')
    const { provider, server, line, synchronise, saved } = standing()
    const edits = [...earlier.provider.unsent]
    if (late) { synchronise(line()); saved(line(), 1) }
    expect(provider.putBack(edits)).toBe('done')
    if (!late) synchronise(line())
    expect(provider.status).toEqual({ kind: 'saving', changes: 2, slow: false })
    for (const text of line().texts) Y.applyUpdate(server, updateOf(text))
    expect(server.getText('t').toJSON()).toBe('two one ')
    saved(line(), line().texts.length - (late ? 1 : 0))
    expect(provider.status).toEqual({ kind: 'saved' })
  }
})

test('OF-3 in a lane that may not write nothing is put back', () => {
  const earlier = standing()
  earlier.type('mine')
  const { provider, doc, line, synchronise } = standing('comment')
  synchronise(line())
  expect(provider.putBack([...earlier.provider.unsent])).toBe('not allowed')
  expect(doc.getText('t').toJSON()).toBe('')
})

test('OF-3 what builds on a text that is no more is let go of, and keeps nothing else from being sent', () => {
  const earlier = standing()
  earlier.type('lost ')
  earlier.type('child ')
  const { provider, doc, server, line, synchronise, saved, type } = standing()
  synchronise(line())
  expect(provider.putBack(earlier.provider.unsent.slice(1))).toBe('unfit')
  type('here')
  for (const text of line().texts) Y.applyUpdate(server, updateOf(text))
  expect([doc.getText('t').toJSON(), server.getText('t').toJSON()]).toEqual(['here', 'here'])
  saved(line(), line().texts.length)
  expect(provider.status).toEqual({ kind: 'saved' })
  line().hangUp(1006)
  provider.retry()
  synchronise(line())
  for (const text of line().texts) Y.applyUpdate(server, updateOf(text))
  expect(server.store.pendingStructs).toBeNull()
})

test('OF-4 what was written in a long absence goes out in messages that the server takes, and each of them counts', () => {
  const { provider, server, line, synchronise, saved, type, doc } = standing()
  synchronise(line())
  saved(line(), 1)
  line().hangUp(1006)
  for (let page = 0; page < 30; page += 1) type(String.fromCharCode(97 + page % 26).repeat(20_000))
  provider.retry()
  synchronise(line())
  expect(line().texts.length).toBeGreaterThan(4)
  for (const text of line().texts) {
    expect(text.length).toBeLessThan(256 * 1024)
    Y.applyUpdate(server, updateOf(text))
    expect(server.store.pendingStructs).toBeNull()
  }
  expect(server.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
  expect(provider.status).toEqual({ kind: 'saving', changes: 30, slow: false })
  saved(line(), line().texts.length - 1)
  expect(provider.status).toMatchObject({ kind: 'saving' })
  saved(line(), 1)
  expect(provider.status).toEqual({ kind: 'saved' })
})

test('OF-5 where the server does not come, the text of this device stands in, is no edit, and merges with the server’s', () => {
  const { provider, server, doc, line, synchronise, type, saved } = standing()
  const kept = new Y.Doc()
  server.getText('t').insert(0, 'agreed ')
  Y.applyUpdate(kept, Y.encodeStateAsUpdate(server))
  server.getText('t').insert(7, 'later ')
  provider.standIn(Y.encodeStateAsUpdate(kept))
  expect(provider.loaded).toBe(true)
  expect(provider.status.kind).not.toBe('saving')
  type('mine ')
  synchronise(line())
  expect(doc.getText('t').toJSON()).toBe('mine agreed later ')
  saved(line(), 1)
  expect(provider.status).toEqual({ kind: 'saved' })
})

test('of a text with a long history no deletion goes back to the server that told of it', () => {
  const { line, server, synchronise, type } = standing()
  for (let times = 0; times < 500; times++) { server.getText('t').insert(0, 'abc'); server.getText('t').delete(1, 1) }
  synchronise(line())
  line().say(0, (encoder) => sync.writeSyncStep1(encoder, server))
  expect(line().texts[0]!.length).toBeLessThan(10)
  type('a')
  line().say(0, (encoder) => sync.writeSyncStep1(encoder, server))
  expect(line().texts.at(-1)!.length).toBeLessThan(60)
})

test('a better line takes the place of a slower one without a word of trouble, and what was on its way goes over it again', () => {
  const { provider, line, synchronise, type, saved, server } = standing()
  const slow = line()
  slow.slower = true
  synchronise(slow)
  saved(slow, 1)
  type('on its way')
  const heard: string[] = []
  provider.subscribe(() => heard.push(`${provider.status.kind} ${provider.slower}`))
  const better = new Wire()
  better.accept()
  slow.onbetter!(better)
  expect([slow.readyState, slow.onmessage]).toEqual([3, null])
  type('in between')
  better.say(0, (encoder) => sync.writeSyncStep1(encoder, server))
  expect(better.texts).toHaveLength(1)
  better.say(0, (encoder) => sync.writeSyncStep2(encoder, server))
  saved(better, 1)
  expect(provider.status).toEqual({ kind: 'saved' })
  expect(heard.every((said) => said.startsWith('sav') && said.endsWith('false'))).toBe(true)
})
