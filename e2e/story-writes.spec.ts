import { demoEmail, demoOrganisations, demoPeople, demoSeats } from '@/drizzle/seed/people'
import { storyRequirements } from '@/drizzle/seed/requirements'
import { type Actor, expect, test } from './actors'
import { carrier } from './carrier'
import { expectSaved, openDraft, requirement, select, textOf } from './draft'
import { invite } from './group'
import { outlineFile } from './outline-file'
import { people } from './people'
import { standardPath, tagVersion } from './sign-off'

const group = 'school-meals-from-the-start'
const slug = 'free-school-meals-from-the-outline'
const writers = [people.priya, people.sian, people.ravi, people.leah, people.marcus]

test.describe.configure({ mode: 'serial' })

test('S05 the advisor charters a group: six seats, over 60 % of them and one of each constituency', async ({ actor, picture }) => {
  test.setTimeout(180_000)
  const helen = await actor(people.helen)
  await helen.page.goto('/workspace/groups/new')
  await helen.page.getByLabel('Name').fill('School meals from the start')
  await helen.page.getByLabel(/remit/i).fill('Writes the standard again from the first outline.')
  await helen.page.getByRole('button', { name: /working group/i }).click()
  await expect(helen.page).toHaveURL(new RegExp(`/workspace/groups/${group}`))
  for (const person of demoPeople.filter(({ role }) => role)) {
    const organisation = demoOrganisations.find(({ slug: place }) => place === person.place)!.name
    await invite(helen, group, { who: await actor(demoEmail(person)), organisation, constituency: person.constituency!, role: person.role! })
  }
  await helen.page.goto(`/workspace/groups/${group}/charter`)
  await helen.page.getByLabel('Scope').fill('Applying for free school meals with a council.')
  for (let rows = await helen.page.getByLabel(/^Seat \d+: holder$/).count(); rows < 6;) {
    await helen.page.getByRole('button', { name: 'Add more seats' }).click()
    await expect(helen.page.getByLabel(`Seat ${rows + 1}: holder`)).toBeVisible()
    rows = await helen.page.getByLabel(/^Seat \d+: holder$/).count()
  }
  for (const [index, seat] of demoSeats.entries()) {
    await chooseBeginning(helen, `Seat ${index + 1}: holder`, seat.holder)
    if ('substitute' in seat) await chooseBeginning(helen, `Seat ${index + 1}: substitute`, seat.substitute)
    await helen.page.getByLabel(`Seat ${index + 1}: name`).fill(seat.name)
  }
  await picture(helen.page, 'S05-charter-form')
  await helen.page.getByRole('button', { name: 'Charter the group' }).click()
  await expect(helen.page.getByText('6 seats, one vote each')).toBeVisible()
  await expect(helen.page.getByText(/over 60% of seats and at least 1 seat from each of service team, digital team and supplier/)).toBeVisible()
  await expect(helen.page.getByText('Every 12 months')).toBeVisible()
  await picture(helen.page, 'S05-group')
})

async function chooseBeginning({ page }: Actor, label: string, name: string): Promise<void> {
  const field = page.getByLabel(label)
  await field.selectOption(await field.getByRole('option', { name: new RegExp(`^${name}`) }).getAttribute('value'))
}

