import { storyDrafts } from '@/drizzle/seed/document'
import { openDatabase } from '@/lib/db'
import { chooseRef } from '@/lib/versions/commands'
import { publishText } from '@/tests/published'
import { documentOf, requirement } from '@/tests/texts'
import { makeWorkingGroup, standAt, valueOf, type WorkingGroup, writeDraft } from '@/tests/working-group'
import { faultsOf } from './axe'
import { expect, test } from './actors'

/** The story's January is past once it is its time. */
const year = new Date().getUTCFullYear() + 1
const text = storyDrafts().drafts[2].content
const opened: ReturnType<typeof openDatabase>[] = []
const database = () => (opened[0] ??= openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2))
let it: WorkingGroup
let slug: string

test.describe.configure({ mode: 'serial', timeout: 180_000 })

/** The story's text under the story's refs, published as v1.0; Wexshire is in England, Aberwen in Wales. */
test.beforeAll(async () => {
  const { db, sql } = database()
  it = await makeWorkingGroup(db)
  slug = it.standard.slug
  const tail = it.group.id.slice(0, 8)
  await sql`update organisations set nation = 'England', council_type = 'County', name = 'Wexshire County Council ' || ${tail} where slug = ${`wexshire-${tail}`}`
  await sql`update organisations set nation = 'Wales', council_type = 'Welsh unitary authority', name = 'Aberwen Council ' || ${tail} where slug = ${`aberwen-${tail}`}`
  await writeDraft(db, it.standard.id, documentOf(...text))
  for (const { blockId, number } of storyDrafts().numbers) valueOf(await chooseRef(db, it.lead, { standardId: it.standard.id, blockId, number }))
  await publishText(db, it, text, { reviewDate: `${year + 1}-01-11` })
})
test.afterAll(async () => {
  await standAt(database().sql)
  await database().sql.end({ timeout: 5 })
})

test('S25 Wexshire records its adoption of v1.0, pinned to that very text, and its baseline: 6,867 of 11,840, 58.0%', async ({ actor, outsider, sql, picture }) => {
  await standAt(database().sql, `${year}-01-18T09:15:00Z`)
  try {
    const { page } = await actor(it.holders[0]!.email)
    await page.goto('/workspace/adoptions')
    await expect(page.getByText('Nothing is adopted yet')).toBeVisible()
    await picture(page, 'S25-empty')
    await page.goto(`/standards/${slug}`)
    await page.getByRole('link', { name: 'Record that your council adopts v1.0' }).click()
    await page.getByLabel('Owner', { exact: true }).fill('Head of Education Services')
    await page.getByLabel('Completed, by all channels').fill('11,840')
    await page.getByLabel('Completed on line').fill('6,867')
    await page.getByLabel('First day of the period').fill(`${year - 2}-09-01`)
    await page.getByLabel('Last day of the period').fill(`${year}-08-31`)
    await picture(page, 'S25-form')
    await page.getByRole('button', { name: 'Record the adoption' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('the period must be over')
    await page.getByLabel('Last day of the period').fill(`${year - 1}-08-31`)
    await page.getByRole('button', { name: 'Record the adoption' }).click()
    await expect(page.getByText('The adoption is recorded')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'Baseline' })).toContainText(/58\.0%\s*6,867 of 11,840/)
    await expect(page.getByText(`18 January ${year}`, { exact: true })).toBeVisible()
    await expect(page.getByRole('listitem', { name: 'FSM-14' })).toContainText('Does not apply to you')
    await picture(page, 'S25-adoption')
    const pinned = await sql`select p.major, p.minor, a.digest = v.digest as pinned, a.digest from adoptions a
      join publications p on p.id = a.publication_id join versions v on v.id = a.version_id where a.standard_id = ${it.standard.id}`
    expect(pinned).toMatchObject([{ major: 1, minor: 0, pinned: true }])
    await expect(page.getByText(pinned[0]!.digest, { exact: true })).toBeVisible()
    await outsider.goto(`/standards/${slug}`)
    const adopters = outsider.getByRole('region', { name: 'Adopted by' })
    await expect(adopters.getByRole('listitem')).toContainText(`v1.0, adopted 18 January ${year}`)
    await expect(adopters).not.toContainText('Priya')
    await expect(adopters).not.toContainText('Head of Education')
    await expect(outsider.locator('script')).toHaveCount(0)
    await picture(outsider, 'S25-public')
    await page.goto(`/workspace/adoptions/new?standard=${slug}`)
    await expect(page.getByText('Your council has adopted v1.0 already.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Record the adoption' })).toHaveCount(0)
    const marcus = await actor(it.holders[4]!.email)
    await marcus.page.goto(`/workspace/adoptions/new?standard=${slug}`)
    await expect(marcus.page.getByText('Only a person of a council can record its adoption.')).toBeVisible()
  } finally { await standAt(database().sql) }
})

