import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { storyDrafts } from '@/drizzle/seed/document'
import { openDatabase } from '@/lib/db'
import type { Block } from '@/lib/document/types'
import { chooseRef } from '@/lib/versions/commands'
import { carryText, publishText } from '@/tests/published'
import { documentOf, requirement } from '@/tests/texts'
import { makeWorkingGroup, standAt, valueOf, type WorkingGroup, writeDraft } from '@/tests/working-group'
import { type Actor, expect, test } from './actors'
import { standardPath } from './sign-off'

/** The story's own years are past once it is their time: the review falls on 11 January of the year after next. */
const year = new Date().getUTCFullYear() + 2
const text: readonly Block[] = storyDrafts().drafts[2].content
const opened: ReturnType<typeof openDatabase>[] = []
const database = () => (opened[0] ??= openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2))
let it: WorkingGroup
let slug: string

test.describe.configure({ mode: 'serial' })

/** The story's text under the story's refs, published as v1.0, in a group of its own. */
test.beforeAll(async () => {
  const { db, sql } = database()
  it = await makeWorkingGroup(db)
  slug = it.standard.slug
  await writeDraft(db, it.standard.id, documentOf(...text))
  for (const { blockId, number } of storyDrafts().numbers) valueOf(await chooseRef(db, it.lead, { standardId: it.standard.id, blockId, number }))
  await publishText(db, it, text, { reviewDate: `${year}-01-11` })
  await sql`update organisations set name = name || ' ' || slug where slug ~ '-[0-9a-f]{8}$' and name not like '%-________'`
})
test.afterAll(async () => {
  await standAt(database().sql)
  await database().sql.end({ timeout: 5 })
})

const bytesOf = async (page: Page, label: string): Promise<string> =>
  createHash('sha256').update(await (await page.request.get(`/standards/${slug}/${label}.json`)).body()).digest('hex')

/** Proposes other words for one block, by the pages. */
async function proposeErratum({ page }: Actor, block: RegExp, field: string, words: string, explanation: string): Promise<void> {
  await page.goto(standardPath(slug, 'maintenance'))
  await page.getByRole('link', { name: 'Propose an erratum to v1.0' }).click()
  await expect(page.getByRole('heading', { name: 'Which part is wrong?' })).toBeVisible()
  await page.getByRole('link', { name: block }).click()
  await page.getByLabel(field, { exact: true }).fill(words)
  await page.getByLabel('What was wrong, and what is right?').fill(explanation)
  await page.getByRole('button', { name: 'Propose the erratum' }).click()
}

