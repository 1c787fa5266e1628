import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Hub, place, Rows } from '../../../tests/abroad'
import { defaultPace } from './pace'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const entry = (clientId: number, clock = 1, json = '{}') => ({ clientId, clock, json })

async function places(count: number, hub: Hub | null = new Hub(), rows = new Rows()) {
  const all = []
  for (let n = 0; n < count; n += 1) all.push(await place(rows, hub))
  await pass(1_500)
  return { all, hub: hub!, rows }
}

test('SY-40 what one process committed reaches the rooms of all others at once', async () => {
  const { all: [a, b, c] } = await places(3)
  a!.write('word')
  await pass(1)
  expect([b!.room.words, c!.room.words]).toEqual([new Set(['word']), new Set(['word'])])
  expect(b!.room.catchUps + c!.room.catchUps).toBeLessThanOrEqual(2)
})

test('SY-41 a message that was lost is found in the database when the next one comes', async () => {
  const { all: [a, b], hub } = await places(2)
  hub.loses = () => true
  a!.write('lost')
  await pass(1)
  hub.loses = () => false
  expect([...b!.room.words]).toEqual([])
  a!.write('next')
  await pass(40)
  expect([...b!.room.words].sort()).toEqual(['lost', 'next'])
})

test('SY-41 a lost message after which none comes is found by the next look', async () => {
  const { all: [a, b], hub } = await places(2)
  const [, , draft] = hub.listened
  hub.loses = (channel) => channel !== draft && channel !== hub.listened[0]
  a!.write('lost')
  await pass(1)
  hub.loses = () => false
  await pass(defaultPace.heard + 100)
  expect([...b!.room.words]).toEqual(['lost'])
})

test('SY-41 a row that becomes visible after later ones is found', async () => {
  const { all: [, b], rows } = await places(2)
  const slow = rows.write('draft', 'slow', false)
  rows.write('draft', 'quick')
  await pass(defaultPace.heard * 2)
  expect([...b!.room.words]).toEqual(['quick'])
  rows.show(slow)
  await pass(defaultPace.heard * 2)
  expect([...b!.room.words].sort()).toEqual(['quick', 'slow'])
})

test('SY-44 without Redis the rows of others are found by looking, several times a second, and the log says so', async () => {
  const { all: [a, b] } = await places(2, null)
  await pass(defaultPace.alone)
  a!.write('word')
  await pass(defaultPace.deaf + 20)
  expect([...b!.room.words]).toEqual(['word'])
  expect(a!.told).toContainEqual(expect.stringContaining('without REDIS_URL'))
})

test('SY-44 who was alone reads what a newcomer wrote before it was noticed', async () => {
  const rows = new Rows()
  const a = await place(rows, null)
  await pass(100)
  const b = await place(rows, null)
  b.write('early')
  rows.compact('draft')
  await pass(defaultPace.alone + 100)
  expect([...a.room.words]).toEqual(['early'])
})

test('SY-44 while Redis is away the database is looked into; when it is back, what was missed is there', async () => {
  const { all: [a, b], hub } = await places(2)
  hub.go(false)
  a!.write('meanwhile')
  await pass(defaultPace.deaf + 50)
  expect([...b!.room.words]).toEqual(['meanwhile'])
  a!.write('missed')
  hub.go(true)
  await pass(60)
  expect([...b!.room.words].sort()).toEqual(['meanwhile', 'missed'])
})

test('SY-44 one that Redis does not reach is followed through the database by those that it reaches', async () => {
  const { all: [a, b], hub } = await places(2)
  const mute = [...hub.buses][0]!
  hub.buses.delete(mute)
  mute.say = () => {}
  await pass(4 * defaultPace.alive)
  a!.write('unheard')
  await pass(defaultPace.deaf + 50)
  expect([...b!.room.words]).toEqual(['unheard'])
  expect(b!.told).toContainEqual(expect.stringContaining('not heard through Redis'))
})

for (const compactions of [1, 2, 3]) {
  test(`SY-41 what was missed, and compacted ${compactions} times before anybody looked, is read all the same`, async () => {
    const { all: [a, b], hub, rows } = await places(2)
    hub.loses = () => true
    a!.write('added and compacted')
    await pass(1)
    for (let n = 0; n < compactions; n += 1) rows.compact('draft')
    hub.loses = () => false
    a!.write('next')
    await pass(100)
    expect([...b!.room.words].sort()).toEqual(['added and compacted', 'next'])
  })

  test(`SY-41 a process that dies between a commit and telling of it: the row is found, compacted ${compactions} times or not`, async () => {
    const { all: [a, b, c], rows } = await places(3)
    rows.write('draft', 'last words')
    a!.end()
    for (let n = 1; n < compactions; n += 1) rows.compact('draft')
    await pass(defaultPace.heard + 100)
    expect([...b!.room.words, ...c!.room.words]).toEqual(['last words', 'last words'])
  })
}

