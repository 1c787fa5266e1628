import type { Page } from '@playwright/test'
import { type Actor, expect, test } from './actors'
import { expectSaved, openDraft, requirement, select, setLevel } from './draft'
import { tabTo } from './keys'
import { objectionsWorld } from './objections-world'
import { londonDay, standardPath, tagVersion } from './sign-off'

let world: Awaited<ReturnType<typeof objectionsWorld>>
let slug: string

test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.beforeAll(async () => {
  world = await objectionsWorld()
  slug = world.standard.slug
})

const marcusOf = (call: (email: string) => Promise<Actor>) => call(world.holders[4]!.email)

/** Counts what a person presses and clicks on a page, words that they write apart. */
async function counting(page: Page) {
  await page.addInitScript(() => {
    const counted = window as unknown as { presses: number }
    counted.presses = Number(sessionStorage.getItem('presses') ?? 0)
    const count = (event: Event) => {
      const writes = event instanceof KeyboardEvent && event.key.length === 1 && !event.ctrlKey && event.target instanceof HTMLTextAreaElement
      const modifier = event instanceof KeyboardEvent && ['Control', 'Shift', 'Alt'].includes(event.key)
      if (!writes && !modifier && event.isTrusted) sessionStorage.setItem('presses', String(counted.presses += 1))
    }
    addEventListener('keydown', count, true)
    addEventListener('pointerdown', count, true)
  })
  const soFar = () => page.evaluate(() => Number(sessionStorage.getItem('presses') ?? 0))
  return { soFar, again: () => page.evaluate(() => { sessionStorage.setItem('presses', '0'); (window as unknown as { presses: number }).presses = 0 }) }
}

/** What keeps a round from being opened: what the button says beforehand, else what is answered. */
async function whyNoRound(page: Page, of = slug): Promise<string> {
  await page.goto(standardPath(of, 'sign-off/open'))
  const button = page.getByRole('button', { name: 'Open the round' })
  await expect(button).toBeVisible()
  if (await button.getAttribute('aria-disabled') === 'true') return page.locator('main').innerText()
  await page.getByLabel('Day').fill(londonDay(7))
  await button.click()
  const alert = page.getByRole('alert').filter({ hasText: 'This was not done' })
  await expect(alert).toBeVisible()
  return alert.innerText()
}

test('S12 a supplier lodges FO-1 to FSM-09 with the keyboard alone; it is flagged, and blocks sign-off of any version that holds FSM-09', async ({ actor, outsider, picture }) => {
  const [marcus, advisor] = [await marcusOf(actor), await actor(world.advisor.email)]
  const { page } = marcus
  const { soFar } = await counting(page)
  await page.goto(`${standardPath(slug, 'versions/v0.3')}#FSM-09`)
  const link = page.getByRole('link', { name: 'Lodge a formal objection to FSM-09' })
  // A screen reader's list of links leads there; the count begins at the requirement.
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Object to FSM-09' })).toBeVisible()
  await picture(page, 'S12-lodge')
  await expect(page.getByRole('textbox', { name: 'Why do you object?' })).toHaveAccessibleDescription(/What goes wrong, for whom/)
  await expect(page.getByRole('textbox', { name: 'What would remove the objection?' })).toHaveAccessibleDescription(/The words that you could accept/)
  await tabTo(page.getByLabel('Why do you object?'))
  await page.keyboard.type('A product that checks overnight cannot show a result in the same session.')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('What would remove the objection?')).toBeFocused()
  await page.keyboard.type('Shown by the end of the next working day.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'FO-1 to FSM-09' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Your objection is lodged' })).toBeVisible()
  console.log(`lodging an objection by keyboard: ${await soFar()} keys beside the words`)
  await expect(page.getByText('Open', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Suggest a change that answers this' })).toHaveAttribute('href', /suggest=[^&]+&answers=objection/)
  await picture(page, 'S12-objection')

  await page.goto(standardPath(slug, 'versions/v0.3'))
  await expect(page.getByRole('article', { name: /^FSM-09/ }).getByRole('link', { name: 'FO-1 open' })).toBeVisible()
  await outsider.goto(`/standards/${slug}/consultation`)
  await expect(outsider.getByRole('article', { name: /^FSM-09/ }).getByText('FO-1 open')).toBeVisible()
  expect(await whyNoRound(advisor.page)).toMatch(/FO-1/)
  await picture(advisor.page, 'S12-blocked')
  await advisor.page.goto('/workspace')
  await expect(advisor.page.getByRole('link', { name: 'Answer FO-1 to FSM-09' })).toBeVisible()
})

