import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Sql, TransactionSql } from 'postgres'

/** One table as it is copied: its columns, without those that PostgreSQL computes, in an order that gives equal bytes for equal rows. */
export interface Table { readonly name: string; readonly columns: readonly string[]; readonly order: readonly string[] }
export interface Sequence { readonly name: string; readonly value: string; readonly called: boolean }

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const copyOut = ({ name, columns, order }: Table): string =>
  `copy (select ${columns.map(quoted).join(', ')} from public.${quoted(name)} order by ${order.map(quoted).join(', ')}) to stdout`

export const copyIn = ({ name, columns }: Table): string => `copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`

/** What the text of a value depends on, beside the value. */
export const sameText = `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`

export const tablesOf = async (sql: Sql | TransactionSql): Promise<Table[]> => sql<Table[]>`
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
    coalesce((select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum)) from pg_index i
      join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary),
      array_agg(a.attname::text order by a.attnum)) as "order"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.oid, c.relname order by c.relname`

export async function sequencesOf(sql: TransactionSql): Promise<Sequence[]> {
  const names = await sql<{ name: string }[]>`select sequencename as name from pg_sequences where schemaname = 'public' order by 1`
  return Promise.all(names.map(async ({ name }) => {
    const [row] = await sql.unsafe<{ value: string; called: boolean }[]>(`select last_value::text as value, is_called as called from public.${quoted(name)}`)
    return { name, ...row! }
  }))
}

export const setSequence = (sql: TransactionSql, { name, value, called }: Sequence) =>
  sql`select setval(${`public.${quoted(name)}`}::regclass, ${value}::bigint, ${called})`

/** The migrations that the database has been through, by their hashes. */
export const levelOf = async (sql: Sql | TransactionSql): Promise<string[]> =>
  (await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`).map(({ hash }) => hash)

export interface Measured { readonly rows: number; readonly sha256: string }

/** Sends a table's rows to `target`, which stays open, and tells their count and digest. */
export async function copyRows(sql: Sql | TransactionSql, table: Table, target: NodeJS.WritableStream): Promise<Measured> {
  const { through, told } = measure()
  const source = await sql.unsafe(copyOut(table)).readable()
  source.once('error', (error) => through.destroy(error))
  source.pipe(through).pipe(target, { end: false })
  await finished(through, { writable: false })
  // The driver pauses its socket when a stream is full and resumes it when more is read: after the last chunk nothing more ever is.
  source._read(0)
  return told()
}

/** Counts and hashes what passes. COPY writes each row as one line. */
function measure(): { through: Transform; told(): Measured } {
  const hash = createHash('sha256')
  let rows = 0
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows++
      done(null, chunk)
    },
  })
  return { through, told: () => ({ rows, sha256: hash.digest('hex') }) }
}
