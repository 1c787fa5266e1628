import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, narrow, test, wide } from './actors'
import { expectSaved, nameMeeters, openDraft, requirement, select, setLevel, textOf } from './draft'
import { longText } from './long-text'
import { people } from './people'
import { closeRound, londonDay, openRound, standardPath, tagVersion, takePosition } from './sign-off'

const title = 'Checking the software of councils'
const slug = 'checking-the-software-of-councils'
const seats = [people.priya, people.joanne, people.sian, people.gethin, people.marcus, people.leah]

test.describe.configure({ mode: 'serial', timeout: 180_000 })

/** What a window shows of a text that is too long for one picture. */
async function look(page: Page, name: string): Promise<void> {
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size)
    await page.screenshot({ path: join('test-results', 'pictures', `long-${name}-${size.width}.png`) })
  }
  await page.setViewportSize(wide)
}

/** Asks for a sign of life again and again until the work is done; answers how many came meanwhile. */
async function aliveDuring(page: Page, work: Promise<unknown>): Promise<number> {
  let [answers, done] = [0, false]
  const settled = work.finally(() => { done = true })
  while (!done) {
    const answer = await page.request.get('/api/health/live')
    if (answer.ok() && !done) answers += 1
  }
  await settled
  return answers
}

test('a text of 346 requirements comes in while the server answers others', async ({ actor, outsider }) => {
  const { page } = await actor(people.ravi)
  await page.goto('/workspace/groups/free-school-meals/standards/new')
  await page.getByLabel(/Document to begin from/).setInputFiles({ name: 'checks.md', mimeType: 'text/markdown', buffer: longText() })
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('What refs begin with').fill('CHK')
  await page.getByRole('button', { name: 'Continue' }).click()
  const answers = await aliveDuring(outsider, expect(page.getByText('346 requirements', { exact: true })).toBeVisible())
  expect(answers).toBeGreaterThan(3)
  await look(page, '1-found')
  await page.getByRole('button', { name: 'Start the draft' }).click()
  await expectSaved(page)
  await expect(page).toHaveURL(new RegExp(`/workspace/standards/${slug}$`))
  await expect(page.getByRole('article', { name: /^New requirement,/ })).toHaveCount(346)
  await look(page, '2-draft')
})

test('two people write in it at once and read each other', async ({ actor }) => {
  const [ravi, priya] = [await openDraft(await actor(people.ravi), slug), await openDraft(await actor(people.priya), slug)]
  await select(ravi.getByRole('article').nth(2))
  await select(priya.getByRole('article').nth(340))
  await Promise.all([ravi.keyboard.type(' Ravi wrote this.', { delay: 10 }), priya.keyboard.type(' Priya wrote that.', { delay: 10 })])
  for (const page of [ravi, priya]) {
    await expectSaved(page)
    await expect(textOf(page)).toContainText('Ravi wrote this.')
    await expect(textOf(page)).toContainText('Priya wrote that.')
  }
  await look(priya, '3-two-writers')
})

test('it is tagged, changed, tagged again, and the difference is told in words', async ({ actor }) => {
  const ravi = await actor(people.ravi)
  await tagVersion(ravi, slug, 'v0.1', 'As it came in.')
  await look(ravi.page, '4-versions')
  const page = await openDraft(ravi, slug)
  await setLevel(page, 'CHK-02', 'MAY')
  await select(requirement(page, 'CHK-345'), '', 'last')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Every answer MUST be kept for as long as the software is used.')
  await nameMeeters(page)
  await expectSaved(page)
  await tagVersion(ravi, slug, 'v0.2', 'One level lowered, one requirement added.')
  await page.goto(standardPath(slug, 'compare/v0.1...v0.2'))
  await expect(page.getByRole('link', { name: /^CHK-02 (weakened|strengthened|given a level)?.*MAY/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'CHK-347 added, MUST' })).toBeVisible()
  await look(page, '5-compare')
})

test('six seats sign it, it is certified, published, and read by anybody without script', async ({ actor, chromium }) => {
  const helen = await actor(people.helen)
  await openRound(helen, slug, 'v0.2')
  for (const seat of seats) await takePosition(await actor(seat), slug, 'Approve')
  await closeRound(helen, slug)
  const { page } = helen
  await expect(page.getByText('Carried', { exact: true })).toBeVisible()
  await look(page, '6-signed')
  await page.goto(standardPath(slug, 'sign-off/certify'))
  await page.getByRole('button', { name: 'Certify' }).click()
  await expect(page.getByText('Due process is certified').first()).toBeVisible()
  await page.goto(standardPath(slug, 'publish'))
  await page.getByLabel('Owner').fill('Head of digital, Wexshire County Council')
  await page.getByLabel('Review date').fill(londonDay(700))
  await page.getByRole('button', { name: 'Publish v0.2 as v1.0' }).click()
  await expect(page.getByText('v1.0 is public')).toBeVisible()
  await look(page, '7-published')

  const plain = await chromium.newContext({ baseURL: process.env.ACCORD_PLAYS_URL!, javaScriptEnabled: false, viewport: wide })
  const reader = await plain.newPage()
  await reader.goto(`/standards/${slug}`)
  await expect(reader.getByRole('article', { name: /^CHK-\d+/ })).toHaveCount(347)
  await expect(reader.getByRole('article', { name: /^CHK-347,/ })).toContainText('Every answer MUST be kept')
  await look(reader, '8-public')
  await reader.goto(`/standards/${slug}#CHK-347`)
  await look(reader, '9-permalink')
  await plain.close()
})

test('a letter that comes in the same frame as Enter stands in the new requirement', async ({ actor }) => {
  const page = await openDraft(await actor(people.ravi), slug)
  await select(requirement(page, 'CHK-03'), '', 'last')
  // In one task, so that nothing is laid out between the two.
  await textOf(page).evaluate((text) => {
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    document.execCommand('insertText', false, 'I')
  })
  await page.keyboard.type('t MUST be quick.')
  await expect(page.getByRole('article', { name: /^New requirement,/ })).toContainText('It MUST be quick.')
  await expectSaved(page)
})
