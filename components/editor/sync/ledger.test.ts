import { expect, test } from 'vitest'
import { changed, changesIn, disconnected, durable, emptyLedger, sent } from './ledger'
import { isFinal, statusInBrief, statusOf, warningOf } from './status'

const live = { kind: 'live', slow: false } as const

test('nothing is saved until the server says that the message is durable', () => {
  const typed = sent(changed(emptyLedger))
  expect(statusOf(live, changesIn(typed))).toEqual({ kind: 'saving', changes: 1, slow: false })
  expect(statusOf(live, changesIn(durable(typed, 1)))).toEqual({ kind: 'saved' })
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
  expect(statusOf({ kind: 'away', before: true, tried: false }, changesIn(broken))).toEqual({ kind: 'unsaved', changes: 2 })
  expect(changesIn(durable(sent(broken), 1))).toBe(0)
})

test('a page that was live never says connecting again: it says what is not saved', () => {
  expect(statusOf({ kind: 'away', before: false, tried: false }, changesIn(emptyLedger))).toEqual({ kind: 'connecting' })
  expect(statusOf({ kind: 'away', before: false, tried: true }, changesIn(emptyLedger))).toEqual({ kind: 'unreachable' })
  expect(statusOf({ kind: 'away', before: true, tried: true }, changesIn(emptyLedger))).toEqual({ kind: 'unsaved', changes: 0 })
  expect(statusOf({ kind: 'away', before: false, tried: true }, changesIn(changed(emptyLedger)))).toEqual({ kind: 'unsaved', changes: 1 })
})

const inWords = (...given: Parameters<typeof warningOf>): string => Object.values(warningOf(...given) ?? {}).join(' ').trim()

test('a banner stands whenever something is not saved for longer than a moment', () => {
  expect(warningOf({ kind: 'saved' })).toBeNull()
  expect(warningOf({ kind: 'saving', changes: 2, slow: false })).toBeNull()
  expect(inWords({ kind: 'saving', changes: 2, slow: true })).toContain('2 changes not saved yet')
  expect(inWords({ kind: 'unsaved', changes: 1 })).toContain('1 change not sent. Keep this page open')
  expect(inWords({ kind: 'refused', ending: 'not allowed', changes: 3 })).toContain('3 changes not sent. Copy the text')
})

test('OF-2 what is not sent is counted, with what becomes of it: kept here, or lost with the tab', () => {
  expect(statusInBrief({ kind: 'unsaved', changes: 12 })).toBe('12 changes not sent')
  expect(inWords({ kind: 'unsaved', changes: 12 }, true, 'here')).toMatch(/12 changes not sent. They are kept on this device.*and go out when the connection is back/)
  expect(inWords({ kind: 'unsaved', changes: 1 }, true, 'here')).toMatch(/1 change not sent. It is kept on this device.*and goes out when/)
  expect(inWords({ kind: 'unsaved', changes: 2 }, true, 'cannot')).toContain('This browser cannot keep unsent changes if you close the tab.')
  expect(inWords({ kind: 'refused', ending: 'signed out', changes: 2 }, true, 'here')).toContain('kept on this device, locked until you sign in here again')
  expect(isFinal({ kind: 'refused', ending: 'not allowed', changes: 2 })).toBe(true)
  expect(isFinal({ kind: 'refused', ending: 'signed out', changes: 2 })).toBe(false)
})
