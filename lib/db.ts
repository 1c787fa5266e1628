import { DrizzleQueryError, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from '@/drizzle/schema'
import { type Refusal, type RefusalCode, refuse } from './kernel/refusal'
import { refused, type Result } from './kernel/result'

export type Sql = postgres.Sql
export type Database = ReturnType<typeof openDatabase>['db']
declare const transactional: unique symbol
/** A transaction. Branded, so that what must be written inside one (the audit record) cannot be handed the bare client. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0] & { readonly [transactional]: true }
/** For reading: either will do. */
export type Reader = Database | Tx

/** ms; a process that was paused amid a transaction must not keep its locks from the others. */
const idleInTransaction = 30_000

/** As libpq reads a URL: `?host=/FOLDER` is where the server's Unix socket lies. The driver would take it for a setting of PostgreSQL's. */
function addressOf(url: string): { url: string; path?: string } {
  const address = new URL(url)
  const folder = address.searchParams.get('host')
  if (!folder?.startsWith('/')) return { url }
  address.searchParams.delete('host')
  return { url: address.href, path: `${folder}/.s.PGSQL.${address.port || '5432'}` }
}

export function openDatabase(url: string, max = 10, options: postgres.Options<Record<string, never>> = {}) {
  const address = addressOf(url)
  const path = address.path === undefined ? {} : { path: address.path }
  const sql = postgres(address.url, { max, onnotice: () => {}, connection: { application_name: 'accord', idle_in_transaction_session_timeout: idleInTransaction }, ...path, ...options })
  return { sql, db: drizzle(sql, { schema, casing: 'snake_case' }) }
}

type Opened = ReturnType<typeof openDatabase>
const shared = globalThis as { [key: symbol]: Opened | undefined }
const slot = Symbol.for('accord.database')

/** The process's one pool: the bundles of the server and of the pages share it through the global object. */
export function database(): Opened {
  const url = process.env.DATABASE_URL
  if (!shared[slot] && !url) throw new Error('DATABASE_URL is not set: the server sets it at start')
  return (shared[slot] ??= openDatabase(url!))
}

export const db = (): Database => database().db

class RolledBack extends Error {
  constructor(readonly result: Result<never>) { super('refused') }
}

/** Runs a command's load → may → decide → write → record as one transaction; a refusal rolls everything back. */
export async function inTransaction<T>(on: Database, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await on.transaction(async (tx) => {
      const result = await work(tx as Tx)
      if (!result.ok) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    const refusal = refusalFromRules(error)
    if (refusal) return refused(refusal)
    throw error
  }
}

/** What a rule in the database refused (refuse_step in the migrations): its hint is the code, its message the sentence. */
function refusalFromRules(error: unknown): Refusal | null {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  return cause instanceof postgres.PostgresError && cause.code === 'AC001' ? refuse(cause.hint as RefusalCode, cause.message) : null
}

/** The clock of everything that decides: the database's, to the millisecond. */
export async function clockOf(on: Reader): Promise<Date> {
  const [row] = await on.execute<{ now: string }>(sql`select to_char(accord_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`)
  return new Date(row!.now)
}
