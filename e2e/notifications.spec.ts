import { expect, test } from './actors'
import { openDatabase } from '@/lib/db'
import { openRound } from '@/lib/signoff/commands'
import { tagVersion } from '@/lib/versions/commands'
import { inAWeek, makeWorkingGroup, valueOf } from '@/tests/working-group'

test.describe.configure({ mode: 'serial' })

const { db, sql: own } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
let world: Awaited<ReturnType<typeof makeWorkingGroup>>
test.beforeAll(async () => {
  world = await makeWorkingGroup(db)
  // Named apart, so that a play which chooses an organisation by its name finds one.
  await own`update organisations set name = name || ' ' || slug where slug ~ '-[0-9a-f]{8}$'`
})
test.afterAll(() => own.end({ timeout: 5 }))

test('what a group does is counted in the header of an open page, said once, listed, and marked as seen', async ({ actor, picture, sql }) => {
  const [holder, advisor] = [world.holders[0]!, world.advisor]
  const told = async () => (await sql`select 1 from notifications where person_id = ${holder.id}`).length
  await expect.poll(told).toBe(1)
  const { page } = await actor(holder.email)
  await page.goto('/workspace')
  const link = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Notifications/ })
  const region = page.getByRole('banner').getByRole('status')
  await expect(link).toHaveAccessibleName('Notifications 1 not seen')
  await expect(region).toHaveText('')
  const { id: versionId } = valueOf(await tagVersion(db, world.lead, { standardId: world.standard.id, note: 'For signing' }))
  valueOf(await openRound(db, advisor, { standardId: world.standard.id, versionId, closesAt: inAWeek() }))
  await expect.poll(told).toBe(2)
  // The header asks every half minute, and when its window is looked at again.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(link).toHaveAccessibleName('Notifications 2 not seen')
  await expect(region).toHaveText('1 new notification')
  await link.click()
  const items = page.getByRole('main').getByRole('listitem')
  await expect(items).toHaveCount(2)
  await expect(items.first()).toContainText('A position on “')
  await expect(items.nth(1)).toContainText('is started in “')
  await expect(page.getByText('2 not seen yet')).toBeVisible()
  await picture(page, 'notifications')
  await page.getByRole('button', { name: 'Mark all as seen' }).press('Enter')
  await expect(link).toHaveAccessibleName('Notifications')
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText('You have seen all of these')
  await expect(page.getByRole('main').getByRole('status').first()).toBeFocused()
  await expect(page.getByRole('main').getByText('New', { exact: true })).toHaveCount(0)
  await picture(page, 'notifications-seen')
  const nobody = await actor(world.outsider.email)
  await nobody.page.goto('/workspace/notifications')
  await expect(nobody.page.getByRole('main')).toContainText('You have been told nothing yet')
  await picture(nobody.page, 'notifications-none')
})

test('a letter’s link shows the button, the button stops its kind, and the account tells so and turns it on again', async ({ actor, outsider, picture, sql }) => {
  const { id, email } = world.holders[0]!
  const wishes = async () => (await sql`select needs_me, rest from notification_settings where person_id = ${id}`)[0]
  const [letter] = await (await outsider.request.get(`/dev/mailbox.json?to=${email}`)).json() as { subject: string; links: string[] }[]
  expect(letter!.subject).toMatch(/^A position on “/)
  const address = letter!.links.find((link) => link.includes('/unsubscribe?'))!
  await outsider.goto(address)
  await expect(outsider.getByRole('heading', { level: 1 })).toHaveText('Stop letters sent at once?')
  expect(await wishes()).toBeUndefined()
  await picture(outsider, 'unsubscribe')
  await outsider.getByRole('button', { name: 'Stop letters sent at once' }).click()
  await expect(outsider.getByRole('heading', { level: 1 })).toHaveText('You get no more letters sent at once')
  expect(await wishes()).toEqual({ needs_me: 'off', rest: 'daily' })
  await picture(outsider, 'unsubscribed')
  const { page } = await actor(email)
  await page.goto('/workspace/account#notifications')
  await expect(page.getByLabel('No letters')).toBeChecked()
  await page.getByLabel('A letter at once').check()
  await page.getByLabel('A digest a week').check()
  await page.getByRole('button', { name: 'Keep this choice' }).click()
  await expect(page.getByText('Your choice is kept.')).toBeVisible()
  await picture(page, 'account-notifications')
  await page.reload()
  await expect(page.getByLabel('A digest a week')).toBeChecked()
  expect(await wishes()).toEqual({ needs_me: 'at once', rest: 'weekly' })
  // As a mail program does it (RFC 8058): one POST, without a session or a page.
  const stopped = await outsider.request.post(address, { form: { 'List-Unsubscribe': 'One-Click' } })
  expect([stopped.status(), await wishes()]).toEqual([200, { needs_me: 'off', rest: 'weekly' }])
})
