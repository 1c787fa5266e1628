import type { DraftProvider } from '../sync/provider'
import { cipherOf } from './cipher'
import { Keeper, type Tell } from './keeper'
import { type Draft, UnsentStore } from './store'

/** Null where the browser cannot: no IndexedDB (private windows of some), or a page that is not served securely. */
export async function keep(provider: DraftProvider, place: Draft, key: string, tell: Tell): Promise<Keeper | null> {
  try {
    const [store, cipher] = await Promise.all([UnsentStore.open(), cipherOf(key)])
    const keeper = new Keeper(provider, place, store, cipher, tell)
    keeper.begin()
    return keeper
  } catch {
    tell.kept('cannot')
    return null
  }
}
