import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Clears the way after a `kill -9`: a server of an earlier run over this folder is stopped in order, and a pid file whose process is
 * gone, or is by now another program, is removed (PostgreSQL itself would take the stranger for its own and refuse to start).
 * Danger: call it only under the folder's lock.
 */
export async function clearOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return
  if (await serves(pid, data)) {
    // Fast, then immediate: the log is replayed at the next start either way.
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) { if (await stopped(pid, data, signal, 15_000)) break }
  }
  await rm(file, { force: true })
}

async function stopped(pid: number, data: string, signal: NodeJS.Signals, within: number): Promise<boolean> {
  try { process.kill(pid, signal) } catch { return true }
  for (const end = Date.now() + within; Date.now() < end; await pause(20)) {
    if (!await serves(pid, data)) return true
  }
  return false
}

/** A zombie has no command line, and a stranger has another. */
async function serves(pid: number, data: string): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => commandOf(pid))
  return words.includes('postgres') && words.includes(data)
}

function commandOf(pid: number): string {
  if (process.platform === 'linux' || process.platform === 'win32') return ''
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}
