import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as apply } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { grantToApp } from './app-role'

/**
 * Brings a database to the newest schema, and the application's role to its rights there; processes that start together wait for one another.
 * The account must own the tables. Answers whether there is such a role.
 */
export async function migrate(url: string, folder = 'drizzle/migrations'): Promise<{ appRole: boolean }> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(7243001)`
    await apply(drizzle(sql), { migrationsFolder: folder })
    return { appRole: await grantToApp(sql) }
  } finally {
    await sql.end()
  }
}
