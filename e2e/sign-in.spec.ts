import type { BrowserContext, Page } from '@playwright/test'
import WebSocket from 'ws'
import { expect, test, wide } from './actors'
import { unverified } from './issuer'
import { people } from './people'

const slug = 'free-school-meals-apply-online'
const address = () => process.env.ACCORD_PLAYS_URL!

/** Asks for a link as a person does, and takes it out of their mail. */
async function linkFor(page: Page, email: string): Promise<string> {
  await page.goto('/sign-in')
  await page.getByLabel('Your work e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mail')
  const letters: { links: string[] }[] = await (await page.request.get(`/dev/mailbox.json?to=${email}`)).json()
  return letters[0]!.links[0]!
}

async function follow(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/workspace$/)
}

async function cookieOf(context: BrowserContext): Promise<string> {
  const [session] = (await context.cookies()).filter(({ name }) => name.endsWith('next-auth.session-token'))
  return `${session!.name}=${session!.value}`
}

/** The code that a draft's socket closes with at once, or `open` when it speaks. */
function knock(standardId: string, cookie: string): Promise<number | 'open'> {
  return new Promise((answer) => {
    const socket = new WebSocket(`${address().replace('http', 'ws')}/sync/${standardId}?schema=1`, { headers: { cookie, origin: address() } })
    const say = (what: number | 'open') => { answer(what); socket.close() }
    socket.on('message', () => say('open'))
    socket.on('close', say)
    socket.on('error', () => say(0))
  })
}

test('a scanner opens the link first, again and again; the person still signs in, once', async ({ outsider, chromium, picture }) => {
  const link = await linkFor(outsider, people.sian)
  for (let times = 0; times < 3; times += 1) {
    for (const method of ['HEAD', 'GET']) {
      const answer = await fetch(link, { method, redirect: 'manual' })
      expect(answer.status).toBe(200)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  }
  // One that runs the page's script gets no further: nothing is sent until somebody presses the button.
  const scanner = await chromium.newContext({ baseURL: address() })
  const seen = await scanner.newPage()
  await seen.goto(link, { waitUntil: 'networkidle' })
  await expect(seen.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  expect(await scanner.cookies()).toEqual([])
  await scanner.close()

  await outsider.goto(link)
  await expect(outsider.getByText(people.sian)).toBeVisible()
  await picture(outsider, 'sign-in-link')
  await follow(outsider, link)
  await outsider.goto(link)
  await expect(outsider.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
  await picture(outsider, 'sign-in-spent')
})

test('a link that is wrong, or too old, says so and offers a new one', async ({ outsider, sql }) => {
  const link = await linkFor(outsider, people.gethin)
  await sql`update verification_tokens set expires = now() - interval '1 second' where identifier = ${people.gethin}`
  for (const dead of [link, link.replace(/token=[^&]*/, 'token=made-up'), '/sign-in/link']) {
    await outsider.goto(dead)
    await expect(outsider.getByText('This link has been used or has expired. Ask for a new one.')).toBeVisible()
    await expect(outsider.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute('href', '/sign-in')
  }
})

test('a link that expires while its page is open signs nobody in', async ({ outsider, sql }) => {
  await outsider.goto(await linkFor(outsider, people.gethin))
  await sql`update verification_tokens set expires = now() - interval '1 second' where identifier = ${people.gethin}`
  await outsider.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(outsider.getByRole('alert').filter({ hasText: 'This link has been used or has expired' })).toBeVisible()
  expect(await outsider.context().cookies()).toEqual([])
})

test('signing out ends the session everywhere: a copy of its cookie opens no page, no API and no socket', async ({ outsider, sql }) => {
  await follow(outsider, await linkFor(outsider, people.leah))
  const cookie = await cookieOf(outsider.context())
  const [standard] = await sql<{ id: string }[]>`select id from standards where slug = ${slug}`
  const copied = { headers: { cookie }, redirect: 'manual' } as const
  const pageAnswer = () => fetch(`${address()}/workspace/standards/${slug}`, copied)
  const apiAnswer = () => fetch(`${address()}/api/v1/me/standards`, copied)
  expect([(await pageAnswer()).status, (await apiAnswer()).status, await knock(standard!.id, cookie)]).toEqual([200, 200, 'open'])
  await outsider.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(outsider.getByText('You have signed out.')).toBeVisible()
  const page = await pageAnswer()
  expect(page.status === 307 || (await page.text()).includes('/sign-in?next=')).toBe(true)
  expect([(await apiAnswer()).status, await knock(standard!.id, cookie)]).toEqual([401, 4401])
})

test('somebody sees where they are signed in, and ends a session they left behind', async ({ outsider, chromium, picture, sql }) => {
  await sql`delete from sessions where person_id = (select id from people where email = ${people.marcus})`
  await follow(outsider, await linkFor(outsider, people.marcus))
  const elsewhere = await chromium.newContext({ baseURL: address(), viewport: wide, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' })
  const left = await elsewhere.newPage()
  await follow(left, await linkFor(left, people.marcus))
  await outsider.goto('/workspace/account')
  await expect(outsider.getByRole('table', { name: 'Your sessions' }).getByRole('row')).toHaveCount(3)
  await picture(outsider, 'account')
  await outsider.getByRole('button', { name: /^End.*Firefox/ }).click()
  await expect(outsider.getByRole('table', { name: 'Your sessions' }).getByRole('row')).toHaveCount(2)
  await left.goto('/workspace')
  await expect(left).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

async function throughIssuer(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in?next=/workspace/account')
  await page.getByRole('button', { name: 'Sign in with the council' }).click()
  await page.getByLabel('Who are you?').fill(email)
  await page.getByRole('button', { name: 'Go on' }).click()
}

test('single sign-on brings a known person to their own account, and to where they were going', async ({ outsider, picture }) => {
  await outsider.goto('/sign-in')
  await picture(outsider, 'sign-in-single')
  await throughIssuer(outsider, people.priya)
  await expect(outsider).toHaveURL(/\/workspace\/account$/)
  await expect(outsider.getByText(people.priya)).toBeVisible()
  await expect(outsider.getByLabel('Your name')).toHaveValue('Priya Nair')
})

test('single sign-on with an address that the provider has not verified lets nobody in, and says why', async ({ outsider, sql }) => {
  await throughIssuer(outsider, `${unverified}${people.priya}`)
  await expect(outsider.getByText('did not confirm your e-mail address', { exact: false })).toBeVisible()
  expect(await sql`select 1 from people where email = ${`${unverified}${people.priya}`}`).toHaveLength(0)
  await outsider.goto('/workspace')
  await expect(outsider).toHaveURL(/\/sign-in/)
})
