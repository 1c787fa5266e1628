import * as Y from 'yjs'
import { Client, connectAll, pause, roomName, until } from '../client'
import { type Load, option } from '../ground'
import { caretState, presenceBody } from '../updates'
import { writtenText } from '../written'

/** Many who only look, at texts that are open already; then the server is killed, and all come back. */
export const idle: Load = async (ground) => {
  const [count, rooms] = [option(ground, 'connections', 1_000), option(ground, 'rooms', 200)]
  const { doc, updates } = writtenText(option(ground, 'bytes', 10_240), 5)
  const vector = Y.encodeStateVector(doc)
  const writers = await fill(ground.address, rooms, updates)
  await pause(Math.max(1_000, ground.settles))
  const before = await ground.server.stand()
  let knows = false
  const clients = Array.from({ length: count }, (_, index): Client => new Client(ground.address, roomName(index % rooms), index, {
    greeting: presenceBody(3_000_000_000 + index, 1, caretState(3_000_000_000 + index, 0)),
    vector: () => (knows ? vector : Buffer.from([0])),
  }))
  const joined = await ground.meter()
  await connectAll(clients)
  const joining = await joined()
  await pause(4_000)
  const full = await ground.server.stand()
  const resting = await ground.meter()
  await pause(4_000)
  const rest = await resting()
  knows = true
  for (const writer of writers) writer.leave()
  await pause(200)
  const back = await stormOf(clients, ground.server, full.overflows)
  for (const client of clients) client.leave()
  return {
    connections: count, rooms, memoryEach: (full.memory - before.memory) / count, memory: full.memory, joinMs: joining.ms,
    joinMicrosEach: joining.serverMs * 1000 / count, restingCpu: rest.serverCpu, ...back,
  }
}

async function fill(address: Client['address'], rooms: number, updates: readonly Uint8Array[]): Promise<Client[]> {
  const writers = Array.from({ length: rooms }, (_, index) => new Client(address, roomName(index), index))
  await connectAll(writers, 50)
  for (const writer of writers) writer.send(updates.map((update) => writer.wire.update(update)))
  await until(() => writers.every((writer) => writer.waiting === 0), 10_000)
  await pause(1_000)
  return writers
}

async function stormOf(clients: readonly Client[], server: Parameters<Load>[0]['server'], overflowsBefore: number): Promise<object> {
  const returned: number[] = []
  let up = 0
  let over = false
  const comeBack = async (client: Client): Promise<void> => {
    while (!over) {
      await pause(200)
      const came = await client.connect().then(() => true, () => false)
      if (came) {
        returned.push(performance.now() - up)
        return
      }
    }
  }
  await server.kill()
  for (const client of clients) void comeBack(client)
  await pause(1_000)
  await server.start()
  up = performance.now()
  const all = await until(() => returned.length === clients.length, 90_000)
  over = true
  const { cpuMs, overflows } = await server.stand()
  const last = Math.max(...returned)
  return { backMs: all ? last : null, back: returned.length, backCpuMs: cpuMs, overflows: overflows - overflowsBefore }
}