test('S12 an objection without a reason, or without what would remove it, is refused and says so', async ({ actor }) => {
  const { page } = await actor(world.holders[5]!.email)
  await page.goto(standardPath(slug, 'objections/new'))
  await page.getByRole('link', { name: /^FSM-04/ }).click()
  await page.getByRole('button', { name: 'Lodge the objection' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText('Say why you object.')
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'Why do you object?' })).toHaveAccessibleDescription(/Say why you object\./)
  await page.getByLabel('Why do you object?').fill('It costs too much.')
  await page.getByRole('button', { name: 'Lodge the objection' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText('that would remove the objection')
})

test('S13 the supplier lodges FO-2 to FSM-17', async ({ actor }) => {
  const { page } = await marcusOf(actor)
  await page.goto(standardPath(slug, 'objections'))
  await page.getByRole('link', { name: 'Lodge an objection' }).click()
  await page.getByRole('link', { name: /^FSM-17/ }).click()
  await page.getByLabel('Why do you object?').fill('A full export is a chargeable service.')
  await page.getByLabel('What would remove the objection?').fill('Strike “at no extra charge”.')
  await page.getByRole('button', { name: 'Lodge the objection' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'FO-2 to FSM-17' })).toBeVisible()
  await page.goto(standardPath(slug, 'objections'))
  await expect(page.getByRole('heading', { name: '2 open' })).toBeVisible()
})

test('S17 FSM-09 is lowered and its floor added; the objector is asked, is shown both texts and accepts: resolved by change, which affects conformance', async ({ actor, picture }) => {
  const [lead, advisor, marcus] = [await actor(world.lead.email), await actor(world.advisor.email), await marcusOf(actor)]
  const draft = await openDraft(lead, slug)
  await expect(draft.getByRole('listitem').filter({ hasText: 'FSM-09' }).getByText('FO-1 open')).toBeVisible()
  await setLevel(draft, 'FSM-09', 'SHOULD')
  await select(requirement(draft, 'FSM-09'), 'MUST')
  await draft.keyboard.type('SHOULD')
  await select(requirement(draft, 'FSM-09'))
  await draft.keyboard.press('Enter')
  await draft.keyboard.type('MUST be checked automatically, and the applicant told by the end of the next working day.')
  await expectSaved(draft)
  await advisor.page.goto(standardPath(slug, 'objections/FO-1'))
  await expect(advisor.page.getByRole('heading', { name: 'What changed in FSM-09' })).toBeVisible()
  await advisor.page.getByLabel('What has changed? (optional)').fill('A floor of one working day was added.')
  await advisor.page.getByRole('button', { name: 'Ask whether the draft resolves it' }).click()
  await expect(advisor.page.getByRole('status').filter({ hasText: 'The objector is asked.' })).toBeVisible()
  await picture(advisor.page, 'S17-asked')

  await marcus.page.goto('/workspace')
  await marcus.page.getByRole('link', { name: 'Does the change to FSM-09 resolve FO-1?' }).click()
  await expect(marcus.page.locator('del').filter({ hasText: 'MUST' }).first()).toBeVisible()
  await expect(marcus.page.locator('ins').filter({ hasText: 'SHOULD' }).first()).toBeVisible()
  await marcus.page.getByRole('radio', { name: 'This resolves my objection' }).check()
  await picture(marcus.page, 'S17-respond')
  await marcus.page.getByRole('button', { name: 'Send your answer' }).click()
  await expect(marcus.page.getByRole('status').filter({ hasText: 'The objection is resolved by change.' })).toBeVisible()
  await expect(marcus.page.getByText('Resolved by change', { exact: true })).toBeVisible()
  await marcus.page.goto(standardPath(slug, 'compare/v0.3...draft'))
  const change = marcus.page.getByRole('listitem').filter({ hasText: 'FSM-09 weakened, MUST to SHOULD' })
  await expect(change).toContainText(/may affect conformance/i)
})

