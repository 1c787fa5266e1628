import { seedIfEmpty } from '../drizzle/seed'
import { asApp, letAppIn, letTakeRole } from '../drizzle/app-role'
import { migrate } from '../drizzle/migrate'
import { database } from '../lib/db'
import { type Health, within } from './health'
import { openDoor } from './http'
import { beginInsight } from './insight/begin'
import { startJobs } from './jobs/start'
import { captureConsole, log } from './log'
import { claimDatabase } from './own-database'
import { beginPages } from './pages/begin'
import type { Pages } from './pages/pages'
import { keptSecret } from './secret'
import { type Settings, exportedSettings } from './settings'
import type { Shutdown } from './shutdown'
import { type Sync, type SyncDeps, startSync } from './sync'
import { HttpLane } from './sync/http-lane/doors'
import { upgradesTo } from './upgrade'

/**
 * Starts everything, in an order with two reasons: lock and port come before the database, so that a second start ends without having
 * touched what the first one serves from; and what is stopped last is begun first. The pages get ready meanwhile, in their own process. Throws
 * Held or PortTaken, whose message is for the person who typed the command.
 */
export async function boot(settings: Settings, shutdown: Shutdown): Promise<void> {
  log.level = settings.logLevel
  const own = settings.databaseUrl === undefined ? await claimDatabase(settings.dataFolder, `Accord at ${settings.publicUrl}`) : null
  shutdown.onStop('lock', () => own?.release())
  const parts: Parts = { database: false, ready: false, sync: null, pages: null }
  const door = await openDoor(settings, healthOf(parts))
  shutdown.onStop('database', () => own?.stop(), 30_000)
  const insight = await beginInsight(settings, { pages: () => parts.pages, standing: () => parts.sync?.standing() ?? null })
  shutdown.onStop('measures', () => insight.close())
  const pages = parts.pages = beginPages(settings, () => insight.read())
  shutdown.onStop('pages', () => pages.close())
  const address = await own?.start((err) => { log.fatal({ err }, 'database lost'); void shutdown.stop('database lost', 1) })
  const addresses = address ? await embeddedAddresses(address) : await givenAddresses(settings)
  const databaseUrl = addresses.url
  const secret = settings.secret ?? await keptSecret(settings.dataFolder)
  const environment = exportedSettings({ ...settings, databaseUrl, secret })
  Object.assign(process.env, environment)
  shutdown.onStop('pool', () => database().sql.end({ timeout: 5 }))
  parts.database = true
  if (!settings.development) captureConsole()
  const redis = settings.redisUrl === undefined ? undefined : { url: settings.redisUrl, secret }
  const tell: SyncDeps['tell'] = (level, message, facts) => log[level](facts, message)
  const sync = parts.sync = startSync({ databaseUrl: addresses.near, publicUrl: settings.publicUrl, redis, tell })
  const lane = new HttpLane({ publicUrl: settings.publicUrl, connect: sync.connect })
  if (settings.demo) await seedIfEmpty(database().db, settings)
  await pages.serve(environment)
  const jobs = await startJobs({ ...settings, secret }, database())
  shutdown.onStop('jobs', () => jobs.stop())
  shutdown.onStop('door', () => door.close())
  shutdown.onStop('sync', () => { lane.stop(); return sync.close() }, 20_000)
  parts.ready = true
  door.open(async (request, response) => { if (!lane.answer(request, response)) await pages.handle(request, response) }, upgradesTo(sync.upgrade, pages.reload))
  announce(settings)
}

interface Addresses { readonly url: string; readonly near: string }

/** The embedded database: its owner migrates, and what serves signs in as the application's role, which owns nothing. */
async function embeddedAddresses({ url, near }: Addresses): Promise<Addresses> {
  await migrate(url)
  const asRole = await letAppIn(url)
  return { url: asRole(url), near: asRole(near) }
}

/** A database of somebody else's: the same, by taking the role where the account may. */
async function givenAddresses({ databaseUrl, ownerUrl }: Settings): Promise<Addresses> {
  const { appRole } = await migrate(ownerUrl ?? databaseUrl!)
  if (appRole && ownerUrl !== undefined) await letTakeRole(ownerUrl, databaseUrl!)
  const url = await asApp(databaseUrl!)
  if (url === databaseUrl) log.warn('the database account may not make or take the role accord_app: Accord works as the owner of its tables')
  return { url, near: url }
}

/** What there is so far of the process. */
interface Parts { database: boolean; ready: boolean; sync: Sync | null; pages: Pages | null }

const healthOf = (parts: Parts): Health => ({
  ready: async () => ({
    database: parts.database && await within(2_000, () => database().sql`select 1`),
    sync: parts.ready && (parts.sync?.ready() ?? false),
  }),
})

function announce(settings: Settings): void {
  const who = settings.demo ? `  ·  demo: sign in as priya.nair@wexshire.example, mail is kept at ${settings.publicUrl}/dev/mailbox` : ''
  process.stdout.write(`Accord: ${settings.publicUrl}${who}\n`)
}
