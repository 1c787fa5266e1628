import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { holderOf } from './holder.mjs'
import { log } from './log'
import { type Lock, takeLock } from './lock'
import { type Cluster, startCluster } from './postgres/embedded'

/** The embedded database of a data folder, claimed by this process. */
export interface OwnDatabase {
  /** Comes back with its addresses when it answers. */
  start(onLost: (error: unknown) => void): Promise<Pick<Cluster, 'url' | 'near'>>
  /** Stops it, even in the middle of starting. */
  stop(): Promise<void>
  release(): Promise<void>
}

const urlFile = (folder: string): string => join(folder, 'url')

/** Claims the folder before anything in it is touched. Throws Held when another process lives in it; `what` names us to the next one. */
export async function claimDatabase(dataFolder: string, what: string): Promise<OwnDatabase> {
  const folder = resolve(dataFolder)
  const lock: Lock = await takeLock(folder, what)
  let starting: Promise<Cluster> | undefined
  return {
    async start(onLost) {
      starting = startCluster(folder, {}, {
        onDeath: (times) => log.error({ times }, 'the embedded PostgreSQL died; starting it again'),
        onLost,
      })
      const { url, near } = await starting
      await writeFile(urlFile(folder), url, { mode: 0o600 })
      return { url, near }
    },
    async stop() {
      await rm(urlFile(folder), { force: true })
      await (await starting?.catch(() => undefined))?.stop()
    },
    release: () => lock.release(),
  }
}

/** The URL of the database that a living process serves from this folder, or null. */
export async function runningUrl(dataFolder: string): Promise<string | null> {
  const folder = resolve(dataFolder)
  return await holderOf(folder) ? readFile(urlFile(folder), 'utf8').catch(() => null) : null
}
