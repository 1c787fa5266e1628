import { type ChildProcess, spawn } from 'node:child_process'
import { open, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startCluster } from '@/server/postgres/embedded'
import { freePort } from '@/server/postgres/ports'
import { prepare } from '@/server/prepare.mjs'
import { startIssuer } from './issuer'

/** Signs what the plays' server writes, such as the address that stops letters. */
export const serverSecret = 'for the plays and nothing else'

const logFile = join('test-results', 'server.log')

/** The real thing, built and started as in production, on a database of its own, which it fills with the demo world. */
export default async function setup(): Promise<() => Promise<void>> {
  await prepare(['site', 'pages', 'server'])
  const folder = await mkdtemp(join(tmpdir(), 'accord-plays-'))
  const cluster = await startCluster(folder, { fsync: 'off' })
  const url = `http://localhost:${await freePort()}`
  const issuer = await startIssuer(url)
  const server = await start(url, { DATABASE_URL: cluster.url, ACCORD_DATA_DIR: folder, ...issuer.settings })
  Object.assign(process.env, { ACCORD_PLAYS_URL: url, ACCORD_PLAYS_DATABASE: cluster.url })
  return async () => {
    await stopped(server)
    await issuer.stop()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function start(url: string, settings: Record<string, string>): Promise<ChildProcess> {
  await mkdir('test-results', { recursive: true })
  const log = await open(logFile, 'w')
  const server = spawn(process.execPath, ['--enable-source-maps', join('dist', 'server.js')], {
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...process.env, NODE_ENV: 'production', NEXTAUTH_URL: url, NEXTAUTH_SECRET: serverSecret,
      PORT: new URL(url).port, ACCORD_DEMO: '1', LOG_LEVEL: 'info', ...settings,
    },
  })
  await log.close()
  while (!await ready(url)) {
    if (server.exitCode !== null) throw new Error(`The server did not start:\n${await readFile(logFile, 'utf8')}`)
    await pause(100)
  }
  return server
}

const ready = (url: string): Promise<boolean> => fetch(`${url}/api/health/ready`).then(({ ok }) => ok, () => false)

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve()
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}
