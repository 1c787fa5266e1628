import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startCluster } from '../postgres/embedded'
import { cleanUp, newFolder, startReady } from './rig'

const folder = await mkdtemp(join(tmpdir(), 'accord-theirs-'))
const cluster = await startCluster(folder, { fsync: 'off' })
const root = postgres(cluster.url, { max: 1 })
await root`create role makes_roles login password 'secret' createrole`
await root`create role makes_none login password 'secret'`
await root`create role visitor login password 'secret'`

afterEach(cleanUp)
afterAll(async () => {
  await root.end()
  await cluster.stop()
  await rm(folder, { recursive: true })
})

interface Theirs { readonly urlOf: (account: string) => string; readonly look: Sql }

/** A database of somebody else's cluster; no account of it is a superuser. */
async function theirs(name: string, owner: string): Promise<Theirs> {
  await root.unsafe(`create database ${name} owner ${owner}`)
  return {
    urlOf: (username) => Object.assign(new URL(cluster.url), { username, password: 'secret', pathname: `/${name}` }).href,
    look: postgres(cluster.url, { database: name, max: 1 }),
  }
}

/** What the server said while it came to serve a page. */
async function serves(env: Record<string, string>): Promise<string> {
  const { port, said } = await startReady({ data: await newFolder(), env: { NEXTAUTH_SECRET: 'nobody guesses these words', ...env } })
  expect((await fetch(`http://127.0.0.1:${port}/standards`)).status).toBe(200)
  return said()
}

async function ownersOf({ look }: Theirs): Promise<string[]> {
  const owners = await look<{ owner: string }[]>`
    select distinct tableowner as owner from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`
  await look.end()
  return owners.map(({ owner }) => owner)
}

test.each([['makes_roles', false], ['makes_none', true]] as const)(
  'DATABASE_URL alone, of an account that %s: the server serves, and says so where it works as the owner', async (owner, warns) => {
    const database = await theirs(`alone_${owner}`, owner)
    expect((await serves({ DATABASE_URL: database.urlOf(owner) })).includes('works as the owner of its tables')).toBe(warns)
    expect(await ownersOf(database)).toEqual([owner])
  })

test('with DATABASE_OWNER_URL the account of DATABASE_URL owns nothing, and can switch no rule off', async () => {
  const database = await theirs('two_accounts', 'makes_roles')
  expect(await serves({ DATABASE_URL: database.urlOf('visitor'), DATABASE_OWNER_URL: database.urlOf('makes_roles') })).not.toContain('works as the owner')
  expect(await ownersOf(database)).toEqual(['makes_roles'])
  const visitor = postgres(database.urlOf('visitor'), { max: 1 })
  await expect(visitor`alter table versions disable trigger all`).rejects.toMatchObject({ code: '42501' })
  await visitor.end()
})
