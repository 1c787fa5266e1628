import { expect, test } from 'vitest'
import { changed, changesIn, disconnected, durable, emptyLedger, sent } from './ledger'
import { statusOf, warningOf } from './status'

const live = { kind: 'live', slow: false } as const

test('nothing is saved until the server says that the message is durable', () => {
  const typed = sent(changed(emptyLedger))
  expect(statusOf(live, typed)).toEqual({ kind: 'saving', changes: 1, slow: false })
  expect(statusOf(live, durable(typed, 1))).toEqual({ kind: 'saved' })
})

test('messages become durable in the order sent, and each carries its own changes', () => {
  const three = sent(changed(sent(changed(changed(sent(emptyLedger))))))
  expect(three.sent).toEqual([0, 2, 1])
  expect(changesIn(durable(three, 1))).toBe(3)
  expect(changesIn(durable(three, 2))).toBe(1)
})

test('what was on its way when the connection broke waits again, and is carried by the next message', () => {
  const broken = disconnected(changed(sent(changed(emptyLedger))))
  expect(broken).toEqual({ waiting: 2, sent: [] })
  expect(statusOf({ kind: 'lost' }, broken)).toEqual({ kind: 'unsaved', changes: 2 })
  expect(changesIn(durable(sent(broken), 1))).toBe(0)
})

test('a page that was live never says connecting again: it says what is not saved', () => {
  expect(statusOf({ kind: 'opening', before: false }, emptyLedger)).toEqual({ kind: 'connecting' })
  expect(statusOf({ kind: 'opening', before: true }, emptyLedger)).toEqual({ kind: 'unsaved', changes: 0 })
  expect(statusOf({ kind: 'opening', before: false }, changed(emptyLedger))).toEqual({ kind: 'unsaved', changes: 1 })
})

test('a banner stands whenever something is not saved for longer than a moment', () => {
  expect(warningOf({ kind: 'saved' })).toBeNull()
  expect(warningOf({ kind: 'saving', changes: 2, slow: false })).toBeNull()
  expect(warningOf({ kind: 'saving', changes: 2, slow: true })).toContain('2 changes are not saved yet')
  expect(warningOf({ kind: 'unsaved', changes: 1 })).toContain('1 change is not saved yet')
  expect(warningOf({ kind: 'refused', ending: 'not allowed', changes: 3 })).toContain('3 changes are not saved')
})
