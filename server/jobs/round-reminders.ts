import type { Database } from '@/lib/db'
import type { Post } from '@/lib/notify/commands'
import { remindOfPositions } from '@/lib/notify/reminder-commands'
import { type Pace, startEverySoOften } from './every-so-often'

/** Reminds seats of a position that is due; what was told before is not told again, whenever this runs. */
export const startRoundReminders = (db: Database, post: Post, pace: Pace = {}): { stop: () => Promise<void> } =>
  startEverySoOften(() => remindOfPositions(db, post), { everySeconds: 60, ...pace })
