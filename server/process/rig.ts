import { type ChildProcess, spawn } from 'node:child_process'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exists } from '../holder.mjs'
import { freePort } from '../postgres/ports'

/** A started program, with what it has said so far on both of its outputs. */
export interface Started {
  readonly child: ChildProcess
  readonly port: number
  said(): string
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

interface How { data: string; env?: Record<string, string>; port?: number; uid?: number; command?: readonly string[] }

const kept = ['PATH', 'LANG', 'TMPDIR', 'LD_LIBRARY_PATH']

const started = new Set<Started>()
const folders: { data: string; folder: string }[] = []

/** Starts a program in a bare environment. By default the built server, without the demo. */
export async function start({ data, env = {}, port, uid, command = [process.execPath, 'dist/server.js'] }: How): Promise<Started> {
  const own = port ?? await freePort()
  const base = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'], ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { ...base, HOME: data, NODE_ENV: 'production', ACCORD_DEMO: '0', LOG_LEVEL: 'info', ACCORD_DATA_DIR: data, PORT: String(own), ...env } as unknown as NodeJS.ProcessEnv,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { text += String(chunk) })
  const ended = new Promise<number | string>((resolve) => { child.once('close', (code, signal) => resolve(code ?? signal ?? 'gone')) })
  const program: Started = { child, port: own, said: () => text, ended }
  started.add(program)
  return program
}

/** Waits for the truth of something; the test's own time is the bound. */
export async function until(what: () => Promise<boolean> | boolean, program?: Started): Promise<void> {
  while (!await what()) {
    if (program && program.child.exitCode !== null) throw new Error(`It ended with ${program.child.exitCode}:\n${program.said()}`)
    await pause(50)
  }
}

export const health = (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/api/health/ready`).then(({ status }) => status, () => 0)

export async function startReady(how: How): Promise<Started> {
  const program = await start(how)
  await until(async () => await health(program.port) === 200, program)
  return program
}

export async function newFolder(uid?: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-process-'))
  if (uid !== undefined) await chown(folder, uid, uid)
  const data = join(folder, 'data')
  folders.push({ data, folder })
  return data
}

export const postmasterOf = async (data: string): Promise<number> =>
  Number((await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0])

/** The process of a server's pages; 0 while there is none. */
export async function pagesOf({ child }: Started): Promise<number> {
  const children = (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '')).split(' ').filter(Boolean)
  const lines = await Promise.all(children.map(async (pid) => ({ pid, words: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') })))
  return Number(lines.find(({ words }) => words.includes('pages.js'))?.pid ?? 0)
}

export const gone = (pid: number): Promise<void> => until(async () => {
  // A zombie has ended: only its parent has not looked yet.
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !exists(pid) || /\) Z /.test(state)
})

/** After a test: nothing that it started goes on. */
export async function cleanUp(): Promise<void> {
  for (const { child, ended } of started) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  started.clear()
  for (const { data, folder } of folders.splice(0)) {
    const pid = await postmasterOf(data)
    if (pid > 0 && exists(pid)) {
      process.kill(pid, 'SIGQUIT')
      await gone(pid)
    }
    await rm(folder, { recursive: true, force: true })
  }
}
