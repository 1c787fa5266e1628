import { sql } from 'drizzle-orm'
import type { Tx } from '../db'

/** What an open draft is told about things beside its text (message 101 of the socket). The receiver fetches what it may see. */
export type DraftNotice =
  | { kind: 'comments' }
  | { kind: 'proposals' }
  | { kind: 'refs' }
  | { kind: 'version'; version: string }
  /** What this person may do here has changed: ask again. */
  | { kind: 'access' }
  | { kind: 'title'; title: string }

/** The channel of PostgreSQL on which notices travel; its payload is `{ standardId, notice }`. */
export const noticeChannel = 'accord_notice'

/** Sent when, and only when, the transaction commits; reaches every process. */
export async function tellDraft(tx: Tx, standardId: string, notice: DraftNotice): Promise<void> {
  await tx.execute(sql`select pg_notify(${noticeChannel}, ${JSON.stringify({ standardId, notice })})`)
}
