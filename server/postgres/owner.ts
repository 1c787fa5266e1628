import { type SpawnOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, cp, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries'

/** PostgreSQL refuses to run as root. This user owns nothing and is on every system. */
const nobody = 65534

/** How a program of PostgreSQL is started so that it is not root, and who then owns its files. */
export interface Owner {
  readonly uid: number | null
  readonly spawn: SpawnOptions
  /** Stands before the command, e.g. `unshare …`. */
  readonly prefix: readonly string[]
}

export interface Home { readonly owner: Owner; readonly binaries: string; readonly data: string; readonly passwordFile: string }

const self: Owner = { uid: null, spawn: {}, prefix: [] }
const other: Owner = { uid: nobody, spawn: { uid: nobody, gid: nobody }, prefix: [] }
/** Root outside, and therefore let into root's closed folders; nobody inside, and therefore served by PostgreSQL. */
const inNamespace: Owner = { uid: 0, spawn: {}, prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'] }

/** A container may run as a number that has no name, and PostgreSQL's tools insist on one. */
const inNamespaceOfSelf: Owner = { ...inNamespace, uid: null }

function isNamed(): boolean {
  try { return userInfo().username !== '' } catch { return false }
}

/**
 * Decides who runs PostgreSQL over `folder`, and where. As root: the unprivileged user when it can reach both places; else a user
 * namespace; else, where the kernel forbids those, copies in a folder that is open, under /var/lib.
 */
export async function homeFor(folder: string, { folder: binaries, version }: Binaries): Promise<Home> {
  const inside = { data: join(folder, 'postgres'), passwordFile: join(folder, 'postgres-password') }
  if (process.getuid?.() !== 0) return { owner: isNamed() || !namespacesWork() ? self : inNamespaceOfSelf, binaries, ...inside }
  if (await open(dirname(folder)) && await open(join(binaries, 'bin', 'postgres'))) {
    await chown(folder, nobody, nobody)
    return { owner: other, binaries, ...inside }
  }
  if (namespacesWork()) return { owner: inNamespace, binaries, ...inside }
  return elsewhere(folder, binaries, version)
}

async function elsewhere(folder: string, binaries: string, version: string): Promise<Home> {
  const place = join('/var/lib', `accord-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  const copy = join(place, `postgresql-${version}`)
  await mkdir(place, { recursive: true, mode: 0o755 })
  await chown(place, nobody, nobody)
  if (!await stat(copy).catch(() => null)) {
    await rm(`${copy}.new`, { recursive: true, force: true })
    await cp(binaries, `${copy}.new`, { recursive: true, verbatimSymlinks: true })
    await giveTo(`${copy}.new`, nobody)
    await rename(`${copy}.new`, copy)
  }
  process.stdout.write(`Accord runs as root in a closed folder: its database is kept in ${place}\n`)
  return { owner: other, binaries: copy, data: join(place, 'postgres'), passwordFile: join(place, 'postgres-password') }
}

const namespacesWork = (): boolean => spawnSync(inNamespace.prefix[0]!, [...inNamespace.prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0

/** Whether a user who owns nothing gets there: every folder on the way lets others through, and the place itself lets them in. */
async function open(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid } = await stat(at)
    if (uid !== nobody && (mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Files made by another owner (the folder was opened or closed since) are handed over, once. */
export async function handOver(data: string, owner: Owner): Promise<void> {
  if (owner.uid === null) return
  if ((await lstat(data)).uid !== owner.uid) await giveTo(data, owner.uid)
}

async function giveTo(path: string, uid: number): Promise<void> {
  await chown(path, uid, uid)
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) await giveTo(inner, uid)
    else if (entry.isFile()) await chown(inner, uid, uid)
  }
}