test('S06 an outline comes in from Word; five people type at once, nothing is lost and all see the same', async ({ actor, picture }) => {
  test.setTimeout(180_000)
  const ravi = await actor(people.ravi)
  await ravi.page.goto(`/workspace/groups/${group}/standards/new`)
  await ravi.page.getByLabel(/Document to begin from/).setInputFiles({ name: 'outline.docx', mimeType: 'application/octet-stream', buffer: outlineFile() })
  await ravi.page.getByLabel('Title').fill('Free school meals from the outline')
  await ravi.page.getByLabel('What refs begin with').fill('FSM')
  await ravi.page.getByRole('button', { name: 'Continue' }).click()
  await expect(ravi.page.getByText('19 requirements', { exact: true })).toBeVisible()
  await picture(ravi.page, 'S06-found')
  await ravi.page.getByRole('button', { name: 'Start the draft' }).click()
  await expectSaved(ravi.page)

  const pages = await Promise.all(writers.map(async (email) => openDraft(await actor(email), slug)))
  const blocks = pages.map((page, at) => page.getByRole('article', { name: /^New requirement,/ }).nth(at * 2))
  for (const block of blocks) await select(block)
  const words = writers.map((email, at) => ` Sentence number ${at} of five, by ${email.split('@')[0]}.`)
  await Promise.all(pages.map((page, at) => page.keyboard.type(words[at]!, { delay: 15 })))
  for (const page of pages) {
    await expectSaved(page)
    for (const sentence of words) await expect(textOf(page)).toContainText(sentence.trim())
  }
  const texts = await Promise.all(pages.map(written))
  expect(new Set(texts).size).toBe(1)
  const ids = await pages[0]!.locator('[data-id]').evaluateAll((found) => found.map((one) => one.getAttribute('data-id')))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThanOrEqual(19)
  await picture(pages[0]!, 'S06-five-writers')
})

/** The words of the draft, without the names beside carets. */
const written = (page: Actor['page']): Promise<string> => textOf(page).evaluate((text) => {
  const copy = text.cloneNode(true) as HTMLElement
  for (const caret of copy.querySelectorAll('[class*=caret]')) caret.remove()
  return copy.textContent!.replace(/\u2060|\u200b|\ufeff/g, '')
})

