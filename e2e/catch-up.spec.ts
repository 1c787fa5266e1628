import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { tagVersion } from '@/lib/versions/commands'
import { makeWorkingGroup, valueOf, type WorkingGroup } from '../tests/working-group'
import { expect, narrow, test, wide } from './actors'
import { expectSaved, openDraft, requirement } from './draft'
import { standardPath } from './sign-off'

let it: WorkingGroup
const title = () => `Free school meals ${it.group.id.slice(0, 8)}`
const path = (rest: string) => standardPath(it.standard.slug, rest)
const of = (page: Page, ref: string) => page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('heading', { name: ref, exact: true }) })

test.describe.configure({ mode: 'serial', timeout: 90_000 })
test.beforeAll(async () => {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  it = await makeWorkingGroup(db)
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'To begin with' }))
  await sql.end({ timeout: 5 })
})

test('CU-1 CU-2 one makes a MUST a SHOULD and says why; the other reads it in words by requirement, again after a reload, until they say that they have caught up', async ({ actor, picture, sql }) => {
  const [reader, lead] = [(await actor(it.editor.email)).page, await openDraft(await actor(it.lead.email), it.standard.slug)]
  await reader.request.post(path('sight'))
  await sql`update draft_sights set at = now() - interval '3 days' where standard_id = ${it.standard.id}`
  await requirement(lead, 'FSM-01').getByRole('button', { name: /^Level:/ }).click()
  await lead.getByRole('listbox', { name: 'Level' }).getByRole('option', { name: 'SHOULD', exact: true }).click()
  await requirement(lead, 'FSM-01').getByRole('button', { name: 'Comment on FSM-01' }).click()
  await lead.getByLabel('Your comment').fill('Some suppliers cannot yet.')
  await lead.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(lead.getByLabel('Your comment')).toBeHidden()
  await expectSaved(lead)

  await reader.goto('/workspace')
  await reader.getByRole('link', { name: `Catch me up on ${title()}` }).click()
  const news = of(reader, 'FSM-01')
  for (const _ of ['first', 'again after a reload']) {
    await expect(news).toContainText('It works on a phone.')
    await expect(news).toContainText(`Weakened, MUST to SHOULD, by ${it.lead.name}`)
    await expect(news).toContainText('Some suppliers cannot yet.')
    await expect(of(reader, 'FSM-02')).toHaveCount(0)
    await reader.reload()
  }
  await news.getByText('See the words').click()
  await expect(news.getByRole('deletion').or(news.getByText('was MUST')).first()).toBeVisible()
  await picture(reader, 'catch-up')
  await reader.getByRole('button', { name: 'I have caught up' }).click()
  await expect(reader.getByRole('status').filter({ hasText: 'You have caught up' })).toBeVisible()
  await expect(reader.getByText('Nothing has changed since you were here')).toBeVisible()
  await picture(reader, 'caught-up')
  await reader.getByLabel('Since', { exact: true }).selectOption('v0.1')
  await reader.getByRole('button', { name: 'Show' }).click()
  await expect(of(reader, 'FSM-01')).toContainText('Weakened, MUST to SHOULD')
  await picture(reader, 'catch-up-since-version')
})

test('the draft against its last version: each change in a sentence with its class, and the next when looked at again', async ({ actor, picture }) => {
  const lead = (await actor(it.lead.email)).page
  await lead.goto(path('changes'))
  await expect(lead.getByRole('heading', { level: 1, name: 'Changes since v0.1' })).toBeVisible()
  const lines = lead.getByRole('region', { name: 'What changed' }).or(lead.getByRole('main')).first().getByRole('listitem')
  await expect(lines.filter({ hasText: 'FSM-01 weakened, MUST to SHOULD' })).toContainText('may affect conformance')
  await expect(lines.filter({ hasText: 'FSM-02' })).toHaveCount(0)
  const writer = await openDraft(await actor(it.editor.email), it.standard.slug)
  await requirement(writer, 'FSM-02').getByRole('button', { name: /^Level:/ }).click()
  await writer.getByRole('listbox', { name: 'Level' }).getByRole('option', { name: 'MUST', exact: true }).click()
  await expectSaved(writer)
  await lead.getByRole('link', { name: 'Look again' }).click()
  await expect(lines.filter({ hasText: 'FSM-02 strengthened, SHOULD to MUST' })).toContainText('may affect conformance')
  await expect(lead.getByText('2 of 2 requirements changed')).toBeVisible()
  await picture(lead, 'changes-in-draft')
})

test('where there is no room the other parts of a standard stand behind More: by keyboard, one row high, folded again on the next page', async ({ actor }) => {
  const { page } = await actor(it.lead.email)
  await page.setViewportSize(narrow)
  await page.goto(path('versions'))
  const tabs = page.getByRole('navigation', { name: title() })
  await expect(tabs.getByRole('link', { name: 'Versions' })).toHaveAttribute('aria-current', 'page')
  await expect(tabs.getByRole('link', { name: 'Sign-off' })).toBeHidden()
  expect((await tabs.boundingBox())!.height).toBeLessThan(60)
  await tabs.getByText('More').focus()
  await page.keyboard.press('Enter')
  await expect(tabs.getByRole('link')).toHaveCount(11)
  await page.screenshot({ path: 'test-results/pictures/tabs-more-360.png' })
  await page.keyboard.press('Escape')
  await expect(tabs.getByRole('link', { name: 'Sign-off' })).toBeHidden()
  await expect(tabs.locator('summary')).toBeFocused()
  await page.keyboard.press('Enter')
  await tabs.getByRole('link', { name: 'Sign-off' }).click()
  await expect(tabs.getByRole('link', { name: 'Sign-off' })).toHaveAttribute('aria-current', 'page')
  await expect(tabs.getByRole('link', { name: 'Versions' })).toBeHidden()
  await page.setViewportSize(wide)
  await expect(tabs.getByRole('link')).toHaveCount(11)
  expect((await tabs.boundingBox())!.height).toBeLessThan(60)
})
