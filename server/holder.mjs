// Who holds a data folder (server/lock.ts takes it). Plain JavaScript, since `npm start` asks before anything is installed or built.
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'

export async function holderOf(folder) {
  const holder = await readLock(join(folder, 'lock'))
  return holder && await lives(holder) ? holder : null
}

export async function readLock(file) {
  try { return JSON.parse(await readFile(file, 'utf8')) } catch { return null }
}

/** A stopped or very busy holder may take its time to answer: as long as its process exists it is believed after two seconds. */
export function lives(holder) {
  return new Promise((resolve) => {
    const socket = connect(holder.port, '127.0.0.1').setTimeout(2000)
    let said = ''
    socket.on('data', (chunk) => { said += chunk })
    socket.on('end', () => resolve(said === holder.token))
    socket.on('timeout', () => { socket.destroy(); resolve(exists(holder.pid)) })
    socket.on('error', () => resolve(false))
  })
}

export function exists(pid) {
  try { process.kill(pid, 0); return true } catch (error) { return error.code === 'EPERM' }
}
