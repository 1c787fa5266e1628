import type { Database } from '@/lib/db'
import { remindOfNextReview } from '@/lib/maintenance/review-commands'
import { type Pace, startEverySoOften } from './every-so-often'

/** Reminds of reviews four weeks before they are due. What was reminded of stands in the database: neither a restart nor a second process reminds again. */
export const startReviewReminder = (db: Database, pace: Pace = {}): { stop: () => Promise<void> } =>
  startEverySoOften(async () => { while (await remindOfNextReview(db)) { /* one more */ } }, { everySeconds: 20, ...pace })
