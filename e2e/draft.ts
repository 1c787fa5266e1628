import { expect, type Locator, type Page } from '@playwright/test'
import type { Actor } from './actors'

/** The text of the open draft, whoever looks at it. */
export const textOf = (page: Page): Locator => page.getByLabel(/^Text of /)

export const requirement = (page: Page, ref: string): Locator => page.getByRole('article', { name: new RegExp(`^${ref},`) })

/** Opens a draft and waits until it is live. */
export async function openDraft(actor: Actor, slug: string): Promise<Page> {
  await actor.page.goto(`/workspace/standards/${slug}`)
  await expectSaved(actor.page)
  return actor.page
}

/** The top line says that what is on the screen is on disk; a reader's says that it is up to date. */
export const expectSaved = (page: Page): Promise<void> => expect(page.getByText(/^(Saved|Up to date)$/)).toBeVisible({ timeout: 20_000 })

/** Selects words of a block's first paragraph as a drag of the mouse would; none given: puts the caret behind its last word. */
export async function select(block: Locator, words = '', paragraph: 'first' | 'last' = 'first'): Promise<void> {
  const chosen = block.locator('p')[paragraph]()
  await chosen.click()
  await chosen.evaluate((paragraph, wanted) => {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    range.selectNodeContents(paragraph)
    range.collapse(false)
    for (let node = texts.nextNode(); wanted && node; node = texts.nextNode()) {
      const at = node.textContent!.indexOf(wanted)
      if (at < 0) continue
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      break
    }
    getSelection()!.removeAllRanges()
    getSelection()!.addRange(range)
  }, words)
}

/** Names the supplier for every requirement that nobody is to meet yet: a round opens on none such. */
export async function nameMeeters(page: Page): Promise<void> {
  const nobody = textOf(page).getByRole('button', { name: /Nobody named yet/ })
  for (let left = await nobody.count(); left > 0; left -= 1) {
    await nobody.first().click()
    await page.getByRole('checkbox', { name: 'Supplier' }).check()
    await page.keyboard.press('Escape')
    await expect(nobody).toHaveCount(left - 1)
  }
}

export async function setLevel(page: Page, ref: string, level: string): Promise<void> {
  await requirement(page, ref).getByRole('button', { name: /^Level:/ }).click()
  await page.getByRole('listbox', { name: 'Level' }).getByRole('option', { name: level, exact: true }).click()
}
