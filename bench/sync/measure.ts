import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/postgres/ports'
import type { Databases } from './database'
import type { Figures, Task } from './ground'
import type { Scenario } from './scenarios'
import { placed, ServerUnderTest } from './server-under-test'
import type { Target } from './targets'

export interface Gear { readonly built: string; readonly peers: string; readonly databases: Databases }

/** One scenario on one target: a server of its own on a database of its own, and a generator process beside it. */
export async function measure(scenario: Scenario, target: Target, { built, peers, databases }: Gear): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-run-'))
  const databaseUrl = target.usesDatabase ? await databases.fresh(target.ours) : ''
  const { words, env } = target.command({ load: scenario.load, built, peers, folder })
  const port = await freePort()
  const server = new ServerUnderTest({ words, env: { ...env, DATABASE_URL: databaseUrl }, port, databasePid: target.usesDatabase ? databases.pid : null })
  const settles = target.settles(scenario.load)
  const end = () => void server.kill()
  process.once('exit', end)
  try {
    await server.start()
    return await generate({
      load: scenario.load, options: scenario.options ?? {}, trace: scenario.trace ?? null,
      address: { ...target.address, port }, durable: settles !== null, settles: settles ?? 0,
    }, server, join(built, 'generator.js'))
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error), said: server.said.slice(-800) }
  } finally {
    process.off('exit', end)
    await server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Message { readonly id?: number; readonly ask?: 'stand' | 'kill' | 'stop' | 'start'; readonly figures?: Figures; readonly failed?: string }

function generate(task: Task, server: ServerUnderTest, script: string): Promise<Figures> {
  const [command, ...rest] = [...placed(1), process.execPath, script]
  const child: ChildProcess = spawn(command!, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise<Figures>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it took longer than five minutes')), 300_000)
    child.on('message', ({ id, ask, figures, failed }: Message) => {
      if (figures) resolve(figures)
      else if (failed !== undefined) reject(new Error(failed))
      else if (ask) Promise.resolve(server[ask]()).then((answer) => child.send({ id, answer }), (error: Error) => child.send({ id, failed: error.message }))
    })
    child.once('error', reject)
    child.once('exit', (code) => { clearTimeout(late); reject(new Error(`the generator ended with ${code}`)) })
    child.send({ task })
  }).finally(() => child.kill('SIGKILL'))
}
