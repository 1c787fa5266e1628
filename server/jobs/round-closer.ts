import type { Database } from '@/lib/db'
import { closeDueRounds } from '@/lib/signoff/commands'
import { type Pace, startEverySoOften } from './every-so-often'

/** Closes sign-off rounds whose time has come. That no position is taken after it does not wait for this: PostgreSQL refuses it. */
export const startRoundCloser = (db: Database, pace: Pace = {}) => startEverySoOften(() => closeDueRounds(db), pace)
