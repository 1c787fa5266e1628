import { resolve } from 'node:path'
import { asApp } from '@/drizzle/app-role'
import { migrate } from '@/drizzle/migrate'
import { type Database, openDatabase } from '@/lib/db'
import { claimDatabase, runningUrl } from '../own-database'
import { type Settings, WrongSetting, readSettings } from '../settings'

/**
 * Runs a command's work on the database: DATABASE_URL's, else the running instance's, else the embedded one, started for the while.
 * Brings it to the newest schema first, unless an instance that did so is running. `db` works as the application's role, `url` is the owner's.
 */
export async function withDatabase<T>(work: (db: Database, url: string) => Promise<T>): Promise<T> {
  const settings = commandSettings()
  const running = settings.ownerUrl ?? settings.databaseUrl ?? await runningUrl(settings.dataFolder)
  if (running !== null) {
    if (settings.databaseUrl !== undefined) await migrate(running)
    return using(running, work)
  }
  const own = await claimDatabase(settings.dataFolder, `\`npm run ${process.env.npm_lifecycle_event ?? 'command'}\``)
  try {
    const { url } = await own.start((error) => { throw error })
    await migrate(url)
    return await using(url, work)
  } finally {
    await own.stop()
    await own.release()
  }
}

async function using<T>(url: string, work: (db: Database, url: string) => Promise<T>): Promise<T> {
  const { db, sql } = openDatabase(await asApp(url), 4)
  try {
    return await work(db, url)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** A command signs nobody in: it needs no secret. */
export function commandSettings(): Settings {
  return readSettings({ ...process.env, NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || 'a command signs nobody in' })
}

/** The frame of every command: a fault of the person's or the machine's is one line and exit 1, not a stack. */
export async function command(work: (words: string[]) => Promise<void>): Promise<void> {
  try {
    await work(process.argv.slice(2))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${message}\n`)
    if (!(error instanceof WrongSetting) && process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`)
    process.exitCode = 1
  }
}

/** npm runs a command in the project's folder; a file is named from where the person stands. */
export const fileNamed = (word: string): string => resolve(process.env.INIT_CWD ?? '.', word)
