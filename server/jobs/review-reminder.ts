import type { Database } from '@/lib/db'
import { remindOfNextReview } from '@/lib/maintenance/review-commands'

interface Options { readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Reminds of reviews four weeks before they are due. What was reminded of stands in the database: neither a restart nor a second process reminds again. */
export function startReviewReminder(db: Database, { everySeconds = 20, onError = () => {} }: Options = {}): { stop: () => Promise<void> } {
  let going: Promise<unknown> | null = null
  const work = async () => { while (await remindOfNextReview(db)) { /* one more */ } }
  const tick = () => { going ??= work().catch(onError).finally(() => { going = null }) }
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
