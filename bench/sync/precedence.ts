import { existsSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { childrenOf } from './use'

/**
 * Precedence over what else the machine does, for this session and for the database, whose every process makes a session of its own. Where Linux
 * groups processes by session (sched_autogroup) the nice value of a process counts only within its group, so the groups get it too. Below 0 only as root.
 */
export function takePrecedence(nice: number, databasePid: number): void {
  if (nice === 0) return
  prefer(process.pid, nice)
  const database = () => { for (const pid of [databasePid, ...childrenOf(databasePid)]) prefer(pid, nice) }
  database()
  setInterval(database, 500).unref()
}

function prefer(pid: number, nice: number): void {
  try {
    setPriority(pid, nice)
    if (existsSync(`/proc/${pid}/autogroup`)) writeFileSync(`/proc/${pid}/autogroup`, String(nice))
  } catch (error) {
    // ESRCH: it has ended meanwhile.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'ENOENT' && code !== 'ERR_SYSTEM_ERROR') throw error
  }
}