test('S18 the advisor rules FO-2 not upheld with the rationale; the dissent is recorded', async ({ actor, picture }) => {
  const [advisor, marcus] = [await actor(world.advisor.email), await marcusOf(actor)]
  await advisor.page.goto(standardPath(slug, 'objections/FO-2'))
  await advisor.page.getByRole('button', { name: 'Rule not upheld' }).click()
  await expect(advisor.page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText('Write the rationale.')
  await advisor.page.getByLabel('Rationale').fill('A council that cannot take its records with it cannot change its supplier.')
  await advisor.page.getByRole('button', { name: 'Rule not upheld' }).click()
  await expect(advisor.page.getByText('Not upheld, dissent recorded', { exact: true })).toBeVisible()
  await picture(advisor.page, 'S18-ruled')
  await marcus.page.goto(standardPath(slug, 'objections/FO-2'))
  await expect(marcus.page.getByRole('button', { name: 'Withdraw the dissent' })).toBeVisible()
})

test('S19 from a comment one goes to a suggestion that answers it, and from an open objection; accepted, it is offered as the change that the comment caused', async ({ actor, picture }) => {
  const [lead, supplier] = [await actor(world.lead.email), await actor(world.holders[5]!.email)]
  const { page } = lead
  await supplier.page.goto(`${standardPath(slug, 'consultation')}#C-1`)
  await expect(supplier.page.getByRole('link', { name: 'Suggest a change that answers C-1', exact: true })).toBeVisible()
  await page.goto(standardPath(slug, 'dispositions'))
  await expect(page.locator('#comment-head')).toHaveText(/^C-1 /)
  await page.getByRole('link', { name: 'Suggest a change that answers this' }).click()
  const dialog = page.getByRole('dialog', { name: /^Suggest about FSM-01/ })
  await dialog.getByLabel('Level').selectOption('MAY')
  await dialog.getByRole('button', { name: 'Send suggestion' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('region', { name: /^P-1/ }).getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByRole('region', { name: /^P-1/ })).toHaveCount(0)
  await expectSaved(page)
  await page.reload()
  await expect(requirement(page, 'FSM-01')).toBeVisible()
  await expect(page.getByRole('dialog', { name: /^Suggest about/ })).toHaveCount(0)
  await page.goto(standardPath(slug, 'dispositions'))
  await expect(page.getByRole('list', { name: 'Suggestions that answer C-1' })).toContainText('P-1 answers it: accepted')
  await page.getByRole('radio', { name: 'Accepted', exact: true }).check()
  await expect(page.getByLabel('The change it caused (optional)').getByRole('option', { selected: true })).toHaveText(/^P-1: FSM-01 weakened/)
  await picture(page, 'S19-suggestion-offered')
})

/** Disposes of the comment that is shown, by keys alone; the list then shows the next. */
async function byKeys(page: Page, key: string, reason: string, more?: () => Promise<void>): Promise<string> {
  const head = page.locator('#comment-head')
  const label = (await head.innerText()).split(' ')[0]!
  await expect(page.getByRole('form', { name: `Disposition of ${label}` })).toBeVisible()
  await page.keyboard.press(key)
  await expect(page.getByRole('group', { name: 'What becomes of it?' }).getByRole('radio', { checked: true })).toHaveCount(1)
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.keyboard.type(reason)
  await more?.()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: new RegExp(`: ${label}\\.`) })).toBeAttached()
  const next = head.or(page.getByRole('heading', { name: 'No comment is left in this list' }))
  await expect(next).not.toHaveText(new RegExp(`^${label} `))
  // What became of it, then where one is now: said, and the focus is there.
  const place = await next.innerText()
  await expect(page.getByRole('status').filter({ hasText: `: ${label}.` })).toHaveText(new RegExp(`${place.startsWith('No') ? place : `Now ${place}`}\\.$`))
  await expect(next).toBeFocused()
  return label
}

test('S19 twenty-six comments are disposed of: 14 accepted, 5 in part, 6 not accepted, 1 withdrawn; none is open', async ({ actor, picture }) => {
  const [lead, commenter] = [await actor(world.lead.email), await actor(world.outsider.email)]
  await commenter.page.goto(`/workspace/consultations/${slug}/1/comments/C-26`)
  await commenter.page.getByRole('button', { name: 'Withdraw C-26' }).click()
  await expect(commenter.page.getByText('Withdrawn', { exact: true })).toBeVisible()

  const { page } = lead
  const { soFar, again } = await counting(page)
  await page.goto(standardPath(slug, 'dispositions'))
  await expect(page.getByText('26 comments: 1 withdrawn, 25 open.')).toBeVisible()
  await picture(page, 'S19-worklist')
  await again()
  for (let at = 0; at < 5; at += 1) await page.getByRole('checkbox', { name: /^Mark C-\d+, editorial$/ }).nth(at).check()
  await page.getByLabel('One reason for all of them').fill('Put right.')
  await picture(page, 'S19-bulk')
  await page.getByRole('button', { name: 'Accept 5 comments' }).click()
  await expect(page.getByText('26 comments: 5 accepted, 1 withdrawn, 20 open.')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^Accepted: (C-\d+, ){4}C-\d+\. Now C-1 on FSM-01\.$/ })).toBeAttached()
  console.log(`accepting five editorial comments together: ${await soFar()} clicks`)
  await page.goto(standardPath(slug, 'dispositions'))
  await again()
  for (const key of [...Array(9).fill('1'), ...Array(5).fill('2'), ...Array(6).fill('3')] as string[]) await byKeys(page, key, 'Agreed by the group.')
  console.log(`disposing of twenty comments by keyboard: ${await soFar()} keys beside the words`)
  await expect(page.getByRole('heading', { name: 'No comment is left in this list' })).toBeFocused()
  await expect(page.getByText('26 comments: 14 accepted, 5 accepted in part, 6 not accepted, 1 withdrawn, 0 open.')).toBeVisible()

  await page.goto(standardPath(slug, 'dispositions/report'))
  await expect(page.getByText(/^26 comments in time: 14 accepted, 5 accepted in part, 6 not accepted, 1 withdrawn, 0 open\./)).toBeVisible()
  await expect(page.locator('main')).not.toContainText(world.outsider.name)
  await expect(page.locator('#FO-1')).toContainText('Resolved by change')
  await expect(page.locator('#FO-2')).toContainText('cannot change its supplier')
  await picture(page, 'S19-report')
})

