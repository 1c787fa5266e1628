import type { Page } from '@playwright/test'

interface Effort { clicks: number; keys: number }

/** Counts what a person does with hand and keyboard on a page, through all that it leads to. */
export async function counting(page: Page): Promise<() => Promise<Effort>> {
  await page.addInitScript(() => {
    const count = (name: string) => () => sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1))
    addEventListener('pointerdown', count('clicks'), true)
    addEventListener('keydown', count('keys'), true)
  })
  await page.evaluate(() => sessionStorage.clear()).catch(() => {})
  return () => page.evaluate(() => ({ clicks: Number(sessionStorage.getItem('clicks') ?? 0), keys: Number(sessionStorage.getItem('keys') ?? 0) }))
}

export const told = (journey: string, { clicks, keys }: Effort): void => console.log(`${journey}: ${clicks} clicks, ${keys} keystrokes`)
