import { expect, test } from 'vitest'
import { Connection } from './connection'
import { defaultLimits } from './limits'
import type { Wire, WireEars } from './wire'

test('SY-13 who said much before being let in is stopped from saying more, and read on once it was let in', () => {
  let ears: WireEars | undefined
  const wire = {
    kind: 'websocket', open: true, buffered: 0, paused: false,
    listen(each: WireEars) { ears = each },
    write() {}, ping() {}, close() {}, terminate() {},
    pause() { this.paused = true },
    resume() { this.paused = false },
  } satisfies Wire & { paused: boolean }
  const connection = new Connection({ wire, token: '', standardId: '', saved: true, limits: defaultLimits })
  for (let n = 0; n <= defaultLimits.unsaved.messages; n += 1) ears!.message(new Uint8Array([3]))
  expect(wire.paused).toBe(true)
  let handled = 0
  connection.release({ open: true, handle: () => { handled += 1 }, leave: () => {} })
  expect([handled, wire.paused]).toEqual([defaultLimits.unsaved.messages + 1, false])
})
