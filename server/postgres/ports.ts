import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A port of the loopback that is free now, and likely to be so in a moment: below those that systems give to outgoing connections,
 * which may take a port at any time.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(15_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('No free port was found between 15000 and 32000')
}

const isFree = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
})
