import { createServer } from 'node:http'
import next from 'next'
import type { Handler } from '../http'
import type { Settings } from '../settings'
import { type Upgrades, refuseUpgrade } from '../upgrade'

export interface PagesHere { readonly handle: Handler; readonly reload: Upgrades | undefined; close(): Promise<void> }

/**
 * The pages, in the process that calls. They are given a server that never listens, since they put their own upgrade listener on it with their first
 * request: that listener, not the handler they offer, is the one that reloads.
 */
export async function pagesHere(settings: Settings): Promise<PagesHere> {
  const never = createServer()
  const app = next({ dev: settings.development, hostname: settings.host ?? 'localhost', port: settings.port, httpServer: never })
  await app.prepare()
  const handle = app.getRequestHandler()
  const reload: Upgrades = (request, socket, head) => { if (!never.emit('upgrade', request, socket, head)) refuseUpgrade(socket, 503) }
  return {
    handle: (request, response) => handle(request, response),
    reload: settings.development ? reload : undefined,
    close: () => app.close(),
  }
}
