import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { moreRights, onlyRead } from './rights'

/** The role that the server works as. It owns nothing, so that what the triggers refuse it cannot switch off. */
export const appRole = 'accord_app'

// 42710 and 23505: another database of the same cluster made it meanwhile.
const makeRole = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${appRole}') THEN CREATE ROLE ${appRole} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`

// A trigger's function writes what the role may not, and it must not take a temporary table for one of ours: pg_temp would come first.
const guardFunctions = `DO $$ DECLARE made regprocedure; BEGIN
  FOR made IN SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype AND pg_has_role(p.proowner, 'USAGE')
      AND (NOT p.prosecdef OR p.proconfig IS NULL)
  LOOP EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', made); END LOOP;
END $$`

/**
 * Gives the application's role its rights on the tables as they are now; run after every migration, as their owner. False, and nothing done, where
 * this account may not make roles: the server then works as the owner, held by the triggers alone.
 */
export async function grantToApp(sql: Sql): Promise<boolean> {
  if (!await sql.unsafe(makeRole).then(() => true, unless(['42501'], false))) return false
  const tables = await sql<{ name: string; kind: string }[]>`select c.relname as name, c.relkind::text as kind from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p', 'v') order by 1`
  await sql.begin(async (tx) => {
    const [database] = await tx<{ name: string }[]>`select quote_ident(current_database()) as name`
    await tx.unsafe(`${guardFunctions}; REVOKE CREATE ON SCHEMA public FROM PUBLIC; REVOKE TEMPORARY ON DATABASE ${database!.name} FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO ${appRole}; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${appRole}`)
    for (const { name, kind } of tables) await tx.unsafe(`GRANT ${rightsOn(name, kind).join(', ')} ON "${name}" TO ${appRole}`)
  })
  return true
}

const rightsOn = (name: string, kind: string): string[] =>
  (kind === 'v' || onlyRead.includes(name) ? ['select'] : ['select', 'insert', ...(moreRights[name] ?? []).map((right) => (right === 'hold' ? 'update (id)' : right))])

/** Lets the role sign in by itself, with a password of this start that is written down nowhere. For the embedded database. */
export async function letAppIn(ownerUrl: string): Promise<(url: string) => string> {
  const password = randomBytes(24).toString('base64url')
  await once(ownerUrl, (sql) => sql.unsafe(`ALTER ROLE ${appRole} LOGIN PASSWORD '${password}'`))
  return (url) => Object.assign(new URL(url), { username: appRole, password }).href
}

/** The same database, worked on as the application's role; the URL as it is where its account may not take that role. */
export async function asApp(url: string): Promise<string> {
  if (!await once(url, async (sql) => await mayTake(sql) || (await granted(sql, 'CURRENT_USER') && mayTake(sql)))) return url
  const address = new URL(url)
  address.searchParams.set('role', appRole)
  return address.href
}

/** Lets the account that the server signs in with take the role. */
export async function letTakeRole(ownerUrl: string, url: string): Promise<void> {
  const account = await once(url, async (sql) => (await mayTake(sql) ? null : (await sql<{ name: string }[]>`select quote_ident(current_user) as name`)[0]!.name))
  if (account !== null && !await once(ownerUrl, (sql) => granted(sql, account))) {
    throw new Error(`The account of DATABASE_OWNER_URL may not grant the role ${appRole}, which another account made. Let an administrator say: GRANT ${appRole} TO ${account}`)
  }
}

const unless = <T>(codes: readonly string[], otherwise: T) => (error: unknown): T => {
  if (codes.includes((error as { code: string }).code)) return otherwise
  throw error
}

/** Tried, not looked up: from PostgreSQL 16 on who made a role is its member and yet may not take it. 22023: there is no such role. */
const mayTake = (sql: Sql): Promise<boolean> =>
  sql.begin((tx) => tx.unsafe(`SET LOCAL ROLE ${appRole}`)).then(() => true, unless(['42501', '22023'], false))

/** 42704: there is no such role. */
const granted = (sql: Sql, account: string): Promise<boolean> =>
  sql.unsafe(`GRANT ${appRole} TO ${account}`).then(() => true, unless(['42501', '42704'], false))

async function once<T>(url: string, work: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try { return await work(sql) } finally { await sql.end() }
}
