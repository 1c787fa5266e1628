import axe, { type AxeResults, type RunOptions } from 'axe-core'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2 AA as far as a machine can tell; the size of targets too, which axe leaves off unless asked. */
const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}
const contrast: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] }

/** Small is a phone, or a large screen at 400 %. */
export const widths = [{ width: 1280, height: 900 }, { width: 320, height: 640 }] as const

export interface Look {
  readonly name: string
  readonly page: Page
  readonly path: string
  /** Opens what the page shows only when asked; done again at each width. */
  readonly open?: (page: Page, narrow: boolean) => Promise<unknown>
  /** There only where the screen is small. */
  readonly onlyNarrow?: true
}

const prepared = new WeakSet<object>()
const seen = { pages: 0, faults: 0 }

/** `axe: 80 pages × 2 widths, 0 violations` */
export const inWords = (): string => `axe: ${seen.pages} pages × ${widths.length} widths, ${seen.faults} violations`

/** What axe finds wrong on the pages, light and dark, and those that have to be pushed sideways on a small screen. */
export async function faultsOf(looks: readonly Look[]): Promise<string[]> {
  const faults: string[] = []
  for (const look of looks) {
    const { page, open, path } = look
    // Before the page, and past its content security policy: the page needs no gap for it.
    if (!prepared.has(page.context())) await page.context().addInitScript({ content: axe.source })
    prepared.add(page.context())
    for (const size of widths.slice(look.onlyNarrow ? 1 : 0)) {
      const fresh = open !== undefined || size === widths[0]
      await page.setViewportSize(size)
      if (fresh) await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await open?.(page, size.width < 1024)
      faults.push(...await faultsAt(page, `${look.name}, ${size.width} px`))
    }
    seen.pages += 1
  }
  seen.faults += faults.length
  return faults
}

async function faultsAt(page: Page, where: string): Promise<string[]> {
  const faults = await run(page, rules, where)
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...await run(page, contrast, `${where}, dark`))
  await page.emulateMedia({ colorScheme: null })
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  if (content! > room!) faults.push(`${where}: ${content} px wide in ${room} px`)
  return faults
}

async function run(page: Page, options: RunOptions, where: string): Promise<string[]> {
  const { violations } = await page.evaluate((given): Promise<AxeResults> =>
    (globalThis as unknown as { axe: { run(on: Document, options: object): Promise<AxeResults> } }).axe.run(document, given), options)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${where}: ${id}: ${node.target.join(' ')} ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`))
}
