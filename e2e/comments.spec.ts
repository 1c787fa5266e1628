import type { Page } from '@playwright/test'
import { expect, test } from './actors'

const draft = '/workspace/standards/free-school-meals-apply-online'

const openDraft = async (page: Page) => {
  await page.goto(draft)
  await expect(page.locator('.margin-head')).toBeVisible()
}

const numberOf = async (page: Page, filter: 'Open' | 'Resolved') =>
  Number((await page.getByRole('group', { name: 'Threads shown' }).getByRole('button', { name: filter }).innerText()).replace(/\D+/g, ''))

/** Drags over some words of the text, as a hand would. */
async function selectWords(page: Page, words: string) {
  const box = await page.locator('#draft-text').evaluate((text, wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const at = node.data.indexOf(wanted)
      if (at < 0) continue
      node.parentElement!.scrollIntoView({ block: 'center' })
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const [first, last] = [range.getClientRects()[0]!, [...range.getClientRects()].at(-1)!]
      return { from: [first.left + 1, first.top + first.height / 2] as const, to: [last.right - 1, last.top + last.height / 2] as const }
    }
    return null
  }, words)
  if (!box) throw new Error(`“${words}” does not stand in the draft`)
  await page.mouse.move(...box.from)
  await page.mouse.down()
  await page.mouse.move(...box.to, { steps: 4 })
  await page.mouse.up()
}

const thread = (page: Page, words: string) => page.locator('article.thread', { hasText: words })

test('a comment on words is live for everyone, keeps its place through an undo, and is listed when it loses it', async ({ actor, picture }) => {
  const [commenter, editor] = [await actor('tom.hale@wexshire.example'), await actor('joanne.adeyemi@wexshire.example')]
  await openDraft(editor.page)
  await openDraft(commenter.page)

  // The words are the editor's own, so that the play does not depend on the world's.
  await editor.page.locator('#draft-text h2').first().click()
  await editor.page.keyboard.press('End')
  await editor.page.keyboard.press('Enter')
  await editor.page.keyboard.type('Nobody should have to type their number twice.')
  await expect(commenter.page.locator('#draft-text')).toContainText('type their number twice')

  await selectWords(commenter.page, 'their number twice')
  await commenter.page.getByRole('button', { name: 'Comment Ctrl+Alt+M' }).click()
  await commenter.page.keyboard.type(' Ask.')
  await commenter.page.keyboard.press('Home')
  await commenter.page.keyboard.type('Which number? @joa')
  await expect(commenter.page.getByRole('option', { name: 'Joanne Adeyemi' })).toBeVisible()
  // What is typed straight after a name goes behind it, however late the next frame is.
  const frames = await commenter.page.evaluateHandle(() => window.requestAnimationFrame)
  await commenter.page.evaluate(() => { window.requestAnimationFrame = () => 0 })
  await commenter.page.keyboard.press('Enter')
  await commenter.page.keyboard.type('knows. ')
  await expect(commenter.page.getByLabel('Your comment')).toHaveValue('Which number? @Joanne Adeyemi knows. Ask.')
  await commenter.page.evaluate((kept) => { window.requestAnimationFrame = kept }, frames)
  await commenter.page.keyboard.press('Control+Enter')

  const seen = thread(editor.page, 'Which number?')
  await expect(seen).toContainText('Mentions you')
  await expect(seen).toContainText('Tom Hale')
  await expect(seen).toContainText('Wexshire')
  await expect(editor.page.locator('.comment-words', { hasText: 'their number twice' })).toBeVisible()
  await seen.getByRole('button').first().click()
  await seen.getByLabel('Reply').fill('The National Insurance number, @Tom Hale.')
  await seen.getByRole('button', { name: 'Reply' }).click()
  await expect(thread(commenter.page, 'The National Insurance number')).toBeVisible()
  await picture(editor.page, 'comments')

  await editor.page.locator('#draft-text > p', { hasText: 'Nobody should have to' }).click()
  await editor.page.keyboard.press('Home')
  await editor.page.keyboard.press('Shift+End')
  await editor.page.keyboard.press('Backspace')
  for (const { page } of [commenter, editor]) {
    await expect(page.getByRole('region', { name: 'Lost their place' })).toContainText('their number twice')
  }
  await editor.page.keyboard.press('Control+z')
  for (const { page } of [commenter, editor]) {
    await expect(page.locator('.comment-words', { hasText: 'their number twice' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Lost their place' })).toHaveCount(0)
  }

  const before = await numberOf(commenter.page, 'Open')
  await seen.getByRole('button', { name: 'Resolve' }).click()
  await expect.poll(() => numberOf(commenter.page, 'Open')).toBe(before - 1)

  // The other plays find the text as it was.
  await editor.page.locator('#draft-text > p', { hasText: 'Nobody should have to' }).click()
  await editor.page.keyboard.press('Home')
  await editor.page.keyboard.press('Shift+End')
  await editor.page.keyboard.press('Backspace')
  await editor.page.keyboard.press('Backspace')
  await expect(commenter.page.locator('#draft-text')).not.toContainText('type their number twice')
})

test('who only reads sees the threads and is told why they write none', async ({ actor, sql }) => {
  const reader = await actor('tom.hale@wexshire.example')
  await sql`update group_members set role = 'observer' where person_id = ${reader.id}`
  await openDraft(reader.page)
  await expect(reader.page.getByRole('button', { name: 'Comment on the whole draft' })).toBeDisabled()
  await expect(reader.page.getByText('Commenting takes a reviewer', { exact: false }).first()).toBeVisible()
  await expect(reader.page.locator('.requirement-comment')).toHaveCount(0)
  await sql`update group_members set role = 'reviewer' where person_id = ${reader.id}`
})
