import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export type Upgrades = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** `/sync/*` goes to the drafts; in development the framework's own reload socket gets through; nothing else is upgraded. */
export function upgradesTo(sync: Upgrades, reload: Upgrades | undefined): Upgrades {
  return (request, socket, head) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (path.startsWith('/sync/')) sync(request, socket, head)
    else if (reload && path.startsWith('/_next/')) reload(request, socket, head)
    else refuseUpgrade(socket, 404)
  }
}

export function refuseUpgrade(socket: Duplex, status: 404 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Service Unavailable'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
