import { createServer } from 'node:http'
import type { Registry } from 'prom-client'
import { PortTaken } from '../http'
import { log } from '../log'

/**
 * Measures for whoever collects them, on a port of its own that is nobody's but the operator's: they say how much is written and when. Throws
 * PortTaken, whose message is one clear line.
 */
export async function openMetrics(at: { port: number; host: string }, registry: Registry): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0]
    if (path !== '/metrics' || !['GET', 'HEAD'].includes(request.method ?? '')) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Measures are at /metrics\n')
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(text),
      (err: unknown) => { log.error({ err }, 'measures could not be told'); response.writeHead(500).end() },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortTaken(`METRICS_PORT ${at.port} of ${at.host} cannot be opened: ${error.message}`)))
    server.listen(at, resolve)
  })
  server.on('error', (err) => log.error({ err }, 'listener of measures'))
  return {
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
