import { setTimeout as pause } from 'node:timers/promises'
import WebSocket from 'ws'
import { schemaVersion } from '../../lib/document/version'
import { typist } from './others'
import { heldBy } from './memory'
import type { World } from './world'

/** Milliseconds from opening a socket to the first bytes of the text and to the last of its first frame; and how many they were. */
function firstBytes(url: string, standardId: string, token: string): Promise<{ milliseconds: number; bytes: number }> {
  const from = performance.now()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${standardId}?schema=${schemaVersion}`, { headers: { cookie: `next-auth.session-token=${token}`, origin: url } })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    // Sync step 1 of somebody who has nothing: an empty state vector.
    socket.on('open', () => socket.send(new Uint8Array([0, 0, 1, 0])))
    socket.on('message', (data: Buffer) => {
      if (data[0] !== 0 || data[1] !== 1) return
      socket.close()
      resolve({ milliseconds: performance.now() - from, bytes: data.length })
    })
  })
}

const mb = (bytes: number): string => (bytes / 1e6).toFixed(1)
/** Pressed in the big draft before its memory is looked at again. */
const keys = 600

/**
 * The server's side: a cold load after a restart, and what one writer who types costs it in memory, over what it held with a small draft open. `stored`
 * says what a cold load has to read.
 */
export async function serverCosts(world: World, draft: { id: string }, small: { id: string }, token: string, say: (line: string) => void): Promise<void> {
  const stored = await world.db.$client<{ compactions: number; state: number; rows: number; tail: number }[]>`
    select (select count(*)::int from draft_compactions where standard_id = ${draft.id}) as compactions,
      (select max(length(state))::int from draft_compactions where standard_id = ${draft.id}) as state, count(*)::int as rows, coalesce(sum(length(updates)), 0)::int as tail
    from draft_log where standard_id = ${draft.id}`
  const { compactions, state, rows, tail } = stored[0]!
  say(`stored: ${compactions} compaction of ${state} bytes, and ${rows} rows after it (${tail} bytes)`)
  const start = await world.restart()
  const cold = await firstBytes(world.url, draft.id, token)
  say(`cold: the server serves after ${start.toFixed(0)} ms; the text's ${cold.bytes} bytes are here ${cold.milliseconds.toFixed(0)} ms after the socket was opened`)
  await world.restart()
  const first = await typist(world.url, small.id, token, 'Somebody', 0.5)
  await pause(3_000)
  const before = await heldBy(world)
  const tell = async (what: string) => {
    const { used, resident } = await heldBy(world)
    const over = used - before.used
    say(`memory, ${what}: ${mb(over)} MB in use over what it was, ${(over / state).toFixed(1)} × the stored state; resident ${mb(before.resident)} MB before, ${mb(resident)} now`)
  }
  const writer = await typist(world.url, draft.id, token, 'A writer', 0.5, 50)
  const reader = await typist(world.url, draft.id, token, 'A reader', 0.5, Infinity)
  await tell('open, one writing and one reading')
  while (writer.pressed() < keys) await pause(100)
  await tell(`after ${keys} keys`)
  writer.stop()
  await pause(35_000)
  await tell('35 s later, one reading')
  reader.stop()
  first.stop()
}
