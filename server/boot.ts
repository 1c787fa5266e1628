import { seedIfEmpty } from '../drizzle/seed'
import { migrate } from '../drizzle/migrate'
import { database } from '../lib/db'
import { type Health, within } from './health'
import { openDoor } from './http'
import { startJobs } from './jobs/start'
import { captureConsole, log } from './log'
import { claimDatabase } from './own-database'
import { beginPages } from './pages/begin'
import { keptSecret } from './secret'
import { type Settings, exportedSettings } from './settings'
import type { Shutdown } from './shutdown'
import { startSync } from './sync'
import { HttpLane } from './sync/http-lane/doors'
import { upgradesTo } from './upgrade'

/**
 * Starts everything, in an order with two reasons: lock and port come before the database, so that a second start ends without having
 * touched what the first one serves from; and what is stopped last is begun first. The pages get ready meanwhile, in their own process. Throws Held or PortTaken, whose message is for the
 * person who typed the command.
 */
export async function boot(settings: Settings, shutdown: Shutdown): Promise<void> {
  log.level = settings.logLevel
  const own = settings.databaseUrl === undefined ? await claimDatabase(settings.dataFolder, `Accord at ${settings.publicUrl}`) : null
  shutdown.onStop('lock', () => own?.release())
  const parts = { database: false, sync: () => false }
  const door = await openDoor(settings, healthOf(parts))
  shutdown.onStop('database', () => own?.stop(), 30_000)
  const pages = beginPages(settings)
  shutdown.onStop('pages', () => pages.close())
  const address = await own?.start((err) => { log.fatal({ err }, 'database lost'); void shutdown.stop('database lost', 1) })
  const databaseUrl = settings.databaseUrl ?? address!.url
  await migrate(databaseUrl)
  const secret = settings.secret ?? await keptSecret(settings.dataFolder)
  const environment = exportedSettings({ ...settings, databaseUrl, secret })
  Object.assign(process.env, environment)
  shutdown.onStop('pool', () => database().sql.end({ timeout: 5 }))
  parts.database = true
  if (!settings.development) captureConsole()
  const redis = settings.redisUrl === undefined ? undefined : { url: settings.redisUrl, secret }
  const sync = startSync({ databaseUrl: address?.near ?? databaseUrl, publicUrl: settings.publicUrl, redis, tell: (level, message, facts) => log[level](facts, message) })
  const lane = new HttpLane({ publicUrl: settings.publicUrl, connect: sync.connect })
  if (settings.demo) await seedIfEmpty(database().db, settings)
  await pages.serve(environment)
  const jobs = await startJobs(settings, database())
  shutdown.onStop('jobs', () => jobs.stop())
  shutdown.onStop('door', () => door.close())
  shutdown.onStop('sync', () => { lane.stop(); return sync.close() }, 20_000)
  parts.sync = () => sync.ready()
  door.open(async (request, response) => { if (!lane.answer(request, response)) await pages.handle(request, response) }, upgradesTo(sync.upgrade, pages.reload))
  announce(settings)
}

const healthOf = (parts: { database: boolean; sync: () => boolean }): Health => ({
  ready: async () => ({
    database: parts.database && await within(2_000, () => database().sql`select 1`),
    sync: parts.sync(),
  }),
})

function announce(settings: Settings): void {
  const who = settings.demo ? `  ·  demo: sign in as priya.nair@wexshire.example, mail is kept at ${settings.publicUrl}/dev/mailbox` : ''
  process.stdout.write(`Accord: ${settings.publicUrl}${who}\n`)
}
