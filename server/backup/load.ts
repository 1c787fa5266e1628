import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import type { Told } from './dump'
import { linesOf } from './lines'
import { type Measured, type Sequence, type Table, copyIn, copyRows, levelOf, sameText, setSequence, tablesOf } from './tables'

interface Header { accord: string; format: number; level: string[]; sequences: Sequence[] }
interface Options { /** Whether a database that holds nothing but the demo world may be emptied first. */ readonly replace: boolean; readonly demoEmails: readonly string[] }

/**
 * Fills an empty database of the same schema from a backup: all of it or nothing, with every count and digest compared before it
 * stands. Triggers are off meanwhile, since the rows are history already; they stamp and refuse again after. Throws one clear line.
 */
export async function load(url: string, file: string, options: Options): Promise<Told> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'accord restore' } })
  try {
    await nobodyServes(sql)
    return await sql.begin((tx) => fill(tx, file, options)) as Told
  } finally {
    await sql.end()
  }
}

async function nobodyServes(sql: Sql): Promise<void> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'accord' and pid <> pg_backend_pid()`
  if (row!.n > 0) throw new Error('An Accord is running on this database: stop it first, since it holds drafts in memory')
}

async function fill(tx: TransactionSql, file: string, options: Options): Promise<Told> {
  await tx.unsafe(sameText)
  await withoutTriggers(tx)
  const tables = await tablesOf(tx)
  await makeRoom(tx, tables, options)
  const lines = linesOf(file)
  const header = await next<Header>(lines)
  await checkHeader(tx, header)
  const done: Table[] = []
  for (;;) {
    const { table, ...rest } = await next<{ table?: Table; end?: boolean; rows?: number }>(lines)
    if (!table) return end(tx, header, done, rest)
    await fillTable(tx, tables, table, lines)
    done.push(table)
  }
}

async function end(tx: TransactionSql, { sequences }: Header, done: Table[], { end: ended, rows }: { end?: boolean; rows?: number }): Promise<Told> {
  if (!ended) throw new Error('The backup is damaged: it has no end')
  for (const sequence of sequences) await setSequence(tx, sequence)
  return { tables: done.length, rows: rows ?? 0 }
}

async function withoutTriggers(tx: TransactionSql): Promise<void> {
  try {
    await tx`set local session_replication_role = replica`
  } catch {
    throw new Error('This database account may not switch triggers off. Restore as a superuser, or let one run: '
      + 'GRANT SET ON PARAMETER session_replication_role TO the account')
  }
}

async function makeRoom(tx: TransactionSql, tables: Table[], { replace, demoEmails }: Options): Promise<void> {
  const filled = []
  for (const { name } of tables) if ((await tx.unsafe(`select 1 from public."${name}" limit 1`)).length > 0) filled.push(name)
  if (filled.length === 0) return
  const strangers = await tx`select 1 from people where email <> all(${demoEmails as string[]}) limit 1`
  if (strangers.length > 0) throw new Error(`This database is in use (${filled.length} tables hold rows): restore into an empty one`)
  if (!replace) throw new Error('This database holds the demo world: restore into an empty one, or add --replace to give the demo up')
  await tx.unsafe(`truncate ${tables.map(({ name }) => `public."${name}"`).join(', ')}`)
}

async function checkHeader(tx: TransactionSql, header: Header): Promise<void> {
  if (header.accord !== 'backup' || header.format !== 1) throw new Error('This is not a backup that this Accord can read')
  const level = await levelOf(tx)
  if (JSON.stringify(level) === JSON.stringify(header.level)) return
  throw new Error(`The backup was made by ${header.level.length < level.length ? 'an earlier' : 'another'} Accord (its database has other migrations): `
    + 'restore it with that one, then start this one')
}

async function next<T>(lines: AsyncGenerator<Buffer>): Promise<T> {
  const { value, done } = await lines.next()
  if (done) throw new Error('The backup is damaged: it has no end')
  try { return JSON.parse((value as Buffer).toString()) as T } catch { throw new Error('The backup is damaged: a line of it makes no sense') }
}

async function fillTable(tx: TransactionSql, known: Table[], table: Table, lines: AsyncGenerator<Buffer>): Promise<void> {
  const same = known.find(({ name }) => name === table.name)
  if (!same || same.columns.join() !== table.columns.join()) throw new Error(`The backup's table ${table.name} is not one of this Accord's`)
  const target = await tx.unsafe(copyIn(same)).writable()
  await pipeline(Readable.from(rowsOf(lines)), target)
  const wanted = await next<Measured>(lines)
  const found = await measured(tx, same)
  if (found.rows !== wanted.rows || found.sha256 !== wanted.sha256) {
    throw new Error(`The backup is damaged: ${table.name} should hold ${wanted.rows} rows of digest ${wanted.sha256.slice(0, 12)}…, `
      + `and ${found.rows} of ${found.sha256.slice(0, 12)}… came`)
  }
}

/** Up to the line that ends the rows. `return` is not called on `lines`, which go on after it. */
async function* rowsOf(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new Error('The backup is damaged: it ends among the rows of a table')
    if (value.length === 3 && value.toString() === '\\.\n') return
    yield value
  }
}

/** What the database itself now holds, read back. */
export const measured = (sql: Sql | TransactionSql, table: Table): Promise<Measured> =>
  copyRows(sql, table, new Writable({ write: (_chunk, _encoding, written) => written() }))
