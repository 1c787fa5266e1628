import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, test } from './actors'
import { endDemoConsultation } from './consultation-world'
import { expectSaved, openDraft, requirement, select, setLevel, textOf } from './draft'
import { people } from './people'
import { closeRound, openRound, standardPath, tagVersion, takePosition } from './sign-off'

const slug = 'free-school-meals-apply-online'
const run = promisify(execFile)
/** Seats with this position in the current round; those of earlier rounds are folded away. */
const shown = (page: Page, position: string) => page.getByText(position, { exact: true }).filter({ visible: true })

test.describe.configure({ mode: 'serial' })

test('S17 a level is lowered and its floor added while the objector watches; the difference says so in words', async ({ actor, picture }) => {
  const [ravi, marcus] = [await actor(people.ravi), await actor(people.marcus)]
  const page = await openDraft(ravi, slug)
  const watching = await openDraft(marcus, slug)
  await setLevel(page, 'FSM-09', 'SHOULD')
  await select(requirement(page, 'FSM-09'), 'MUST')
  await page.keyboard.type('SHOULD')
  await select(requirement(page, 'FSM-09'))
  await page.keyboard.press('Enter')
  await page.keyboard.type('MUST be checked against the eligibility checking service automatically, and the applicant told by the end of the next working day.')
  await expectSaved(page)
  await expect(requirement(watching, 'FSM-09')).toHaveAccessibleName('FSM-09, SHOULD')
  await expect(textOf(watching)).toContainText('told by the end of the next working day.')
  await picture(page, 'S17-draft')

  await page.goto(standardPath(slug, 'versions'))
  const proposed = page.getByRole('form', { name: /Ref of: MUST be checked/ })
  await proposed.getByRole('textbox').fill('FSM-10')
  await proposed.getByRole('button', { name: /Set ref/ }).click()
  await expect(proposed.getByRole('button', { name: 'Set ref of FSM-10' })).toBeVisible()
  await page.goto(standardPath(slug, 'compare/v0.3...draft'))
  await expect(page.getByRole('link', { name: 'FSM-09 weakened, MUST to SHOULD' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'FSM-10 added, MUST' })).toBeVisible()
  await expect(page.getByText('Class 4: new requirement')).toBeVisible()
  await picture(page, 'S17-compare')
})

