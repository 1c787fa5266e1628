import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { takePosition } from '@/lib/signoff/commands'
import { roundById } from '@/lib/signoff/queries'
import { makeWorkingGroup, valueOf, type WorkingGroup } from '../tests/working-group'
import { expect, test } from './actors'
import { expectSaved, textOf } from './draft'
import { expectKept, press, tabTo } from './keys'
import { londonDay, standardPath } from './sign-off'

let group: WorkingGroup

/** With no mouse from here on. */
test.describe.configure({ mode: 'serial', timeout: 100_000 })

test.beforeAll(async () => {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  group = await makeWorkingGroup(db)
  await sql`update organisations set name = name || ' ' || slug where slug like ${`%-${group.group.id.slice(0, 8)}`}`
  await sql.end({ timeout: 5 })
})

test('a lead editor signs in, writes, comments, tags and opens a round with the keyboard alone; a seat decides; the advisor closes the round, certifies and publishes', async ({ outsider: page, actor }) => {
  await signIn(page)
  await press(page.getByRole('link', { name: /^Free school meals [0-9a-f]{8}$/ }).first())
  await expectSaved(page)
  await write(page)
  await comment(page)
  await leave(page)
  await tag(page)
  await openRound(page)
  await decide((await actor(group.holders[0]!.email)).page)
  await othersDecide()
  const advisor = (await actor(group.advisor.email)).page
  await close(advisor)
  await publish(advisor)
})

async function signIn(page: Page): Promise<void> {
  await page.goto('/')
  await press(page.getByRole('link', { name: 'Sign in', exact: true }))
  await tabTo(page.getByLabel(/e-mail address/))
  await page.keyboard.type(group.lead.email)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in\/sent/)
  const letters: { links: string[] }[] = await (await page.request.get(`/dev/mailbox.json?to=${group.lead.email}`)).json()
  await page.goto(letters[0]!.links[0]!)
  await press(page.getByRole('button', { name: 'Sign in', exact: true }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My desk')
}

/** The caret comes into the text a moment after the keyboard does. */
const toTheEnd = (page: Page): Promise<void> => expect(async () => {
  await page.keyboard.press('Control+End')
  await expect(textOf(page).getByRole('article').last()).toHaveClass(/is-current/, { timeout: 200 })
}).toPass()

async function write(page: Page): Promise<void> {
  await tabTo(textOf(page))
  await toTheEnd(page)
  await page.keyboard.press('Enter')
  await page.keyboard.type('MUST show what it costs.')
  const written = textOf(page).getByRole('article').last()
  await expect(written).toHaveAccessibleName('New requirement, MUST')
  await page.keyboard.press('Control+Alt+l')
  await expect(page.getByRole('listbox', { name: 'Level' })).toBeFocused()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await expect(written).toHaveAccessibleName('New requirement, SHOULD')
  await expect(page.getByRole('listbox', { name: 'Level' })).toBeHidden()
  await expectKept(page)
  // Nobody signs what names nobody who meets it.
  await press(written.getByRole('button', { name: /Met by/ }))
  await press(page.getByRole('group', { name: 'Met by' }).getByRole('checkbox', { name: 'Supplier' }), 'Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: 'Met by' })).toBeHidden()
  await expect(written).toContainText('Met by: Supplier')
  await expectKept(page)
  // On the requirement's controls, Escape goes back into the words.
  await page.keyboard.press('Escape')
  await expect(textOf(page)).toBeFocused()
  await page.keyboard.type(' So that nobody is surprised.')
  await expect(written).toContainText('So that nobody is surprised.')
  await expectSaved(page)
}

async function comment(page: Page): Promise<void> {
  await page.keyboard.press('Control+Alt+m')
  await expect(page.getByLabel('Your comment')).toBeFocused()
  await page.keyboard.type('To whom?')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: /^Open \d/ })).toHaveAccessibleName('Open 1')
  await expectKept(page)
  if (!await page.getByLabel('Reply').evaluate((field) => field === document.activeElement)) await tabTo(page.getByLabel('Reply'))
  await page.keyboard.type('To the parent.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('To the parent.')).toBeVisible()
  await expect(page.getByLabel('Reply')).toBeFocused()
  await press(page.getByRole('button', { name: 'Resolve', exact: true }))
  await expect(page.getByRole('button', { name: /^Open \d/ })).toHaveAccessibleName('Open 0')
  await expectKept(page)
}

