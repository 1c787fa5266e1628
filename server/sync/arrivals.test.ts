import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdates } from '@/lib/drafts/log'
import { hasPending, type LoadedDraft, shapeOf } from '@/lib/drafts/replay'
import { seeded } from '../../tests/seed'
import { Arrivals, type Harbour } from './arrivals'
import { Draft } from './draft'
import type { AwarenessEntry } from './frames'
import { payloadsOf } from './wire'
import { defaultLimits } from './limits'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'

const empty: LoadedDraft = { compaction: null, rows: [], damaged: [] }

/** A log that others write, a room that hears of it, and a socket that follows the room. */
function harbour() {
  const log: { seq: number; updates: Uint8Array[] }[] = []
  let compaction: LoadedDraft['compaction'] = null
  let reads = 0
  const socket = new Y.Doc()
  const told: string[] = []
  const room: Harbour & { draft: Draft | null; closed: boolean } = {
    standardId: 'standard', draft: null, closed: false,
    relay(frame) {
      for (const message of payloadsOf(frame)) {
        const decoder = createDecoder(message)
        readVarUint(decoder)
        readVarUint(decoder)
        Y.applyUpdate(socket, readVarUint8Array(decoder))
      }
    },
    see(_: string, __: readonly AwarenessEntry[]) {}, lost() {},
  }
  const read = async (): Promise<LoadedDraft> => {
    reads += 1
    return { compaction, rows: log.map(({ seq, updates }) => ({ seq, updates: encodeUpdates(updates) })), damaged: [] }
  }
  const arrivals = new Arrivals(room, { limits: defaultLimits, read, tell: (_, message) => { told.push(message) } })
  const others = new Y.Doc()
  let made: Uint8Array[] = []
  others.on('update', (update: Uint8Array) => { made.push(update) })
  return {
    room, arrivals, socket, told, others,
    open() { room.draft = new Draft(empty); arrivals.opened() },
    /** One row of the log by somebody else. */
    row(change: (text: Y.Text) => void) {
      change(others.getText('t'))
      const row = { seq: log.length + 1 + (compaction?.generation ?? 0) * 1_000, updates: made }
      made = []
      log.push(row)
      return row
    },
    compact() {
      compaction = { generation: (compaction?.generation ?? 0) + 1, state: Y.encodeStateAsUpdate(others), vector: Y.encodeStateVector(others), ...shapeOf(others) }
      log.length = 0
    },
    get reads() { return reads },
    text: () => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, room.draft!.lacking(new Uint8Array([0])))
      expect([hasPending(copy), hasPending(socket)]).toEqual([false, false])
      return [others, copy, socket].map((doc) => doc.getText('t').toString())
    },
  }
}
const type = (words: string) => (text: Y.Text) => text.insert(text.length, words)

test('SY-40 what another process committed is in the room and at its sockets, and twice heard is once there', () => {
  const at = harbour()
  at.open()
  const row = at.row(type('word'))
  at.arrivals.hear(row.seq, row.updates)
  at.arrivals.hear(row.seq, row.updates)
  expect(at.text()).toEqual(['word', 'word', 'word'])
  expect([[...at.room.draft!.rows()], at.reads]).toEqual([[row.seq], 0])
})

test('SY-41 a row that depends on one that was not heard makes the room read the log', async () => {
  const at = harbour()
  at.open()
  at.row(type('first '))
  const second = at.row((text) => { type('second')(text); text.delete(0, 1) })
  at.arrivals.hear(second.seq, second.updates)
  await new Promise(setImmediate)
  expect(at.text()).toEqual(Array(3).fill('irst second'))
  const rows = [...at.room.draft!.rows()]
  await at.arrivals.caughtUp()
  expect([...at.room.draft!.rows()]).toEqual(rows)
})

test('SY-41 what is heard while the draft loads is not lost', () => {
  const at = harbour()
  const row = at.row(type('early'))
  at.arrivals.hear(row.seq, row.updates)
  at.open()
  expect(at.text()).toEqual(Array(3).fill('early'))
})

test('SY-41 rows that were missed and compacted away come with the compaction, deletions too, and it stands in the place of what is here', async () => {
  const at = harbour()
  at.open()
  const first = at.row(type('first '))
  at.arrivals.hear(first.seq, first.updates)
  at.row(type('missed '))
  at.row((text) => text.delete(0, 2))
  at.compact()
  const last = at.row(type('last'))
  at.arrivals.hear(last.seq, last.updates)
  await at.arrivals.caughtUp()
  expect(at.text()).toEqual(Array(3).fill('rst missed last'))
  expect([[...at.room.draft!.rows()], at.room.draft!.generation]).toEqual([[last.seq], 1])
})

test('SY-42 what could not have come from a socket is not taken as it is heard', async () => {
  const at = harbour()
  at.open()
  at.arrivals.hear(7, [new Uint8Array([1, 2, 3])])
  await at.arrivals.caughtUp()
  expect([at.told, at.text(), at.reads > 0]).toEqual([['an update of another process was not taken as it came'], ['', '', ''], true])
})

test('SY-41 whatever is heard, missed, doubled or compacted, in any order: room, sockets and log agree', async () => {
  const chance = seeded('arrivals')
  for (let run = 0; run < 60; run += 1) {
    const at = harbour()
    at.open()
    for (let step = 0; step < 40; step += 1) {
      const row = at.row((text) => {
        if (text.length > 3 && chance.below(3) === 0) text.delete(chance.below(text.length - 2), 2)
        else text.insert(chance.below(text.length + 1), chance.pick(['a', 'bc', 'word ']))
        if (chance.below(6) === 0) text.format(0, Math.min(3, text.length), { bold: chance.below(2) ? {} : null })
      })
      for (let n = chance.below(3); n > 0; n -= 1) at.arrivals.hear(row.seq, row.updates)
      if (chance.below(10) === 0) at.compact()
      if (chance.below(6) === 0) await at.arrivals.caughtUp()
    }
    await at.arrivals.caughtUp()
    const [others, ...rest] = at.text()
    expect(rest).toEqual([others, others])
  }
})
