import { openDatabase } from '@/lib/db'
import { startDraft } from '@/lib/drafts/commands'
import { documentOf, heading, paragraph, requirement as block } from '../tests/texts'
import { valueOf } from '../tests/working-group'
import { type Actor, expect, test } from './actors'
import { expectSaved, openDraft, textOf } from './draft'
import { people } from './people'

const text = documentOf(heading('hhhhhhhhhhhh', 'Results'), block('a', 'MUST', 'The council tells the applicant the result within ten working days.'),
  block('b', 'SHOULD', 'The form keeps what was typed for a day.'), paragraph('pppppppppppp', 'Times are those of London.'))

/** A draft of its own, in the world's group. */
async function draftOf(actor: Actor, title: string): Promise<string> {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 1)
  const [group] = await sql<{ id: string }[]>`select id from working_groups where slug = 'free-school-meals'`
  const person = { kind: 'person', id: actor.id, name: actor.name, email: actor.email, isAdmin: false } as const
  const { slug } = valueOf(await startDraft(db, person, { groupId: group!.id, title, refPrefix: 'SUG', content: text }))
  await sql.end()
  return slug
}

test('a reviewer suggests other words; the editor sees them in place, accepts, and both drafts say so', async ({ actor, picture }) => {
  const [tom, ravi] = [await actor(people.tom), await actor(people.ravi)]
  const slug = await draftOf(ravi, 'Suggested words')
  const [reviewers, editors] = [await openDraft(tom, slug), await openDraft(ravi, slug)]

  await reviewers.getByRole('button', { name: 'Suggesting' }).click()
  await expect(reviewers.getByRole('button', { name: 'Suggesting' })).toHaveAttribute('aria-pressed', 'true')
  await expect(reviewers.locator('#suggest-bar')).toContainText('Press the part')
  await textOf(reviewers).getByText('within ten working days').click()
  const dialog = reviewers.getByRole('dialog', { name: /^Suggest about/ })
  await expect(dialog).toBeVisible()
  await picture(reviewers, 'proposals-dialog')
  await dialog.getByRole('button', { name: 'Send suggestion' }).click()
  await expect(dialog.getByRole('alert')).toContainText('how it stands already')
  await dialog.getByRole('textbox', { name: 'Words' }).getByText('ten working days').click()
  await reviewers.keyboard.press('End')
  for (let key = 0; key < 'ten working days.'.length; key += 1) await reviewers.keyboard.press('Backspace')
  await reviewers.keyboard.type('five working days.')
  await dialog.getByLabel('Why? (optional)').fill('Ten is too long for a family that waits.')
  await dialog.getByRole('button', { name: 'Send suggestion' }).click()
  await expect(dialog).toBeHidden()

  const seen = editors.getByRole('region', { name: 'P-1 · Change' })
  await expect(seen).toContainText('Tom Hale')
  await expect(seen.locator('del')).toContainText('ten')
  await expect(seen.locator('ins')).toContainText('five')
  await picture(editors, 'proposals-in-draft')
  await expect(reviewers.getByRole('region', { name: 'P-1 · Change' }).getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await seen.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(seen).toHaveCount(0)
  for (const page of [editors, reviewers]) await expect(textOf(page)).toContainText('within five working days.')
  await expectSaved(editors)

  await editors.goto(`/workspace/standards/${slug}/proposals`)
  await expect(editors.getByRole('article', { name: 'P-1' })).toContainText('Accepted by Ravi Menon')
  await picture(editors, 'proposals-list')
})

test('words that changed meanwhile are flagged; accepting with edits begins as both together; a rejection says why; levels, deletions and new blocks are suggested alike', async ({ actor, picture }) => {
  const [tom, ravi] = [await actor(people.tom), await actor(people.ravi)]
  const slug = await draftOf(ravi, 'Suggested twice')
  const [reviewers, editors] = [await openDraft(tom, slug), await openDraft(ravi, slug)]
  await reviewers.getByRole('button', { name: 'Suggesting' }).click()
  const suggest = async (choose: string, fill: (dialog: ReturnType<typeof reviewers.getByRole>) => Promise<unknown>) => {
    await reviewers.locator('#suggest-bar').getByRole('combobox').selectOption({ label: choose })
    await reviewers.getByRole('button', { name: 'Suggest', exact: true }).click()
    const dialog = reviewers.getByRole('dialog', { name: /^Suggest about/ })
    await fill(dialog)
    await dialog.getByRole('button', { name: 'Send suggestion' }).click()
    await expect(dialog).toBeHidden()
  }
  const first = '“The council tells the applicant the result within ten worki…”'
  await suggest(first, async (dialog) => {
    await dialog.getByRole('textbox', { name: 'Words' }).getByText('ten working days').click()
    await reviewers.keyboard.press('End')
    await reviewers.keyboard.type(' In writing.')
  })
  await suggest(first, (dialog) => dialog.getByLabel('Level').selectOption('SHOULD'))
  await suggest('“Times are those of London.”', (dialog) => dialog.getByLabel('Delete it').check())
  await suggest('“The form keeps what was typed for a day.”', async (dialog) => {
    await dialog.getByLabel('Add something after it').check()
    await dialog.getByRole('textbox', { name: 'Words' }).click()
    await reviewers.keyboard.type('It says so.')
  })
  const card = (name: RegExp) => editors.getByRole('region', { name })
  await expect(editors.getByRole('region', { name: /^P-\d/ })).toHaveCount(4)

  // The editor writes in the same words.
  await textOf(editors).locator('.requirement-statement').getByText('The council tells').click()
  await editors.keyboard.press('Home')
  await editors.keyboard.type('In every case ')
  await expectSaved(editors)
  await expect(card(/^P-1/)).toContainText('The draft has changed here since this was proposed')
  await expect(card(/^P-1/).getByRole('button', { name: 'Accept', exact: true })).toHaveCount(0)
  await picture(editors, 'proposals-changed-meanwhile')
  await card(/^P-1/).getByRole('button', { name: 'Accept with edits' }).click()
  await expect(card(/^P-1/).getByRole('textbox', { name: 'Your words for P-1' })).toContainText('In every case The council tells the applicant the result within ten working days. In writing.')
  await card(/^P-1/).getByRole('button', { name: 'Put this in' }).click()
  await expect(card(/^P-1/)).toHaveCount(0)
  await expect(textOf(reviewers)).toContainText('In every case The council tells the applicant the result within ten working days. In writing.')

  await card(/^P-2/).getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(textOf(reviewers).getByRole('article', { name: /SHOULD$/ })).toHaveCount(2)
  await card(/^P-3/).getByRole('button', { name: 'Reject' }).click()
  await card(/^P-3/).getByRole('button', { name: 'Reject it' }).click()
  await expect(card(/^P-3/).getByRole('alert')).toContainText('Say why')
  await card(/^P-3/).getByLabel('Why is it rejected?').fill('Somebody would ask.')
  await card(/^P-3/).getByRole('button', { name: 'Reject it' }).click()
  await expect(card(/^P-3/)).toHaveCount(0)
  await reviewers.getByRole('region', { name: /^P-4/ }).getByRole('button', { name: 'Withdraw' }).click()
  await expect(card(/^P-4/)).toHaveCount(0)
  await editors.goto(`/workspace/standards/${slug}/proposals`)
  for (const words of ['Accepted with edits by Ravi Menon', 'Somebody would ask.', 'Withdrawn by Tom Hale']) await expect(editors.getByRole('main')).toContainText(words)
})

test('while suggesting, an editor’s keys and the level’s button change nothing in the text', async ({ actor }) => {
  const ravi = await actor(people.ravi)
  const slug = await draftOf(ravi, 'Nothing typed')
  const page = await openDraft(ravi, slug)
  const before = await textOf(page).innerText()
  await page.getByRole('button', { name: 'Suggesting' }).click()
  await expect(page.locator('#suggest-bar')).toContainText('Press the part')
  await textOf(page).getByText('Times are those').click()
  await expect(page.getByRole('dialog', { name: /^Suggest about/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.type('never')
  await page.getByRole('button', { name: /^Level:/ }).first().click()
  await expect(page.getByRole('dialog', { name: /^Suggest about/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Suggesting' }).click()
  expect(await textOf(page).innerText()).toBe(before)
  await textOf(page).getByText('Times are those').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Always.')
  await expect(textOf(page)).toContainText('Times are those of London. Always.')
})