test('S07 on a train without signal she keeps writing; back on line her text and the others’ are both there', async ({ actor, picture }) => {
  const [sian, priya] = [await actor(people.sian), await actor(people.priya)]
  const signal = await carrier(sian.page)
  const [page, other] = [await openDraft(sian, slug), await openDraft(priya, slug)]
  await page.request.post(standardPath(slug, 'sight'))
  signal.lose()
  await expect(page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  const first = (on: Actor['page']) => on.getByRole('article', { name: /^New requirement,/ })
  await select(first(page).nth(8))
  await page.keyboard.type(' Written on the train.')
  await select(first(page).nth(10))
  await page.keyboard.type(' Also written on the train.')
  await expect(page.locator('.saved')).toHaveText(/^\d changes? not sent$/)
  await picture(page, 'S07-no-signal')
  await select(first(other).nth(8))
  await other.keyboard.type(' Written in the office.')
  await expectSaved(other)
  await expect(textOf(other)).not.toContainText('on the train')
  await page.clock.setFixedTime(Date.now() + 25 * 60_000)
  signal.find()
  await page.getByRole('button', { name: 'Try now' }).click({ timeout: 5_000 }).catch(() => {})
  await expectSaved(page)
  for (const screen of [page, other]) {
    await expect(first(screen).nth(8)).toContainText('Written on the train.')
    await expect(first(screen).nth(8)).toContainText('Written in the office.')
    await expect(first(screen).nth(10)).toContainText('Also written on the train.')
  }
  const since = page.getByRole('region', { name: /^Since you were here, / })
  await expect(since.getByRole('listitem')).toHaveCount(1)
  await expect(since.getByRole('listitem')).toContainText(/reworded by Priya Nair and you$/)
  await picture(page, 'S07-back-on-line')
})

test('S08 the lead editor gives refs and tags v0.1, which never changes: 19 requirements', async ({ actor, picture, sql }) => {
  test.setTimeout(120_000)
  const ravi = await actor(people.ravi)
  await ravi.page.goto(standardPath(slug, 'versions'))
  await ravi.page.getByText('Proposed refs').click()
  const rows = ravi.page.getByRole('form', { name: /^Ref of:/ })
  await expect(rows).toHaveCount(19)
  for (const [index, { number }] of storyRequirements.filter(({ since }) => since === 1).entries()) {
    const ref = `FSM-${String(number).padStart(2, '0')}`
    const field = rows.nth(index).getByRole('textbox')
    await field.fill(ref)
    await rows.nth(index).getByRole('button', { name: /Set ref/ }).click()
    await expect(rows.nth(index).getByText(`This requirement is now ${ref}.`)).toBeVisible()
  }
  await tagVersion(ravi, slug, 'v0.1', 'First full draft, from the outline.')
  await expect(ravi.page.getByText('19 requirements, tagged by Ravi Menon', { exact: false })).toBeVisible()
  await picture(ravi.page, 'S08-versions')
  const change = sql`update versions set note = 'other' where standard_id = (select id from standards where slug = ${slug})`
  await expect(change).rejects.toThrow(/never changes/)
})

test('S09 31 threads are opened and 27 resolved; v0.2 is tagged with 4 open and listed', async ({ actor, picture }) => {
  test.setTimeout(240_000)
  const [leah, ravi] = [await actor(people.leah), await actor(people.ravi)]
  const page = await openDraft(leah, slug)
  const refs = storyRequirements.filter(({ since }) => since === 1).map(({ number }) => `FSM-${String(number).padStart(2, '0')}`)
  for (let thread = 1; thread <= 31; thread += 1) {
    const ref = refs[(thread - 1) % refs.length]!
    await requirement(page, ref).getByRole('button', { name: `Comment on ${ref}` }).click()
    await page.getByLabel('Your comment').fill(`Question ${thread}: how would this be tested?`)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await expect(page.getByLabel('Your comment')).toBeHidden()
    await expect(page.getByRole('button', { name: /^Open \d/ })).toHaveAccessibleName(`Open ${Math.max(1, thread - 27)}`)
    if (thread > 27) continue
    await page.getByRole('button', { name: 'Resolve', exact: true }).filter({ visible: true }).click()
    await expect(page.getByRole('button', { name: /^Resolved \d/ })).toHaveAccessibleName(`Resolved ${thread}`)
  }
  const draft = await openDraft(ravi, slug)
  await expect(draft.getByRole('button', { name: /^Open \d/ })).toHaveAccessibleName('Open 4')
  await expect(draft.locator('.thread-head')).toHaveCount(4)
  await picture(draft, 'S09-four-open')
  await addRequirements(ravi, 2)
  await tagVersion(ravi, slug, 'v0.2', 'Adds search and what the form says about sharing data.')
  await expect(ravi.page.getByText('21 requirements, tagged by Ravi Menon', { exact: false })).toBeVisible()
})

/** Types the requirements that came with this minor version, each behind the one that it follows, and gives them their refs. */
async function addRequirements({ page }: Actor, minor: number): Promise<void> {
  const added = storyRequirements.filter(({ since }) => since === minor)
  for (const { number, statement } of added) {
    await select(requirement(page, `FSM-${String(number - 1).padStart(2, '0')}`))
    await page.keyboard.press('Enter')
    await page.keyboard.type(statement)
    await expectSaved(page)
  }
  await page.goto(standardPath(slug, 'versions'))
  for (const { number, statement } of added) {
    const row = page.getByRole('form', { name: `Ref of: ${statement.slice(0, 40)}` })
    await row.getByRole('textbox').fill(String(number))
    await row.getByRole('button', { name: /Set ref/ }).click()
    await expect(row.getByText(/^This requirement is now/)).toBeVisible()
  }
}

test('S10 v0.3 is tagged for consultation and read-only: 16 MUST, 1 MUST NOT, 5 SHOULD, 1 MAY', async ({ actor, picture, sql }) => {
  const [ravi, priya] = [await actor(people.ravi), await actor(people.priya)]
  await openDraft(ravi, slug)
  await addRequirements(ravi, 3)
  await tagVersion(ravi, slug, 'v0.3', 'For consultation.')
  const { page } = priya
  await page.goto(standardPath(slug, 'versions/v0.3'))
  await expect(page.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(23)
  const levels = await page.getByRole('article', { name: /^FSM-\d+/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!.split(', ')[1]!))
  const count = (level: string) => levels.filter((one) => one === level).length
  expect([count('MUST'), count('MUST NOT'), count('SHOULD'), count('MAY')]).toEqual([16, 1, 5, 1])
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await picture(page, 'S10-version')
  const refs = await sql`select ref from version_requirements r join versions v on v.id = r.version_id join standards s on s.id = v.standard_id
    where s.slug = ${slug} and minor = 3 order by position`
  expect(refs.map((row) => row.ref)).toEqual(storyRequirements.map(({ number }) => `FSM-${String(number).padStart(2, '0')}`))
})
