import type { Database } from '@/lib/db'
import type { Post } from '@/lib/notify/commands'
import { remindOfPositions } from '@/lib/notify/reminder-commands'

interface Options { readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Reminds seats of a position that is due; what was told before is not told again, whenever this runs. */
export function startRoundReminders(db: Database, post: Post, { everySeconds = 60, onError = () => {} }: Options = {}): { stop: () => Promise<void> } {
  let going: Promise<unknown> | null = null
  const tick = () => { going ??= remindOfPositions(db, post).catch(onError).finally(() => { going = null }) }
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