test('S27 an erratum to a note is published as E1, class 2, and the text of v1.0 is not altered', async ({ actor, outsider, picture }) => {
  const helen = await actor(it.advisor.email)
  const before = await bytesOf(outsider, 'v1.0')
  await proposeErratum(helen, /^A note under FSM-05/, 'Words', 'Note 1: the earnings limit of £7,400 ended in England in September.', 'Note 1 quoted a limit of £7,400 that has ended in England.')
  await expect(helen.page.getByText('The erratum is proposed')).toBeVisible()
  await expect(helen.page.getByText('Class 2: no effect on conformance.')).toBeVisible()
  await picture(helen.page, 'S27-proposed')
  await outsider.goto(`/standards/${slug}/v1.0`)
  await expect(outsider.getByRole('heading', { name: 'Errata' })).toHaveCount(0)
  await helen.page.getByRole('button', { name: 'Publish the erratum' }).click()
  await expect(helen.page.getByText('Published as E1')).toBeVisible()
  await outsider.reload()
  await expect(outsider.getByRole('region', { name: 'Errata' }).getByRole('listitem')).toContainText(/E1.*a note under FSM-05.*Class 2: no effect on conformance.*that has ended in England/s)
  await expect(outsider.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(23)
  expect(await bytesOf(outsider, 'v1.0')).toBe(before)
  await picture(outsider, 'S27-public')
})

test('S28 an erratum from 5 to 30 minutes is refused as class 3 and waits on the backlog for v1.1; so is a note that is really a requirement', async ({ actor, outsider, picture }) => {
  const marcus = await actor(it.holders[4]!.email)
  await proposeErratum(marcus, /^FSM-16:/, 'Statement', 'A confirmation with a reference number MUST be sent by email or text message within 30 minutes of submission.', 'Five minutes is too few.')
  await expect(marcus.page.getByText('Refused as an erratum', { exact: true })).toBeVisible()
  await expect(marcus.page.getByText('FSM-16 reworded. Class 3: may affect conformance.', { exact: true }).first()).toBeVisible()
  await expect(marcus.page.getByRole('button', { name: 'Publish the erratum' })).toHaveCount(0)
  await picture(marcus.page, 'S28-refused')
  await marcus.page.getByRole('link', { name: 'the backlog' }).click()
  await expect(marcus.page.getByRole('heading', { name: 'For v1.1' })).toBeVisible()
  await expect(marcus.page.getByText('FSM-16: proposed as an erratum to v1.0')).toBeVisible()
  await picture(marcus.page, 'S28-backlog')
  await proposeErratum(marcus, /^A note under FSM-05/, 'Words', 'Note 1: the form MUST ask for the household’s earnings.', 'It should say who asks.')
  await expect(marcus.page.getByText('Refused as an erratum', { exact: true })).toBeVisible()
  await outsider.goto(`/standards/${slug}/v1.0`)
  await expect(outsider.getByRole('region', { name: 'Errata' }).getByRole('listitem')).toHaveCount(1)
})

test('S31 v1.1 adds a requirement and supersedes v1.0: the number is proposed, the review date stays', async ({ actor, outsider, picture }) => {
  const helen = await actor(it.advisor.email)
  await carryText(database().db, it, [...text, requirement('a', 'MUST', 'The form MUST take an asylum support reference in place of a National Insurance number.')])
  await helen.page.goto(standardPath(slug, 'publish'))
  await expect(helen.page.getByText('Since v1.0 the change is of class 4 (new requirement): v1.1 is proposed.')).toBeVisible()
  await expect(helen.page.getByRole('radio', { name: /^v1\.1/ })).toBeChecked()
  await expect(helen.page.getByLabel('Review date')).toHaveValue(`${year}-01-11`)
  await picture(helen.page, 'S31-publish')
  await helen.page.getByRole('button', { name: /as v1\.1$/ }).click()
  await expect(helen.page.getByText('v1.1 is public')).toBeVisible()
  await outsider.goto(`/standards/${slug}`)
  await expect(outsider.getByRole('heading', { level: 1 })).toContainText('v1.1')
  await expect(outsider.getByText(`11 January ${year}`).first()).toBeVisible()
  await expect(outsider.getByRole('article', { name: /^FSM-25/ })).toBeVisible()
  await outsider.goto(`/standards/${slug}/v1.0`)
  await expect(outsider.getByText('Superseded by v1.1').first()).toBeVisible()
  await expect(outsider.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex')
  await expect(outsider.getByRole('region', { name: 'Errata' })).toBeVisible()
  await picture(outsider, 'S31-superseded')
})

test('S33 four weeks before the review date the advisor and the lead editor are reminded, once', async ({ actor, sql, picture }) => {
  await standAt(database().sql, `${year - 1}-12-14T09:00:00Z`)
  try {
    const reminders = async () => (await sql`select p.email from notifications n join people p on p.id = n.person_id
      where n.kind = 'review' and n.link = ${`/workspace/standards/${slug}/maintenance`} order by p.email`).map((row) => row.email)
    await expect.poll(reminders, { timeout: 60_000 }).toEqual([it.advisor.email, it.lead.email].sort())
    const { page } = await actor(it.advisor.email)
    await page.goto('/workspace')
    await expect(page.getByText(new RegExp(`The review of .* v1\\.1 is due on 11 January ${year}`))).toHaveCount(1)
    await picture(page, 'S33-desk')
    const given = await sql`select r.review_date::text as day from review_reminders r join publications p on p.id = r.publication_id where p.standard_id = ${it.standard.id}`
    expect(given.map((row) => row.day)).toEqual([`${year}-01-11`])
  } finally { await standAt(database().sql) }
})

test('S35 reviewed late, in public: to be revised for v2.0; v1.1 stays in force with its next review date, and the draft goes on from it', async ({ actor, outsider, picture }) => {
  test.setTimeout(120_000)
  await standAt(database().sql, `${year}-01-27T14:00:00Z`)
  try {
    await outsider.goto(`/standards/${slug}`)
    await expect(outsider.getByText('Review overdue').first()).toBeVisible()
    await picture(outsider, 'S35-overdue')
    const [helen, lead] = [await actor(it.advisor.email), await actor(it.lead.email)]
    await helen.page.goto(standardPath(slug, 'maintenance'))
    await expect(helen.page.getByText('Overdue, and the public sees it')).toBeVisible()
    await helen.page.getByRole('link', { name: 'Record the outcome of the review' }).click()
    await helen.page.getByRole('radio', { name: /^Revise/ }).check()
    await helen.page.getByLabel('Why?').fill('FSM-09 is met by 7 of 9 adopters: MUST is proposed for it.')
    await helen.page.getByLabel('Next review date').fill(`${year + 1}-01-10`)
    await helen.page.getByRole('radio', { name: /^v2\.0/ }).check()
    await picture(helen.page, 'S35-review')
    await helen.page.getByRole('button', { name: 'Record the outcome' }).click()
    await expect(helen.page.getByText('The review is recorded')).toBeVisible()
    await picture(helen.page, 'S35-maintenance')
    await outsider.reload()
    await expect(outsider.getByRole('heading', { level: 1 })).toContainText('v1.1')
    await expect(outsider.getByText('In force', { exact: true })).toBeVisible()
    await expect(outsider.getByText('Review overdue')).toHaveCount(0)
    await expect(outsider.getByText(`10 January ${year + 1}`).first()).toBeVisible()
    await expect(outsider.getByRole('region', { name: 'Reviews' })).toContainText('To be revised for v2.0')
    await lead.page.goto(standardPath(slug, 'backlog'))
    await expect(lead.page.getByRole('heading', { name: 'For v2.0' })).toBeVisible()
    await lead.page.goto(standardPath(slug, ''))
    await expect(lead.page.getByText(/Working draft for v2\.0, from v1\.1/)).toBeVisible()
  } finally { await standAt(database().sql) }
})
