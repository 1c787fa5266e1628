import { randomBytes } from 'node:crypto'
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { join } from 'node:path'
import { type Holder, lives, readLock } from './holder.mjs'

export interface Lock { release(): Promise<void> }

/** The folder is another living process's. */
export class Held extends Error {
  constructor(readonly holder: Holder) { super(`${holder.what} (process ${holder.pid}) is already using this data`) }
}

/**
 * Takes the data folder for this process. A process id proves nothing, since after `kill -9` another program may have it; so the
 * holder keeps a port of the loopback open and answers on it with the lock's own token, and only that answer makes a lock held.
 */
export async function takeLock(folder: string, what: string): Promise<Lock> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'lock')
  const token = randomBytes(16).toString('hex')
  const guard = await answering(token)
  const mine: Holder = { pid: process.pid, what, port: portOf(guard), token }
  try {
    await place(file, mine)
  } catch (error) {
    guard.close()
    throw error
  }
  return {
    async release() {
      guard.close()
      if ((await readLock(file))?.token === token) await rm(file, { force: true })
    },
  }
}

async function place(file: string, mine: Holder): Promise<void> {
  // Written whole beside it, then linked: nobody ever reads half a lock.
  const draft = `${file}.${mine.token}`
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (await linked(draft, file)) return
      const holder = await readLock(file)
      if (holder && await lives(holder)) throw new Held(holder)
      await removeStale(file, holder?.token)
    }
    throw new Error(`${file} cannot be taken: remove it if no Accord is running`)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Two starters may both find the lock stale: the slower one must not throw away the faster one's new lock. */
async function removeStale(file: string, staleToken: string | undefined): Promise<void> {
  const aside = `${file}.stale.${process.pid}`
  try { await rename(file, aside) } catch { return }
  if ((await readLock(aside))?.token !== staleToken) await linked(aside, file)
  await rm(aside, { force: true })
}

const linked = (from: string, to: string): Promise<boolean> => link(from, to).then(() => true, (error: NodeJS.ErrnoException) => {
  if (error.code === 'EEXIST') return false
  throw error
})

function answering(token: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => { socket.on('error', () => socket.destroy()); socket.end(token) })
    server.on('error', reject).listen(0, '127.0.0.1', () => { server.unref(); resolve(server) })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
