import { createWriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import postgres, { type TransactionSql } from 'postgres'
import { beginning, type Head, headInWords } from '@/lib/audit/chain'
import { copyRows, levelOf, sameText, sequencesOf, tablesOf } from './tables'

export interface Told { readonly tables: number; readonly rows: number }

/**
 * Writes the whole database to a new file, as it stood at one moment, while others go on working. The file is gzip of lines: a header,
 * then for each table its name, its rows as COPY writes them, `\.`, and its count and SHA-256; then an end. Throws when the file exists.
 * Beside it, in FILE.head, stands the head of the audit chain at that moment: kept elsewhere, it shows whether the trail was rewritten later.
 */
export async function dump(url: string, file: string): Promise<Told> {
  if (await stat(file).then(() => true, () => false)) throw new Error(`${file} exists already: name a new file`)
  const part = `${file}.part`
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'accord backup' } })
  try {
    const told = await sql.begin('isolation level repeatable read read only', (tx) => write(tx, part)) as Told & { head: string }
    await rename(part, file)
    await writeFile(`${file}.head`, `${told.head}\n`)
    return { tables: told.tables, rows: told.rows }
  } finally {
    await sql.end()
    await rm(part, { force: true })
  }
}

async function write(tx: TransactionSql, file: string): Promise<Told & { head: string }> {
  await tx.unsafe(sameText)
  const gzip = createGzip()
  const disk = createWriteStream(file, { mode: 0o600, flags: 'w' })
  const written = pipeline(gzip, disk)
  const line = (value: object): void => { gzip.write(`${JSON.stringify(value)}\n`) }
  const tables = await tablesOf(tx)
  line({ accord: 'backup', format: 1, madeAt: new Date().toISOString(), level: await levelOf(tx), sequences: await sequencesOf(tx) })
  let rows = 0
  for (const table of tables) {
    line({ table })
    const counted = await copyRows(tx, table, gzip)
    gzip.write('\\.\n')
    line(counted)
    rows += counted.rows
  }
  line({ end: true, tables: tables.length, rows })
  gzip.end()
  await written
  return { tables: tables.length, rows, head: headInWords(await headOf(tx)) }
}

async function headOf(tx: TransactionSql): Promise<Head> {
  const [row] = await tx<{ place: string; hash: string }[]>`select place, hash from audit_chain order by place desc limit 1`
  return row ? { place: Number(row.place), hash: row.hash } : beginning
}
