import type { Page } from '@playwright/test'
import { londonMoment } from '@/lib/kernel/clock'
import { standAt, type WorkingGroup } from '../tests/working-group'
import { type Actor, expect, test } from './actors'
import { bringTheRest, makeStoryAtV03 } from './consultation-world'
import { people } from './people'
import { londonDay, standardPath } from './sign-off'

let it: WorkingGroup
const closingDay = londonDay(1)
const commenting = () => `/workspace/consultations/${it.standard.slug}/1`
const inPublic = () => `/standards/${it.standard.slug}/consultation`
const tab = () => standardPath(it.standard.slug, 'consultation')

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => { it = await makeStoryAtV03() })
test.afterAll(async ({ store }) => standAt(store))

/** Writes what the form asks for, from the page that it was opened on. */
async function send(page: Page, kind: string, body: string, button: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check()
  await page.getByLabel('Your comment').fill(body)
  await page.getByRole('button', { name: button }).click()
}

test('S10 the advisor opens public consultation on v0.3: read-only, 23 requirements, public for everyone and nothing else', async ({ actor, outsider, picture }) => {
  const helen = await actor(people.helen)
  expect((await outsider.goto(inPublic()))!.status()).toBe(404)
  await helen.page.goto(tab())
  await expect(helen.page.getByText('No consultation yet')).toBeVisible()
  await helen.page.getByRole('link', { name: 'Open a consultation' }).click()
  await expect(helen.page.getByRole('heading', { level: 1 })).toHaveText('Open a consultation on v0.3')
  await helen.page.getByLabel('Introduction').fill('Tell us what would not work for you.')
  await helen.page.getByRole('button', { name: 'Open the consultation' }).click()
  await expect(helen.page.getByRole('alert').filter({ hasText: 'as a clock in London shows it' })).toBeFocused()
  await helen.page.getByLabel('Closes on').fill(closingDay)
  await picture(helen.page, 'S10-open')
  await helen.page.getByRole('button', { name: 'Open the consultation' }).click()
  await expect(helen.page.getByRole('status').filter({ hasText: 'The consultation is open' })).toBeVisible()
  await picture(helen.page, 'S10-advisor')

  await outsider.goto(inPublic())
  await expect(outsider.getByText('23 requirements: 16 MUST, 1 MUST NOT, 5 SHOULD, 1 MAY').first()).toBeVisible()
  await expect(outsider.getByText(/Open until .*, 5pm (GMT|BST)/).first()).toBeVisible()
  await expect(outsider.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(23)
  await expect(outsider.locator('script, form, input, [contenteditable]')).toHaveCount(0)
  await picture(outsider, 'S10-public')
  for (const label of ['v0.2', 'v0.3']) expect((await outsider.request.get(`/standards/${it.standard.slug}/${label}`)).status()).toBe(404)
  await outsider.getByRole('link', { name: 'Sign in to comment on this text' }).click()
  await expect(outsider).toHaveURL(/\/sign-in\?next=/)
})

test('S11 somebody who is no member comments on FSM-04, by keyboard; they cannot edit, and see nothing else of the standard', async ({ actor, picture }) => {
  const nadia = await actor(people.nadia)
  await nadia.page.goto('/workspace/consultations')
  await nadia.page.locator(`a[href="${commenting()}"]`).click()
  await expect(nadia.page.getByText('v0.3, read-only: 23 requirements: 16 MUST, 1 MUST NOT, 5 SHOULD, 1 MAY')).toBeVisible()
  await picture(nadia.page, 'S11-text')
  await nadia.page.getByRole('link', { name: 'Comment on FSM-04' }).press('Enter')
  await expect(nadia.page.getByRole('heading', { level: 1 })).toHaveText('Comment on FSM-04')
  await expect(nadia.page.getByRole('article', { name: 'FSM-04, MUST' })).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Send the comment' }).click()
  await expect(nadia.page.getByRole('alert').filter({ hasText: 'Choose what kind of comment this is.' })).toBeFocused()
  await picture(nadia.page, 'S11-form')
  await send(nadia.page, 'Technical', 'A tenth of our visitors use tablets. Could the test name a second width?', 'Send the comment')
  await expect(nadia.page.getByRole('status').filter({ hasText: 'Your comment C-1 is recorded' })).toBeVisible()
  const mine = nadia.page.getByRole('listitem').filter({ hasText: 'C-1' })
  await expect(mine).toContainText('On FSM-04')
  await expect(mine).toContainText('Nadia Khan, Harcastle Metropolitan Borough Council, digital team')
  await expect(nadia.page.getByRole('link', { name: /^Edit|^Delete/ })).toHaveCount(0)
  await expect(nadia.page.locator('[contenteditable]')).toHaveCount(0)
  for (const closed of ['', 'versions/v0.3', 'consultation']) expect((await nadia.page.goto(standardPath(it.standard.slug, closed)))!.status()).toBe(404)

  const lead = await actor(it.lead.email)
  await lead.page.goto(tab())
  await lead.page.getByRole('link', { name: 'Reply to C-1' }).click()
  await lead.page.getByLabel('Your reply').fill('Which width do you see most?')
  await lead.page.getByRole('button', { name: 'Send the reply' }).click()
  await expect(lead.page.getByRole('status').filter({ hasText: 'Your reply is recorded' })).toBeVisible()
  await nadia.page.goto(commenting())
  await expect(nadia.page.getByRole('list', { name: 'Replies to C-1' })).toContainText('Which width do you see most?')
})

test('S11 two people of one council write to each other, and one of them submits for it; nobody else reads that', async ({ actor, picture }) => {
  const [priya, tom, helen] = [await actor(people.priya), await actor(people.tom), await actor(people.helen)]
  await tom.page.goto('/workspace/groups/free-school-meals/interests')
  await tom.page.getByLabel('Declaration of interest').fill('My sister works for a supplier of forms.')
  await tom.page.getByRole('button', { name: 'Declare', exact: true }).click()
  await expect(tom.page.getByRole('listitem').filter({ hasText: 'My sister works for' })).toBeVisible()
  await tom.page.goto(commenting())
  await tom.page.getByRole('link', { name: /^Colleagues at Wexshire/ }).click()
  await tom.page.getByLabel('Comment for colleagues').fill('We cannot keep to the date.')
  await tom.page.getByRole('button', { name: 'Write to colleagues' }).click()
  await expect(tom.page.getByRole('listitem').filter({ hasText: 'We cannot keep to the date.' })).toBeVisible()
  await priya.page.goto(`${commenting()}/organisation?of=wexshire-county-council`)
  await priya.page.getByRole('button', { name: 'Set who submits' }).click()
  await expect(priya.page.getByText('Priya Nair submits, as volunteer')).toBeVisible()
  await expect(priya.page.getByRole('listitem').filter({ hasText: 'We cannot keep to the date.' })).toContainText('Interest declared by Tom Hale')
  await picture(priya.page, 'S11-colleagues')
  await priya.page.getByRole('link', { name: /^Comment for Wexshire/ }).click()
  await priya.page.getByRole('radio', { name: /^Wexshire County Council/ }).check()
  await priya.page.getByRole('checkbox', { name: /We cannot keep to the date/ }).check()
  await picture(priya.page, 'S11-submit')
  await send(priya.page, 'General', 'As a council we ask for a later date.', 'Send the comment')
  await expect(priya.page.getByRole('status').filter({ hasText: 'Your comment C-2 is recorded' })).toBeVisible()
  await tom.page.reload()
  await expect(tom.page.getByText('Taken into C-2')).toBeVisible()
  await helen.page.goto(tab())
  await expect(helen.page.getByRole('listitem').filter({ hasText: 'C-2' })).toContainText('for the whole organisation')
  await expect(helen.page.getByText('We cannot keep to the date.')).toHaveCount(0)
  expect((await helen.page.goto(`${commenting()}/organisation?of=wexshire-county-council`))!.status()).toBe(404)
})

/** Asks again until the server's own clock has closed it. */
const closedFor = ({ page }: Pick<Actor, 'page'>, words: string) => expect(async () => {
  await page.reload()
  await expect(page.getByText(words).first()).toBeVisible({ timeout: 1000 })
}).toPass({ timeout: 30_000 })

test('S14 at five o’clock it closes by itself: 26 comments and 2 formal objections, frozen and published, and the box is gone', async ({ actor, outsider, picture, sql }) => {
  const nadia = await actor(people.nadia)
  await nadia.page.goto(`${commenting()}/comment?on=FSM-04`)
  await bringTheRest(it, 26)
  const closesAt = londonMoment(closingDay, '17:00')!
  await standAt(sql, new Date(closesAt.getTime() - 1000).toISOString())
  await nadia.page.reload()
  await expect(nadia.page.getByRole('button', { name: 'Send the comment' })).toBeEnabled()
  await standAt(sql, closesAt.toISOString())
  await outsider.goto(inPublic())
  await closedFor({ page: outsider }, '26 comments and 2 formal objections')
  await expect(outsider.getByRole('region', { name: 'Comments' }).getByRole('listitem')).toHaveCount(26)
  await expect(outsider.getByRole('region', { name: 'Comments' })).not.toContainText('Nadia')
  await picture(outsider, 'S14-public')
  await nadia.page.goto(commenting())
  await expect(nadia.page.getByText('The commenting box has closed')).toBeVisible()
  await expect(nadia.page.getByRole('link', { name: /^Comment on/ })).toHaveCount(0)
  await picture(nadia.page, 'S14-closed')
  await nadia.page.goBack()
})

test('S15 a late comment is taken, marked and kept apart: the count stays 26, and the advisor is asked for an answer', async ({ actor, outsider, picture }) => {
  const [dawn, helen] = [await actor(people.dawn), await actor(people.helen)]
  await dawn.page.goto(commenting())
  await dawn.page.getByRole('link', { name: 'Send a late comment' }).click()
  await expect(dawn.page.getByText('This will be a late comment')).toBeVisible()
  await send(dawn.page, 'Technical', 'Parents who seek asylum have no National Insurance number. The form must take their support reference.', 'Send the late comment')
  await expect(dawn.page.getByRole('status').filter({ hasText: 'Your late comment LC-1 is recorded' })).toBeVisible()
  await expect(dawn.page.getByText('Late: waits for the advisor’s answer')).toBeVisible()
  await outsider.goto(inPublic())
  await expect(outsider.getByText('26 comments and 2 formal objections').first()).toBeVisible()
  await expect(outsider.getByRole('heading', { name: 'Late comments' })).toBeVisible()
  await helen.page.goto(tab())
  await expect(helen.page.getByText('1 waits for the advisor’s answer')).toBeVisible()
  await expect(helen.page.getByRole('link', { name: 'Answer LC-1' })).toBeVisible()
  await picture(helen.page, 'S15-advisor')
})

test('S16 the advisor defers it to v1.1 with a reason and replies: both on record, and an item on the backlog', async ({ actor, outsider, picture }) => {
  const [dawn, helen] = [await actor(people.dawn), await actor(people.helen)]
  await helen.page.goto(tab())
  await helen.page.getByRole('link', { name: 'Answer LC-1' }).click()
  await helen.page.getByRole('radio', { name: /^Defer/ }).check()
  await helen.page.getByLabel('Reason').fill('It needs work with the eligibility checking service.')
  await helen.page.getByRole('button', { name: 'Record the answer' }).click()
  await expect(helen.page.getByRole('alert').filter({ hasText: 'Enter the version that it waits for' })).toBeFocused()
  await helen.page.getByLabel('Deferred to').fill('v1.1')
  await helen.page.getByLabel(/^Reply to the person/).fill('Thank you. We take it up with the schools in v1.1.')
  await picture(helen.page, 'S16-answer')
  await helen.page.getByRole('button', { name: 'Record the answer' }).click()
  await expect(helen.page.getByRole('status').filter({ hasText: 'The late comment is answered' })).toBeVisible()
  await expect(helen.page.getByRole('listitem').filter({ hasText: 'For v1.1:' })).toContainText('LC-1 on the whole text: Parents who seek asylum')
  await expect(helen.page.getByRole('link', { name: 'Answer LC-1' })).toHaveCount(0)
  await dawn.page.goto(commenting())
  await expect(dawn.page.getByText('Late: deferred to v1.1')).toBeVisible()
  await expect(dawn.page.getByText('It needs work with the eligibility checking service.')).toBeVisible()
  await expect(dawn.page.getByRole('list', { name: 'Replies to LC-1' })).toContainText('We take it up with the schools in v1.1.')
  await picture(dawn.page, 'S16-author')
  await outsider.goto(inPublic())
  await expect(outsider.getByText('deferred to v1.1')).toBeVisible()
  await expect(outsider.getByText('26 comments and 2 formal objections').first()).toBeVisible()
})