test('S19 the release candidate v0.4 is tagged: 24 requirements, no open comment', async ({ actor, picture, sql }) => {
  await endDemoConsultation(slug)
  const joanne = await actor(people.joanne)
  const page = await openDraft(joanne, slug)
  const open = page.getByRole('button', { name: /^Open \d/ })
  for (let left = 4; left > 0; left -= 1) {
    await expect(open).toHaveAccessibleName(`Open ${left}`)
    await page.locator('.thread-head').first().click()
    await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  }
  await expect(open).toHaveAccessibleName('Open 0')
  await tagVersion(joanne, slug, 'v0.4', 'Release candidate: FSM-09 lowered to SHOULD, FSM-10 added as its floor.')
  const counts = await sql`select level, count(*)::int from version_requirements r join versions v on v.id = r.version_id
    join standards s on s.id = v.standard_id where s.slug = ${slug} and v.major = 0 and v.minor = 4 group by level`
  expect(Object.fromEntries(counts.map((row) => [row.level, row.count]))).toEqual({ 'MUST': 16, 'MUST NOT': 1, 'SHOULD': 6, 'MAY': 1 })
  await page.goto(standardPath(slug, 'versions/v0.4'))
  await expect(page.getByRole('term').filter({ hasText: 'Requirements' }).locator('+ dd')).toHaveText('24')
  await expect(page.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(24)
  await picture(page, 'S19-version')
})

test('S20 three of six seats: not quorate, and publishing is refused with the reason', async ({ actor, picture }) => {
  const helen = await actor(people.helen)
  await openRound(helen, slug, 'v0.4')
  for (const seat of [people.priya, people.joanne, people.leah]) await takePosition(await actor(seat), slug, 'Approve')
  await closeRound(helen, slug)
  await expect(helen.page.getByText('Not quorate', { exact: true })).toBeVisible()
  await expect(helen.page.getByText(/3 of 6 seats/)).toBeVisible()
  await picture(helen.page, 'S20-not-quorate')
  await helen.page.goto(standardPath(slug, 'publish'))
  const publish = helen.page.getByRole('button', { name: /^Publish v0.4/ })
  await expect(publish).toBeDisabled()
  await expect(publish).toHaveAccessibleDescription(/quorate/)
  await picture(helen.page, 'S20-publish-refused')
})

test('S21 five of six seats, all three constituencies: quorate; four approve, one dissents', async ({ actor, picture }) => {
  const helen = await actor(people.helen)
  await openRound(helen, slug, 'v0.4')
  for (const seat of [people.priya, people.joanne, people.sian, people.leah]) await takePosition(await actor(seat), slug, 'Approve')
  const marcus = await actor(people.marcus)
  await takePosition(marcus, slug, 'Dissent', 'FSM-17 asks for a full export at no extra charge. That is a service with a cost.')
  await expect(marcus.page.getByText('5 of 6 seats have taken a position.')).toBeVisible()
  await expect(shown(marcus.page, 'Approve')).toHaveCount(0)
  await helen.page.reload()
  await expect(helen.page.getByText(/5 of 6 seats/)).toBeVisible()
  await expect(shown(helen.page, 'Approve')).toHaveCount(4)
  await expect(shown(helen.page, 'Dissent')).toHaveCount(1)
  await picture(helen.page, 'S21-advisor')
  await picture(marcus.page, 'S21-seat')
})

test('S22 a typo mended makes v0.5: positions on v0.4 are stale until the advisor discards it', async ({ actor, picture }) => {
  const [ravi, helen, priya] = [await actor(people.ravi), await actor(people.helen), await actor(people.priya)]
  const page = await openDraft(ravi, slug)
  await select(requirement(page, 'FSM-01'))
  await page.keyboard.type(' Both links are kept working.')
  await expectSaved(page)
  await priya.page.goto(standardPath(slug, 'sign-off/position'))
  await priya.page.getByRole('radio', { name: 'Abstain' }).check()
  await priya.page.getByRole('button', { name: 'Continue' }).click()
  await expect(priya.page.getByRole('heading', { name: 'Check before you take it' })).toBeVisible()
  await tagVersion(ravi, slug, 'v0.5', 'A typo.')
  await priya.page.getByRole('button', { name: 'Take this position' }).click()
  await expect(priya.page.getByRole('alert').filter({ hasText: 'This was not done' })).toContainText('positions on v0.4 are stale')
  await picture(priya.page, 'S22-stale')
  await helen.page.goto(standardPath(slug, 'sign-off'))
  await expect(helen.page.getByText('A newer version than v0.4 has been tagged')).toBeVisible()
  await helen.page.goto(standardPath(slug, 'versions/v0.5/discard'))
  await helen.page.getByLabel('Why is it discarded?').fill('v0.4 is being signed; the typo waits for the next version.')
  await helen.page.getByRole('button', { name: 'Discard v0.5' }).click()
  await expect(helen.page).toHaveURL(/\/versions$/)
  await expect(helen.page.getByText('Discarded', { exact: true })).toBeVisible()
  await helen.page.goto(standardPath(slug, 'sign-off'))
  await expect(helen.page.getByText('A newer version than v0.4 has been tagged')).toBeHidden()
  await expect(shown(helen.page, 'Approve')).toHaveCount(4)
})

test('S23 the sixth seat signs in writing: five approve, one dissents', async ({ actor }) => {
  await takePosition(await actor(people.gethin), slug, 'Approve')
  const { page } = await actor(people.helen)
  await page.goto(standardPath(slug, 'sign-off'))
  await expect(page.getByText(/6 of 6 seats/)).toBeVisible()
  await expect(shown(page, 'Approve')).toHaveCount(5)
})

test('S24 certified and published as v1.0: public, byte for byte what was signed, with the record and the minority statement', async ({ actor, outsider, picture, sql }) => {
  const [helen, marcus] = [await actor(people.helen), await actor(people.marcus)]
  await closeRound(helen, slug)
  await expect(helen.page.getByText('Carried', { exact: true })).toBeVisible()
  await helen.page.goto(standardPath(slug, 'publish'))
  await expect(helen.page.getByRole('button', { name: /^Publish v0.4/ })).toBeDisabled()
  await marcus.page.goto(standardPath(slug, 'sign-off/minority-statement'))
  await marcus.page.getByLabel('Minority statement').fill('A full export is chargeable work. The group ruled otherwise; we record that we disagree.')
  await marcus.page.getByRole('button', { name: 'Record the statement' }).click()
  await expect(marcus.page.getByText('Your minority statement is recorded')).toBeVisible()
  await helen.page.goto(standardPath(slug, 'sign-off/certify'))
  await helen.page.getByRole('button', { name: 'Certify' }).click()
  await expect(helen.page.getByText('Due process is certified').first()).toBeVisible()
  expect((await outsider.request.get(`/standards/${slug}`)).status()).toBe(404)
  await helen.page.goto(standardPath(slug, 'publish'))
  await helen.page.getByLabel('Owner').fill('Head of education services, Wexshire County Council')
  await helen.page.getByLabel('Review date').fill('2028-01-11')
  await helen.page.getByRole('button', { name: 'Publish v0.4 as v1.0' }).click()
  await expect(helen.page.getByText('v1.0 is public')).toBeVisible()
  await picture(helen.page, 'S24-published')

  await outsider.goto(`/standards/${slug}`)
  await expect(outsider.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(24)
  await expect(outsider.getByText('11 January 2028').first()).toBeVisible()
  await picture(outsider, 'S24-public')
  const json = await (await outsider.request.get(`/standards/${slug}/v1.0.json`)).body()
  const [signed] = await sql`select digest from versions v join standards s on s.id = v.standard_id where s.slug = ${slug} and major = 0 and minor = 4`
  expect(createHash('sha256').update(json).digest('hex')).toBe(signed?.digest)
  await outsider.goto(`/standards/${slug}/v1.0/sign-off`)
  await expect(outsider.getByText('A full export is chargeable work.', { exact: false })).toBeVisible()
  await picture(outsider, 'S24-record')
  const record = test.info().outputPath('sign-off.json')
  await writeFile(record, await (await outsider.request.get(`/standards/${slug}/v1.0/sign-off.json`)).body())
  await run('npm', ['run', '-s', 'verify', '--', record])
  await writeFile(record, (await (await outsider.request.get(`/standards/${slug}/v1.0/sign-off.json`)).text()).replace('"dissent"', '"approve"'))
  await expect(run('npm', ['run', '-s', 'verify', '--', record])).rejects.toThrow()
})
