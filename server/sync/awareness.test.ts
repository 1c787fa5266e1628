import { beforeEach, expect, test } from 'vitest'
import { AwarenessBook, type Holder } from './awareness'

const holder = (id: string): Holder => ({ presence: { id, name: `name of ${id}`, organisation: 'Wexshire', colour: '#000000' } })
let owners: Map<number, string>
let now: number
let book: AwarenessBook<Holder>
beforeEach(() => {
  owners = new Map()
  now = 1_000
  book = new AwarenessBook<Holder>((clientId) => owners.get(clientId), 4096, () => now)
})
const say = (who: Holder, clientId: number, clock: number, state: unknown) => book.hear(who, { clientId, clock, json: JSON.stringify(state) })

test('SY-11 the server\'s word for who it is replaces the client\'s', () => {
  const ann = holder('ann')
  const heard = say(ann, 1, 1, { user: { name: 'Bob' }, cursor: 5 })
  expect(heard.kind === 'say' && JSON.parse(heard.entry.json)).toEqual({ user: ann.presence, cursor: 5 })
})

test('SY-11 echoes are dropped by their clock, repetitions too', () => {
  const [ann, bob] = [holder('ann'), holder('bob')]
  const heard = say(ann, 1, 1, {})
  if (heard.kind !== 'say') throw new Error('not said')
  expect(book.hear(bob, heard.entry).kind).toBe('nothing')
  expect(book.hear(bob, { ...heard.entry, json: 'null' }).kind).toBe('nothing')
  expect(say(ann, 1, 1, {}).kind).toBe('nothing')
  expect(say(ann, 1, 2, {}).kind).toBe('say')
})

test('SY-9 another\'s presence is spoofed, whether it is here or bound by what was written', () => {
  const [ann, bob] = [holder('ann'), holder('bob')]
  say(ann, 1, 1, {})
  expect(say(bob, 1, 9_999_999, {}).kind).toBe('spoofed')
  owners.set(77, 'ann')
  expect(say(bob, 77, 1, {}).kind).toBe('spoofed')
  expect(book.present(null).map((entry) => entry.clientId)).toEqual([1])
})

test('SY-11 one state a socket: a second id is not taken', () => {
  const ann = holder('ann')
  say(ann, 1, 1, {})
  expect(say(ann, 2, 1, {}).kind).toBe('nothing')
  expect(book.present(null)).toHaveLength(1)
})

test('SY-11 a socket that comes back takes over its ghost, and the ghost\'s end does not take it away', () => {
  const [before, after] = [holder('ann'), holder('ann')]
  say(before, 1, 5, {})
  expect(say(after, 1, 5, {}).kind).toBe('say')
  expect(book.leave(before)).toBeNull()
  expect(book.present(null)).toHaveLength(1)
})

test('SY-11 a presence goes with its socket, with a newer clock, and its late echo is known', () => {
  const [ann, bob] = [holder('ann'), holder('bob')]
  const heard = say(ann, 1, 1, {})
  if (heard.kind !== 'say') throw new Error('not said')
  const left = book.leave(ann)
  expect(left).toMatchObject({ clientId: 1, json: 'null' })
  expect(left!.clock).toBeGreaterThan(heard.entry.clock)
  expect(book.hear(bob, heard.entry).kind).toBe('nothing')
  expect(book.present(null)).toEqual([])
})

test('SY-11 clocks of a new life of the server are above those of the life before', () => {
  const first = say(holder('ann'), 1, 1, {})
  now += 5_000
  const second = new AwarenessBook<Holder>(() => undefined, 4096, () => now).hear(holder('ann'), { clientId: 1, clock: 1, json: '{}' })
  expect(second.kind === 'say' && first.kind === 'say' && second.entry.clock > first.entry.clock).toBe(true)
})

test('SY-11 what is too large or no object is not taken', () => {
  const ann = holder('ann')
  expect(say(ann, 1, 1, { cursor: 'x'.repeat(4096) }).kind).toBe('too large')
  for (const state of [5, 'text', [1]]) expect(say(ann, 1, 1, state).kind).toBe('nothing')
  expect(book.hear(ann, { clientId: 1, clock: 1, json: '{' }).kind).toBe('nothing')
  expect(book.present(null)).toEqual([])
})

const abroad = (person: string, clientId: number, clock: number) => ({ clientId, clock, json: JSON.stringify({ user: holder(person).presence }) })
const gone = (clientId: number, clock: number) => ({ clientId, clock, json: 'null' })

test('SY-43 states at another process are shown here, are nobody\'s to take here, and echoes of them are no news', () => {
  const bob = holder('bob')
  expect(book.see('there', [abroad('ann', 1, 5_000)])).toHaveLength(1)
  expect(book.see('there', [abroad('ann', 1, 5_000)])).toEqual([])
  expect(book.hear(bob, abroad('ann', 1, 5_000)).kind).toBe('nothing')
  expect(book.hear(bob, gone(1, 5_000)).kind).toBe('nothing')
  expect(book.hear(bob, abroad('ann', 1, 5_001)).kind).toBe('spoofed')
  expect(book.present(bob)).toEqual([abroad('ann', 1, 5_000)])
})

test('SY-43 who moves from one process to another is taken away by neither: the newest place counts', () => {
  const ann = holder('ann')
  book.see('there', [abroad('ann', 1, 5_000)])
  const here = say(ann, 1, 3, {})
  expect(here.kind === 'say' && here.entry.clock).toBe(5_001)
  expect(book.see('there', [gone(1, 5_001), gone(1, 9_000)])).toEqual([])
  expect(book.lost('there')).toEqual([])
  expect(book.see('there', [abroad('ann', 1, 9_001)])).toHaveLength(1)
  expect(book.leave(ann)).toBeNull()
  expect(book.present(null)).toHaveLength(1)
})

test('SY-43 with a process all go who were there, and nobody else', () => {
  book.see('there', [abroad('ann', 1, 5_000), abroad('bob', 2, 5_000)])
  book.see('elsewhere', [abroad('cat', 3, 5_000)])
  book.see('there', [gone(2, 5_001)])
  expect(book.lost('there')).toEqual([gone(1, 5_001)])
  expect(book.present(null).map((entry) => entry.clientId)).toEqual([3])
})

test('SY-43 a state abroad under a client id that is another\'s, by what was written or by who is here, is not shown', () => {
  owners.set(1, 'ann')
  expect(book.see('there', [abroad('bob', 1, 5_000)])).toEqual([])
  say(holder('cat'), 2, 1, {})
  expect(book.see('there', [abroad('bob', 2, 5_000)])).toEqual([])
  expect(book.see('there', [{ clientId: 3, clock: 1, json: '{' }, { clientId: 4, clock: 1, json: '{"user":{}}' }])).toEqual([])
})
