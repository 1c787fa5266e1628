import { expect, type Locator, type Page } from '@playwright/test'

/** What keeps somebody from seeing where the keyboard is; empty when nothing does. */
async function hidden(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement
    if (focused === document.body) return ''
    const name = `${focused.tagName.toLowerCase()} “${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 40)}”`
    const { outlineStyle, outlineWidth } = getComputedStyle(focused)
    const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
    // In a text the caret shows it; in a list, the option that stands out.
    const shown = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || focused.isContentEditable || active?.getAttribute('aria-selected') === 'true'
    if (!shown) return `nothing shows that ${name} has the keyboard`
    const box = [...focused.getClientRects()].find(({ width, height }) => width > 0 && height > 0)
    if (!box) return `${name} has the keyboard and no size`
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    if (left >= right || top >= bottom) return `${name} has the keyboard off the screen`
    if (focused.isContentEditable) return ''
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    const free = there !== null && (focused.contains(there) || there.contains(focused))
    return free ? '' : `${name} is covered by ${there?.tagName.toLowerCase()}.${there?.className}`
  })
}

/** Presses Tab until this has the keyboard. At every stop on the way one sees where the keyboard is. */
export async function tabTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = wanted.page()
  await expect(wanted).toBeVisible()
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key)
    // Cards of the margin take their places, and the page scrolls, in the frames after the key.
    await expect.poll(() => hidden(page)).toBe('')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab never came to ${wanted}`)
}

export async function press(wanted: Locator, key = 'Enter', by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(wanted, by)
  await wanted.page().keyboard.press(key)
}

/** The keyboard is somewhere: what had it did not vanish from under it. */
export const expectKept = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
