import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as apply } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Brings a database to the newest schema; processes that start together wait for one another. */
export async function migrate(url: string, folder = 'drizzle/migrations'): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(7243001)`
    await apply(drizzle(sql), { migrationsFolder: folder })
  } finally {
    await sql.end()
  }
}
