import type { Sql } from '../lib/db'
import { refusedBy } from './working-group'

class RollBack extends Error {}

/** Runs one statement and rolls it back: what it would do, it does not leave behind. */
async function tried(sql: Sql, statement: string, setup = ''): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      if (setup) await tx.unsafe(setup)
      await tx.unsafe(statement)
      throw new RollBack()
    })
  } catch (error) {
    if (!(error instanceof RollBack)) throw error
  }
}

/**
 * What PostgreSQL says to an illegal statement. The same statement must go through once the triggers are off: else it was refused for
 * being badly written, and proves nothing.
 */
export async function attack(sql: Sql, statement: string, setup = ''): Promise<string> {
  await tried(sql, statement, `${setup}; set local session_replication_role = replica`)
  return refusedBy(tried(sql, statement, setup))
}

/** A legal statement goes through, with the triggers on. */
export const allowed = (sql: Sql, statement: string, setup = ''): Promise<void> => tried(sql, statement, setup)
