import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { clearOrphan } from './orphan'
import type { Home } from './owner'

export interface Postmaster { readonly process: ChildProcess; readonly exited: Promise<void> }

const longestLog = 20 * 1024 * 1024

/** Starts the server and comes back when it answers a query. Throws with the end of its log when it does not stay up. */
export async function startPostmaster(home: Home, logFile: string, url: string, settings: Record<string, string>): Promise<Postmaster> {
  await stat(logFile).then(({ size }) => (size > longestLog ? truncate(logFile) : undefined), () => {})
  // The children of a killed server need a moment to notice and leave its shared memory.
  for (let attempt = 1; ; attempt++) {
    await clearOrphan(home.data)
    const postmaster = await launch(home, logFile, settings)
    if (await ready(postmaster, url)) return postmaster
    if (attempt === 6) throw new Error(`The embedded PostgreSQL did not start. ${await lastWords(logFile)}`)
    await pause(attempt * 250)
  }
}

async function launch({ owner, binaries, data }: Home, logFile: string, settings: Record<string, string>): Promise<Postmaster> {
  const log = await open(logFile, 'a')
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, ...rest] = [...owner.prefix, join(binaries, 'bin', 'postgres'), '-D', data, ...options]
  // Its own session: Ctrl-C in the terminal must reach the pages first, so that what they hold is written before this stops.
  const child = spawn(command!, rest, { cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd], env: plainEnvironment(), ...owner.spawn })
  const exited = new Promise<void>((resolve) => { child.once('exit', () => resolve()); child.once('error', () => resolve()) })
  await log.close()
  return { process: child, exited }
}

/** Without the caller's PG* and LC_* variables, which PostgreSQL would obey. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SYSTEMROOT', 'TEMP', 'TZ'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' } as NodeJS.ProcessEnv
}

async function ready({ exited }: Postmaster, url: string): Promise<boolean> {
  let gone = false
  void exited.then(() => { gone = true })
  while (!gone) {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
    try {
      await sql`select 1`
      return true
    } catch (error) {
      const code = String((error as { code?: unknown }).code)
      // 57P03: it listens, and is still replaying its log.
      if (!['ECONNREFUSED', 'ECONNRESET', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED', '57P03'].includes(code)) throw error
      await pause(30)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  return false
}

async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n')
  return `Its log (${logFile}) ends: ${lines.slice(-3).join(' / ')}`
}

export async function stopPostmaster({ process: child, exited }: Postmaster): Promise<void> {
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await exited
  clearTimeout(late)
}
