import fc from 'fast-check'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { lanes } from '@/lib/drafts/access'
import { isOwnOrigin } from './entrance'
import { awarenessFrame, frameOf, savedFrame, step1Frame, step2Frame, updateFrame } from './frames'
import { type Frame, judge, readFrame } from './gate'
import { Bucket } from './rate'

/** The message inside a frame shorter than 126 bytes. */
const messageIn = (frame: Buffer) => new Uint8Array(frame.subarray(2))

const edit = () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'x')
  return Y.encodeStateAsUpdate(doc)
}

test('SY-5 the five messages of the stock client are read', () => {
  expect(readFrame(messageIn(step1Frame(new Uint8Array([0]))))).toEqual({ kind: 'step 1', vector: new Uint8Array([0]) })
  expect(readFrame(messageIn(step2Frame(edit())))?.kind).toBe('step 2')
  expect(readFrame(messageIn(updateFrame(edit())))?.kind).toBe('update')
  expect(readFrame(messageIn(awarenessFrame([{ clientId: 7, clock: 1, json: '{}' }]))))
    .toEqual({ kind: 'awareness', entries: [{ clientId: 7, clock: 1, json: '{}' }] })
  expect(readFrame(new Uint8Array([3]))).toEqual({ kind: 'query awareness' })
})

test('SY-5 messages that are the server\'s alone, cut ones, and ones with a tail are none', () => {
  const whole = messageIn(updateFrame(edit()))
  expect(readFrame(messageIn(savedFrame(1)))).toBeNull()
  for (const type of [2, 4, 100, 101, 255]) expect(readFrame(new Uint8Array([type, 0, 0]))).toBeNull()
  for (let length = 0; length < whole.length; length += 1) expect(readFrame(whole.subarray(0, length))).toBeNull()
  expect(readFrame(new Uint8Array([...whole, 0]))).toBeNull()
  expect(readFrame(new Uint8Array([0, 3, 0]))).toBeNull()
})

test('SY-8 a count of states larger than the message is refused before anything is made for it', () => {
  const inner = createEncoder()
  writeVarUint(inner, 33_000_000)
  const outer = createEncoder()
  writeVarUint(outer, 1)
  writeVarUint8Array(outer, toUint8Array(inner))
  expect(readFrame(toUint8Array(outer))).toBeNull()
})

test('SY-14 no bytes make the reader throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => { readFrame(bytes) }), { numRuns: 5_000 })
  fc.assert(fc.property(fc.constantFrom(0, 1, 3), fc.uint8Array({ maxLength: 64 }), (type, bytes) => { readFrame(new Uint8Array([type, ...bytes])) }), { numRuns: 5_000 })
})

test('SY-5 each lane has its messages', () => {
  const frames: Record<string, Frame> = {
    'step 1': { kind: 'step 1', vector: new Uint8Array([0]) },
    'query awareness': { kind: 'query awareness' },
    awareness: { kind: 'awareness', entries: [] },
    'step 2': { kind: 'step 2', update: edit() },
    update: { kind: 'update', update: edit() },
  }
  const table = Object.fromEntries(lanes.map((lane) => [lane, Object.fromEntries(Object.entries(frames).map(([name, frame]) => {
    const verdict = judge(frame, lane, false)
    return [name, verdict.kind]
  }))]))
  const refused = 'refuse edit'
  const all = (value: string) => Object.fromEntries(Object.keys(frames).map((name) => [name, value]))
  expect(table).toEqual({
    none: all('close'),
    read: { 'step 1': 'pass', 'query awareness': 'pass', awareness: 'drop', 'step 2': refused, update: refused },
    comment: { 'step 1': 'pass', 'query awareness': 'pass', awareness: 'pass', 'step 2': refused, update: refused },
    write: all('pass'),
  })
  expect(judge(frames.update!, 'read', true)).toEqual({ kind: 'refuse edit', reason: 'draft frozen' })
  expect(judge(frames.update!, 'read', false)).toEqual({ kind: 'refuse edit', reason: 'not allowed' })
  expect(judge(null, 'write', false)).toMatchObject({ kind: 'close', reason: 'not allowed' })
})

test('SY-1 only this site\'s own origin counts', () => {
  const at = 'https://accord.example'
  expect(isOwnOrigin('https://accord.example', at)).toBe(true)
  for (const origin of [undefined, '', 'null', 'http://accord.example', 'https://accord.example:8443', 'https://evil.example', 'https://accord.example.evil.example']) {
    expect(isOwnOrigin(origin, at)).toBe(false)
  }
  expect(isOwnOrigin('http://127.0.0.1:3000', 'http://localhost:3000')).toBe(true)
  expect(isOwnOrigin('http://127.0.0.1:3001', 'http://localhost:3000')).toBe(false)
  expect(isOwnOrigin('http://localhost:3000', 'http://accord.example:3000')).toBe(false)
})

test('frames carry their length as RFC 6455 has it', () => {
  expect([...frameOf(new Uint8Array(3)).subarray(0, 2)]).toEqual([0x82, 3])
  expect([...frameOf(new Uint8Array(126)).subarray(0, 4)]).toEqual([0x82, 126, 0, 126])
  expect([...frameOf(new Uint8Array(70_000)).subarray(0, 10)]).toEqual([0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70])
})

test('SY-13 a bucket gives its burst, then its rate', () => {
  const bucket = new Bucket({ perSecond: 10, burst: 3 }, 0)
  expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false])
  expect(bucket.take(100)).toBe(true)
  expect(bucket.take(100)).toBe(false)
})
