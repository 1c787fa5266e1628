import { expect, test } from 'vitest'
import { decodeTelling, encodeTelling, type Telling } from './messages'
import { originOf, Seal } from './seal'

test('SY-42 what one process seals the others open, and nobody reads it on the way', () => {
  const [a, b] = [new Seal('the same secret'), new Seal('the same secret')]
  const message = a.close('draft', Buffer.from('the text of a draft'))
  expect(b.open('draft', message)?.toString()).toBe('the text of a draft')
  expect(originOf(message)).toBe(a.origin)
  expect(message.includes('draft')).toBe(false)
  expect(a.close('draft', Buffer.from('the text of a draft')).equals(message)).toBe(false)
})

test('SY-42 nothing opens that has another secret, channel or sender, or was changed or cut anywhere', () => {
  const [a, b] = [new Seal('the same secret'), new Seal('the same secret')]
  const message = a.close('draft', Buffer.from('text'))
  expect(new Seal('another secret').open('draft', message)).toBeNull()
  expect(b.open('another draft', message)).toBeNull()
  for (let at = 0; at < message.length; at += 1) {
    const changed = Buffer.from(message)
    changed[at]! ^= 1
    expect(b.open('draft', changed)).toBeNull()
    expect(b.open('draft', message.subarray(0, at))).toBeNull()
  }
  expect(new Seal('another secret').channel('draft')).not.toBe(a.channel('draft'))
})

test('SY-42 a telling comes back as it was, and none is read from bytes that are none', () => {
  const telling: Telling = {
    count: 2 ** 40,
    items: [
      { kind: 'row', seq: 12, updates: [new Uint8Array([1, 2]), new Uint8Array()] }, { kind: 'look', seq: 2 ** 41 }, { kind: 'ask' },
      { kind: 'here', whole: true, entries: [{ clientId: 2 ** 32 - 1, clock: 1, json: '{"user":"Siân 🙂"}' }] },
    ],
  }
  const bytes = encodeTelling(telling)
  const read = decodeTelling(bytes)!
  expect({ ...read, items: read.items.map((item) => (item.kind === 'row' ? { ...item, updates: item.updates.map((update) => Uint8Array.from(update)) } : item)) }).toEqual(telling)
  expect(encodeTelling(read)).toEqual(bytes)
  expect(decodeTelling(bytes.subarray(0, bytes.length - 1))).toBeNull()
  expect(decodeTelling(new Uint8Array([1, 0, 1, 255, 255, 255, 255, 7]))).toBeNull()
  expect(decodeTelling(new Uint8Array([1, 9]))).toBeNull()
})
