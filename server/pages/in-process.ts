import { createServer } from 'node:http'
import next from 'next'
import type { Handler } from '../http'
import type { Settings } from '../settings'
import type { Upgrades } from '../upgrade'

export interface PagesHere { readonly handle: Handler; readonly reload: Upgrades | undefined; close(): Promise<void> }

/** The pages, in the process that calls. They are given a server that never listens, since they would put their own upgrade listener on ours. */
export async function pagesHere(settings: Settings): Promise<PagesHere> {
  const app = next({ dev: settings.development, hostname: settings.host ?? 'localhost', port: settings.port, httpServer: createServer() })
  await app.prepare()
  const handle = app.getRequestHandler()
  const reload = app.getUpgradeHandler()
  return {
    handle: (request, response) => handle(request, response),
    reload: settings.development ? (request, socket, head) => { void reload(request, socket, head) } : undefined,
    close: () => app.close(),
  }
}
