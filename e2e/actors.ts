import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type Page, test as base, chromium } from '@playwright/test'
import postgres, { type Sql } from 'postgres'
import { hashOfToken, sessionCookie } from '@/lib/auth/sessions'
import { launchOptions } from './browser'

/** Somebody at their own browser, signed in. */
export interface Actor { readonly id: string; readonly name: string; readonly email: string; readonly page: Page; readonly context: BrowserContext }

interface Stage {
  /** The person of the world with this address, in a browser of their own that is opened when they are first called. */
  actor(email: string): Promise<Actor>
  /** A page of somebody who never signs in; the same one all through a test. */
  outsider: Page
  /** Pictures of a page at 1280 and 360 px, whole length, in test-results/pictures. */
  picture(page: Page, name: string): Promise<void>
  /** The database under the play, to look at what the interface cannot show. */
  sql: Sql
}

export const wide = { width: 1280, height: 900 }
export const narrow = { width: 360, height: 740 }

const address = (): string => process.env.ACCORD_PLAYS_URL!

export const test = base.extend<Stage, { chromium: Browser; store: Sql }>({
  chromium: [async ({}, use) => {
    const browser = await chromium.launch(await launchOptions())
    await use(browser)
    await browser.close()
  }, { scope: 'worker' }],

  store: [async ({}, use) => {
    const sql = postgres(process.env.ACCORD_PLAYS_DATABASE!, { max: 2, onnotice: () => {} })
    await use(sql)
    await sql.end({ timeout: 5 })
  }, { scope: 'worker' }],

  sql: async ({ store }, use) => use(store),

  actor: async ({ chromium: browser, store }, use) => {
    const called = new Map<string, Promise<Actor>>()
    await use((email) => {
      const actor = called.get(email) ?? enter(browser, store, email)
      called.set(email, actor)
      return actor
    })
    for (const actor of called.values()) await actor.then(({ context }) => context.close(), () => {})
  },

  outsider: async ({ chromium: browser }, use) => {
    const context = await newContext(browser)
    await use(await context.newPage())
    await context.close()
  },

  picture: async ({}, use) => use(takePictures),
})

export { expect } from '@playwright/test'

const newContext = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ baseURL: address(), viewport: wide, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' })

/** Signs in by a row in the sessions' table: the journey through the mailbox is a play of its own. */
async function enter(browser: Browser, sql: Sql, email: string): Promise<Actor> {
  const [person] = await sql<{ id: string; name: string }[]>`select id, name from people where email = ${email}`
  if (!person) throw new Error(`Nobody in the world has the address ${email}`)
  const token = randomBytes(32).toString('hex')
  await sql`insert into sessions (token_hash, person_id, expires) values (${hashOfToken(token)}, ${person.id}, now() + interval '1 day')`
  const context = await newContext(browser)
  await context.addCookies([{ name: sessionCookie(address()), value: token, url: address(), httpOnly: true, sameSite: 'Lax' }])
  return { ...person, email, context, page: await context.newPage() }
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await page.screenshot({ path: join('test-results', 'pictures', `${name}-${size.width}.png`), fullPage: true })
  }
  await page.setViewportSize(wide)
}