test('S19 the release candidate v0.4 keeps what was accepted in the draft, and no objection blocks it', async ({ actor }) => {
  const lead = await actor(world.lead.email)
  await tagVersion(lead, slug, 'v0.4', 'Release candidate')
  await lead.page.goto(standardPath(slug, 'objections'))
  await expect(lead.page.getByText('Resolved by change', { exact: true })).toBeVisible()
  await expect(lead.page.getByRole('heading', { name: /open$/ })).toBeHidden()
})

test('S19 the report leads from a comment to the change that it caused', async ({ actor }) => {
  const { page } = await actor(world.lead.email)
  await page.goto(standardPath(slug, 'dispositions/report'))
  await page.locator('#C-1').getByRole('link', { name: /^FSM-01 weakened/ }).click()
  await expect(page).toHaveURL(/compare\/v0\.3\.\.\.v0\.4#FSM-01$/)
  await expect(page.locator('#FSM-01 del').first()).toBeVisible()
  await page.goto(`${standardPath(slug, 'dispositions')}?state=accepted`)
  await page.getByRole('button', { name: /^C-1 / }).click()
  await expect(page.getByRole('link', { name: /^FSM-01 weakened/ })).toHaveAttribute('href', /compare\/v0\.3\.\.\.draft#FSM-01$/)
})

test('the worklist with Tab alone: single keys write into the field that is written in; the help lists the keys', async ({ actor }) => {
  const { page } = await actor(world.advisor.email)
  await page.goto(`${standardPath(slug, 'dispositions')}?state=`)
  const head = page.locator('#comment-head')
  await expect(head).toHaveText(/^C-1 /)
  await page.keyboard.press('j')
  await expect(head).toHaveText(/^C-2 /)
  await expect(head).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(head).toHaveText(/^C-3 /)
  await page.keyboard.press('k')
  await expect(head).toHaveText(/^C-2 /)
  const reason = page.getByLabel('Reason')
  await tabTo(reason)
  const before = await reason.inputValue()
  await page.keyboard.press('End')
  await page.keyboard.type(' jk12r')
  await expect(reason).toHaveValue(`${before} jk12r`)
  await expect(head).toHaveText(/^C-2 /)
  await tabTo(page.getByRole('button', { name: 'Change it, then the next' }))
  await tabTo(page.getByText('Keys of this page'))
  await page.keyboard.press('Enter')
  await expect(page.getByText('save, then the next')).toBeVisible()
})

test('an objection on a requirement that is then deleted: the objector is asked, and until they answer no round opens', async ({ actor, picture }) => {
  const { standard, lead, holders } = world.deleted
  const [leader, marcus] = [await actor(lead.email), await actor(holders[4]!.email)]
  expect(await whyNoRound(leader.page, standard.slug)).toMatch(/FO-1[^]*gone/)
  await marcus.page.goto('/workspace')
  await marcus.page.getByRole('link', { name: 'Does the change to FSM-01 resolve FO-1?' }).click()
  await expect(marcus.page.getByText('FSM-01 is gone from v0.2.')).toBeVisible()
  await expect(marcus.page.getByRole('link', { name: 'Suggest a change that answers this' })).toHaveCount(0)
  await picture(marcus.page, 'objection-deleted')
  await marcus.page.getByRole('radio', { name: 'It does not' }).check()
  await marcus.page.getByRole('button', { name: 'Send your answer' }).click()
  await expect(marcus.page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText('Say what is still missing.')
  await marcus.page.getByRole('radio', { name: 'This resolves my objection' }).check()
  await marcus.page.getByRole('button', { name: 'Send your answer' }).click()
  await expect(marcus.page.getByText('Resolved by change', { exact: true })).toBeVisible()
})
