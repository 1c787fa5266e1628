import { type Glimpse, glimpses, joinRoll, rollCall, type RowAbroad, rowsAbroad, type RowsOf } from '@/lib/drafts/queries-abroad'
import { Line } from '../line'

/** What PostgreSQL knows of the other processes, and of the rows that they wrote. */
export interface Ledger {
  /** Those that this database serves, this one among them from then on. */
  roll(me: number): Promise<readonly number[]>
  glimpses(drafts: readonly { standardId: string; after: number }[]): Promise<readonly Glimpse[]>
  rows(wanted: readonly RowsOf[]): Promise<readonly RowAbroad[]>
  /** Takes this process off the roll. */
  close(): Promise<void>
}

/** On one connection of its own: its end, however it comes, takes the process off the roll. */
export function openLedger(databaseUrl: string, patience: number): Ledger {
  const line = new Line(databaseUrl, 1, patience)
  return {
    roll: (me) => line.use(async ({ db }) => {
      const there = await rollCall(db)
      if (there.includes(me)) return there
      await joinRoll(db, me)
      return rollCall(db)
    }),
    glimpses: (drafts) => line.use(({ db }) => glimpses(db, drafts)),
    rows: (wanted) => line.use(({ db }) => rowsAbroad(db, wanted)),
    close: () => line.close(),
  }
}
