import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Binaries, installedBinaries } from './binaries'
import { type Home, handOver, homeFor } from './owner'
import { freePort } from './ports'
import { type Postmaster, plainEnvironment, startPostmaster, stopPostmaster } from './postmaster'

/** A cluster of our own, from the registry's binaries. */
export interface Cluster {
  /** For anybody on this machine. */
  readonly url: string
  /** The same by its Unix socket where there is one, which takes a third less of our time a commit; for openDatabase and libpq. */
  readonly near: string
  stop(): Promise<void>
}

export interface Watch {
  /** It died under us and is being started again, on the same port. */
  onDeath?(times: number): void
  /** It could not be started again. */
  onLost?(error: unknown): void
}

/**
 * Starts (and on first use creates) the cluster in a folder, and starts it again when it dies. `settings` are postgresql.conf names and
 * values. Danger: one process a folder at a time; the caller holds its lock (server/lock.ts).
 */
export async function startCluster(folder: string, settings: Record<string, string> = {}, watch: Watch = {}): Promise<Cluster> {
  const place = resolve(folder)
  const binaries = await installedBinaries()
  await mkdir(place, { recursive: true })
  const home = await homeFor(place, binaries)
  await ensureCluster(home, binaries)
  const port = String(await freePort())
  const url = `postgres://accord:${await readFile(home.passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`
  const socket = join(home.data, `.s.PGSQL.${port}`)
  const all = { port, listen_addresses: '127.0.0.1', unix_socket_directories: socket.length <= longestSocketPath ? home.data : '', ...settings }
  const supervised = await supervise(() => startPostmaster(home, join(place, 'postgres.log'), url, all), watch)
  return { url, near: existsSync(socket) ? `${url}?host=${encodeURIComponent(home.data)}` : url, ...supervised }
}

/** Of sun_path, unix(7), with room for the end of the string. */
const longestSocketPath = 100

async function supervise(start: () => Promise<Postmaster>, watch: Watch): Promise<Pick<Cluster, 'stop'>> {
  let stopping = false
  let deaths = 0
  let current: Promise<Postmaster> = start()
  const guard = (postmaster: Postmaster): void => {
    void postmaster.exited.then(async () => {
      if (stopping) return
      watch.onDeath?.(++deaths)
      await pause(Math.min(deaths - 1, 10) * 200)
      if (stopping) return
      current = start()
      await current.then(guard, (error: unknown) => watch.onLost?.(error))
    })
  }
  guard(await current)
  return {
    async stop() {
      stopping = true
      const postmaster = await current.catch(() => null)
      if (postmaster) await stopPostmaster(postmaster)
    },
  }
}

async function ensureCluster(home: Home, { major }: Binaries): Promise<void> {
  const version = (await readFile(join(home.data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version !== '' && version !== major) {
    throw new Error(`The database in ${home.data} is PostgreSQL ${version}, and this Accord brings ${major}: `
      + `run the earlier Accord, \`npm run backup -- FILE\`, then restore the file into a new data folder`)
  }
  if (version === '') await createCluster(home)
  await removeDrafts(home)
  await handOver(home.data, home.owner)
}

/**
 * Made beside its place and then renamed, so that a start killed half-way leaves nothing that looks like a cluster. A name of its own
 * each time: the killed one's initdb may still be at work.
 */
async function createCluster(home: Home): Promise<void> {
  const draft = `${home.data}.new-${randomBytes(4).toString('hex')}`
  await mkdir(draft, { mode: 0o700 })
  await writeFile(home.passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  if (home.owner.uid !== null) { for (const path of [draft, home.passwordFile]) await chown(path, home.owner.uid, home.owner.uid) }
  await run(home, 'initdb', ['-D', draft, '-U', 'accord', '--auth=scram-sha-256', `--pwfile=${home.passwordFile}`, '--encoding=UTF8',
    '--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8'])
  await rename(draft, home.data)
}

/** What killed starts left behind; where something still writes there, the next start will do. */
async function removeDrafts({ data }: Home): Promise<void> {
  for (const name of await readdir(dirname(data))) {
    if (name.startsWith(`${basename(data)}.new-`)) await rm(join(dirname(data), name), { recursive: true, force: true }).catch(() => {})
  }
}

function run({ owner, binaries }: Home, command: string, args: string[]): Promise<void> {
  const [first, ...rest] = [...owner.prefix, join(binaries, 'bin', command), ...args]
  return new Promise((done, reject) => {
    const child = spawn(first!, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', env: plainEnvironment(), ...owner.spawn })
    let said = ''
    child.stderr?.on('data', (chunk) => { said += String(chunk) })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? done() : reject(new Error(`${command} ended with ${code}: ${said.trim()}`))))
  })
}
