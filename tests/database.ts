import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { appRole } from '../drizzle/app-role'
import { openDatabase } from '../lib/db'

/**
 * A real PostgreSQL database of one test file's own, dropped after it. `db` and `url` work as the application's role, as the server does, so that a
 * right that is missing is found; `sql`, `owner` and `ownerUrl` as the owner of the tables, for what a test sets up or attacks.
 */
export async function testDatabase() {
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template_accord`)
  // CREATE DATABASE copies no rights on the database itself: this one is as `migrate` leaves it.
  await admin.unsafe(`revoke temporary on database ${name} from public`)
  const ownerUrl = inject('clusterUrl').replace(/postgres$/, name)
  const url = `${ownerUrl}?role=${appRole}`
  const [app, own] = [openDatabase(url), openDatabase(ownerUrl)]
  afterAll(async () => {
    await Promise.all([app.sql.end({ timeout: 5 }), own.sql.end({ timeout: 5 })])
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  return { db: app.db, appSql: app.sql, url, sql: own.sql, owner: own.db, ownerUrl }
}
