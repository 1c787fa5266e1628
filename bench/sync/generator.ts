import type { Ground, Load, Meter, Stand, Task } from './ground'
import { cold } from './loads/cold'
import { crash } from './loads/crash'
import { flood } from './loads/flood'
import { idle } from './loads/idle'
import { replay } from './loads/replay'
import { typing } from './loads/typing'

/** The process that makes the load. Its parent holds the server, and says what that took. */
const loads: Readonly<Record<string, Load>> = { typing, flood, cold, idle, crash, replay }

const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
let asked = 0

const ask = <T>(what: string): Promise<T> => new Promise((resolve, reject) => {
  waiting.set(++asked, { resolve: resolve as (answer: unknown) => void, reject })
  process.send!({ id: asked, ask: what })
})

const server: Ground['server'] = { stand: () => ask('stand'), kill: () => ask('kill'), stop: () => ask('stop'), start: () => ask('start') }

async function meter(): Promise<() => Promise<Meter>> {
  const before = await server.stand()
  const own = process.cpuUsage()
  return async () => {
    const { user, system } = process.cpuUsage(own)
    const after: Stand = await server.stand()
    const ms = after.at - before.at
    const serverMs = after.cpuMs - before.cpuMs
    return {
      ms, serverMs, databaseMs: after.databaseMs - before.databaseMs, memory: after.memory,
      serverCpu: serverMs / ms, generatorCpu: (user + system) / 1000 / ms,
    }
  }
}

async function work(task: Task): Promise<void> {
  const figures = await loads[task.load]!({ ...task, server, meter })
  process.send!({ figures }, () => process.exit(0))
}

interface Message { readonly task?: Task; readonly id?: number; readonly answer?: unknown; readonly failed?: string }

process.on('message', ({ task, id = 0, answer, failed }: Message) => {
  if (task) {
    work(task).catch((error: Error) => process.send!({ failed: error.stack ?? error.message }, () => process.exit(1)))
    return
  }
  const asker = waiting.get(id)
  waiting.delete(id)
  if (failed === undefined) asker?.resolve(answer)
  else asker?.reject(new Error(failed))
})
