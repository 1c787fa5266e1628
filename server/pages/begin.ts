import { type Live, provideLive } from '@/lib/drafts/live'
import { draftRooms } from '@/lib/drafts/rooms'
import type { Settings } from '../settings'
import type { PagesHere } from './in-process'
import { keepPages } from './keeper'
import type { Pages } from './pages'

/**
 * The pages: in a process of their own, so that a slow one never holds up a draft (docs/decisions/6). It gets itself ready while the database
 * starts. In development they stay in this process, where the framework's reloading expects them.
 */
export function beginPages(settings: Settings, live: () => Live): Pages {
  if (!settings.development) {
    return keepPages({
      replaceContent: (...edit) => draftRooms().replaceContent(...edit), amend: (...edit) => draftRooms().amend(...edit), live: async () => live(),
    })
  }
  provideLive(async () => live())
  return pagesInDevelopment(settings)
}

function pagesInDevelopment(settings: Settings): Pages {
  let here: PagesHere | undefined
  return {
    async serve() { here = await (await import('./in-process')).pagesHere(settings) },
    handle: (request, response) => here!.handle(request, response),
    get reload() { return here?.reload },
    state: () => ({ vital: null, restarts: 0 }),
    async close() { await here?.close() },
  }
}
