// Hocuspocus with a durable store as its documentation shows it, all else by default: a document is stored 2 s after the last edit, at most 10 s after the first.
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
await pool.query('create table if not exists documents (name text primary key, state bytea not null)')
const store = new Database({
  async fetch({ documentName }) {
    const { rows } = await pool.query('select state from documents where name = $1', [documentName])
    return rows[0]?.state ?? null
  },
  async store({ documentName, state }) {
    await pool.query('insert into documents (name, state) values ($1, $2) on conflict (name) do update set state = excluded.state', [documentName, state])
  },
})
const server = new Server({ port: Number(process.env.PORT), address: '127.0.0.1', quiet: true, extensions: [store], async onAuthenticate() {} })
await server.listen()