test('S26 Aberwen adopts v1.0 with an exemption from FSM-16 until 30 September, with reason, owner and expiry; FSM-14 applies in Wales', async ({ actor, picture }) => {
  await standAt(database().sql, `${year}-01-25T11:00:00Z`)
  try {
    const { page } = await actor(it.holders[2]!.email)
    await page.goto(`/workspace/adoptions/new?standard=${slug}`)
    await page.getByLabel('Owner', { exact: true }).fill('Head of Learning')
    await page.getByRole('button', { name: 'Record the adoption' }).click()
    await expect(page.getByText('The adoption is recorded')).toBeVisible()
    await expect(page.getByText('No figures yet')).toBeVisible()
    await page.getByRole('link', { name: 'Record an exemption' }).click()
    await page.getByLabel('From which requirement?').selectOption({ label: await page.getByRole('option', { name: /^FSM-16/ }).innerText() })
    await page.getByLabel('Why is it not met yet?').fill('Text messages are not procured.')
    await page.getByLabel('Owner', { exact: true }).fill('Digital Services Manager')
    await page.getByRole('button', { name: 'Record the exemption' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Every exemption expires')
    await expect(page.getByLabel('Why is it not met yet?')).toHaveValue('Text messages are not procured.')
    await page.getByLabel('Last day of the exemption').fill(`${year}-09-30`)
    await picture(page, 'S26-form')
    await page.getByRole('button', { name: 'Record the exemption' }).click()
    await expect(page.getByText('The exemption is recorded')).toBeVisible()
    const exemption = page.getByRole('listitem').filter({ hasText: 'Text messages are not procured.' })
    await expect(exemption).toContainText(`Until 30 September ${year}`)
    await expect(exemption).toContainText('Owner: Digital Services Manager')
    await expect(page.getByRole('listitem', { name: 'FSM-14' })).toContainText('Applies to you')
    await expect(page.getByRole('listitem', { name: 'FSM-16' })).toContainText('Exempt')
    await picture(page, 'S26-adoption')
    await standAt(database().sql, `${year}-10-01T00:30:00+01:00`)
    await page.reload()
    await expect(exemption).toContainText(`Expired 30 September ${year}`)
    await expect(page.getByRole('listitem', { name: 'FSM-16' })).toContainText('Not met')
  } finally { await standAt(database().sql) }
})

test('S31 its adopters are prompted to move to v1.1, and their record on v1.0 stays; no page of it has a fault that axe finds', async ({ actor, outsider, picture }) => {
  const { db } = database()
  await publishText(db, it, [...text, requirement('a', 'MUST', 'The form MUST take an asylum support reference in place of a National Insurance number.')], { reviewDate: `${year + 1}-01-11` })
  await standAt(database().sql, `${year}-09-01T09:00:00Z`)
  try {
    const { page } = await actor(it.holders[0]!.email)
    await page.goto('/workspace/adoptions')
    await expect(page.getByText('v1.1 is published')).toBeVisible()
    await page.getByRole('link', { name: /, v1\.0$/ }).click()
    await expect(page.getByText('Your adoption of v1.0 stays valid.')).toBeVisible()
    const old = page.url()
    await picture(page, 'S31-prompt')
    await page.getByRole('link', { name: 'Move to v1.1' }).click()
    await expect(page.getByLabel('Owner', { exact: true })).toHaveValue('Head of Education Services')
    await picture(page, 'S31-move')
    await page.getByRole('button', { name: 'Record the adoption' }).click()
    await expect(page.getByText('The adoption is recorded')).toBeVisible()
    const moved = page.url().replace(/\?.*/, '')
    await page.goto(old)
    await expect(page.getByText(`Your council moved to v1.1 on 1 September ${year}`)).toBeVisible()
    await outsider.goto(`/standards/${slug}`)
    await expect(outsider.getByRole('region', { name: 'Adopted by' }).getByRole('listitem')).toHaveCount(3)
    await expect(outsider.getByRole('region', { name: 'Adopted by' })).toContainText(`v1.0, adopted 18 January ${year}; moved to v1.1 since`)
    await picture(outsider, 'S31-adopters')
    const wrong = { name: 'exemption with an error', page, path: `${moved}/exemption`, open: async () => {
      await page.getByRole('button', { name: 'Record the exemption' }).click()
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    } }
    const paths = ['/workspace/adoptions', '/workspace/adoptions/new', `/workspace/adoptions/new?standard=${slug}`, old, moved, `${moved}/measures`, `${old}/exemption`]
    expect(await faultsOf([...paths.map((path) => ({ name: path, page, path })), wrong])).toEqual([])
  } finally { await standAt(database().sql) }
})
