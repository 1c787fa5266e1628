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
  try {
    await sql.unsafe(makeRole)
  } catch (error) {
    if ((error as { code?: unknown }).code === '42501') return false
    throw error
  }
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
  const [may] = await once(url, (sql) => sql<{ may: boolean }[]>`select pg_has_role(r.oid, 'MEMBER') as may from pg_roles r where r.rolname = ${appRole}`)
  if (!may?.may) return url
  const address = new URL(url)
  address.searchParams.set('role', appRole)
  return address.href
}

/** Lets the account that the server signs in with take the role. */
export async function letTakeRole(ownerUrl: string, url: string): Promise<void> {
  const [account] = await once(url, (sql) => sql<{ name: string; may: boolean }[]>`
    select quote_ident(current_user) as name, coalesce((select pg_has_role(r.oid, 'MEMBER') from pg_roles r where r.rolname = ${appRole}), false) as may`)
  if (!account!.may) await once(ownerUrl, (sql) => sql.unsafe(`GRANT ${appRole} TO ${account!.name}`))
}

async function once<T>(url: string, work: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try { return await work(sql) } finally { await sql.end() }
}