test('SY-41 a compaction of rows that all were heard makes nobody read the draft again', async () => {
  const { all: [a, b], rows } = await places(2)
  const before = b!.room.catchUps
  for (let n = 0; n < 4; n += 1) {
    a!.write(`word ${n}`)
    await pass(defaultPace.heard)
    rows.compact('draft')
    await pass(defaultPace.heard)
  }
  expect([b!.room.catchUps - before, b!.room.heard, b!.room.words.size]).toEqual([0, 4, 4])
})

test('SY-41 a message that is too large only says to look into the database', async () => {
  const { all: [a, b], hub } = await places(2)
  const sizes: number[] = []
  hub.loses = (_, message) => { sizes.push(message.length); return false }
  const large = 'x'.repeat(200_000)
  a!.write(large)
  await pass(100)
  expect(b!.room.words.has(large)).toBe(true)
  expect(Math.max(...sizes)).toBeLessThan(1_000)
})

test('SY-42 nobody is listened to who is not on the roll of this database, or has another secret', async () => {
  const { all: [, b], hub, rows } = await places(1).then(async (before) => ({ ...before, all: [null, before.all[0]!] }))
  const copy = new Rows()
  const stranger = await place(copy, hub)
  const other = await place(rows, hub, { secret: 'another secret' })
  await pass(2_000)
  stranger.write('from a copy of the database')
  other.world.committed('draft', 999, [Buffer.from('from another secret')])
  await pass(6_000)
  expect([...b!.room.words]).toEqual([])
})

test('SY-43 who is here is known at the other processes, to those who come later too, and goes when they go', async () => {
  const { all: [a, b], hub, rows } = await places(2)
  a!.world.present('draft', [entry(7)])
  await pass(1)
  expect(b!.room.present).toEqual([7])
  const c = await place(rows, hub)
  await pass(100)
  expect(c.room.present).toEqual([7])
  a!.world.present('draft', [entry(7, 2, 'null')])
  await pass(1)
  expect([b!.room.present, c.room.present]).toEqual([[], []])
})

test('SY-43 a message that somebody at Redis says again is not heard again', async () => {
  const { all: [a, b], hub } = await places(2)
  const said: [string, Buffer][] = []
  hub.loses = (channel, message) => { said.push([channel, message]); return false }
  a!.world.present('draft', [entry(7)])
  await pass(1)
  a!.world.present('draft', [entry(7, 2, 'null')])
  await pass(1)
  hub.loses = () => false
  hub.say(...said[0]!)
  expect(b!.room.present).toEqual([])
})

test('SY-43 a goodbye that was lost is made good by the next list of all who are here', async () => {
  const { all: [a, b], hub } = await places(2)
  a!.world.present('draft', [entry(7), entry(8)])
  await pass(1)
  hub.loses = () => true
  a!.world.present('draft', [entry(7, 2, 'null')])
  await pass(1)
  hub.loses = () => false
  await pass(defaultPace.present + 10)
  expect(b!.room.present).toEqual([8])
})

test('SY-43 the people of a process that stops are gone at once, those of one that was killed soon, and of one that only hangs in 35 s', async () => {
  const { all: [a, b, c, d], hub } = await places(4)
  for (const [n, each] of [a, b, c].entries()) each!.world.present('draft', [entry(n + 1)])
  await pass(1)
  expect(d!.room.present).toEqual([1, 2, 3])
  await a!.world.close()
  await pass(1)
  expect(d!.room.present).toEqual([2, 3])
  b!.end()
  await pass(defaultPace.heard + 10)
  expect(d!.room.present).toEqual([3])
  c!.world.silence()
  await pass(35_000)
  expect(d!.room.present).toEqual([])
  expect(hub.buses.size).toBe(3)
})

test('SY-40 a draft that is closed is not listened to any more', async () => {
  const { all: [a, b], hub } = await places(2)
  const before = hub.listened.length
  a!.world.leave('draft')
  await pass(1)
  expect(hub.listened.length).toBe(before - 1)
  b!.write('word')
  await pass(100)
  expect([...a!.room.words]).toEqual([])
})
