import { expect, test } from './actors'
import { expectSaved, openDraft, requirement, select, setLevel, textOf } from './draft'
import { people } from './people'
import { standardPath } from './sign-off'

const slug = 'free-school-meals-apply-online'

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
