import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import WebSocket from 'ws'
import type { World } from './world'

/** What a process holds, in bytes: `used` by objects and buffers after its garbage was collected, `resident` all that it has not given back. */
export interface Held { readonly used: number; readonly resident: number }

/** The resident size says as much of V8's patience as of the program; so garbage is collected first, and what is in use is told apart (Linux). */
export async function heldBy({ server, inspector }: World): Promise<Held> {
  const { pid } = server()
  process.kill(pid!, 'SIGUSR1')
  const socket = new WebSocket(await addressOf(inspector))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  const ask = (method: string, params = {}) => new Promise<{ result?: { result?: { value: number } } }>((resolve) => {
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString())))
    socket.send(JSON.stringify({ id: 1, method, params }))
  })
  for (let time = 0; time < 2; time += 1) await ask('HeapProfiler.collectGarbage')
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
  const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true })
  socket.close()
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024
  return { used: result!.result!.value, resident }
}

async function addressOf(port: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/json`).catch(() => null)
    if (answer?.ok) return (await answer.json() as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl
    await pause(50)
  }
  throw new Error('The server’s inspector did not wake up')
}
