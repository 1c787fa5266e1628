import type { Database } from '@/lib/db'
import { closeDueRounds } from '@/lib/signoff/commands'

interface Options { readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Closes sign-off rounds whose time has come. That no position is taken after it does not wait for this: PostgreSQL refuses it. */
export function startRoundCloser(db: Database, { everySeconds = 5, onError = () => {} }: Options = {}): { stop: () => Promise<void> } {
  let going: Promise<unknown> | null = null
  const tick = () => { going ??= closeDueRounds(db).catch(onError).finally(() => { going = null }) }
  tick()
  const timer = setInterval(tick, everySeconds * 1000)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await going
    },
  }
}