/** Tab has a meaning in the text; after Escape it is the way out. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Alt+F10')
  await tabTo(textOf(page))
  await toTheEnd(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(textOf(page).locator(':focus')).toHaveCount(0)
  await expect(textOf(page)).not.toBeFocused()
  await expectKept(page)
}

async function tag(page: Page): Promise<void> {
  await press(page.getByRole('link', { name: 'Versions', exact: true }))
  await tabTo(page.getByLabel('Change note'))
  await page.keyboard.type('Says what it costs.')
  await press(page.getByRole('button', { name: 'Tag version 0.1' }))
  await expect(page.getByRole('link', { name: 'Read v0.1' })).toBeVisible()
}

async function openRound(page: Page): Promise<void> {
  await press(page.getByRole('link', { name: 'Sign-off', exact: true }))
  await press(page.getByRole('link', { name: 'Open a round' }))
  const day = page.getByLabel('Day', { exact: true })
  await tabTo(day)
  const wanted = londonDay(7)
  const [year, month, date] = wanted.split('-') as [string, string, string]
  // Which part comes first is the browser's own choice.
  for (const typed of [date + month + year, month + date + year]) {
    if (await day.inputValue() === wanted) break
    for (let part = 0; part < 2; part += 1) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type(typed)
  }
  await expect(day).toHaveValue(wanted)
  await press(page.getByRole('button', { name: 'Open the round' }))
  await expect(page.getByText('The round is open')).toBeVisible()
}

async function decide(page: Page): Promise<void> {
  await page.goto('/workspace')
  await press(page.getByRole('link', { name: /^Take a position on/ }))
  await expect(page).toHaveURL(new RegExp(standardPath(group.standard.slug, 'sign-off/position')))
  await press(page.getByRole('radio', { name: 'Approve' }), 'Space')
  await press(page.getByRole('button', { name: 'Continue' }))
  await expect(page.getByRole('heading', { name: 'Check before you take it' })).toBeFocused()
  await press(page.getByRole('button', { name: 'Take this position' }))
  await expect(page.getByText('Your position is recorded')).toBeVisible()
}

async function close(page: Page): Promise<void> {
  await page.goto(standardPath(group.standard.slug, 'sign-off'))
  await press(page.getByRole('link', { name: 'Close the round now' }))
  await press(page.getByRole('button', { name: 'Close the round' }))
  await expect(page.getByText('The round is closed')).toBeVisible()
}

/** The other seats, by the commands behind the pages: one of them has been walked. */
async function othersDecide(): Promise<void> {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  const [open] = await sql<{ id: string }[]>`select id from sign_off_rounds where standard_id = ${group.standard.id} and ended_at is null`
  const round = (await roundById(db, open!.id))!
  for (const holder of group.holders.slice(1)) {
    const electorId = round.electors.find((seat) => seat.holderId === holder.id)!.id
    valueOf(await takePosition(db, holder, { roundId: round.id, electorId, digest: round.digest, position: 'approve', reason: '' }))
  }
  await sql.end({ timeout: 5 })
}

async function publish(page: Page): Promise<void> {
  await press(page.getByRole('link', { name: 'Certify due process' }))
  await press(page.getByRole('button', { name: 'Certify' }))
  await expect(page.getByText('The version can be published now.')).toBeVisible()
  await press(page.getByRole('link', { name: 'Prepare publication' }))
  await tabTo(page.getByLabel('Owner'))
  await page.keyboard.type('Head of education services')
  await tabTo(page.getByLabel('Review date'))
  await page.keyboard.type(`0101${Number(londonDay(0).slice(0, 4)) + 2}`)
  await press(page.getByRole('button', { name: 'Publish v0.1 as v1.0' }))
  await expect(page.getByText('v1.0 is public')).toBeVisible()
}
