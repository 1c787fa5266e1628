import type { Sql, TransactionSql } from 'postgres'
interface Checked { wrong: string | null; head?: { place: number; hash: string } }
type Heads = readonly { place: number; hash: string }[]
export function checkRows(sql: Sql | TransactionSql, heads?: Heads): Promise<Checked>
export function checkDatabase(url: string, heads?: Heads): Promise<Checked>
