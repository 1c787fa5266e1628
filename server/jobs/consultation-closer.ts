import { closeDueConsultations } from '@/lib/consultation/commands'
import type { Database } from '@/lib/db'
import { type Pace, startEverySoOften } from './every-so-often'

/** Closes consultations whose time has come, which freezes their counts. That a comment after it is late does not wait for this: PostgreSQL says so. */
export const startConsultationCloser = (db: Database, pace: Pace = {}) => startEverySoOften(() => closeDueConsultations(db), pace)
