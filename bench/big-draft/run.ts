import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../e2e/browser'
import { written } from './history'
import { typist } from './others'
import { caretAt, enter, openDraft, profileKeys, typeKeys } from './page'
import { serverCosts } from './server'
import { bigText } from './text'
import { type Cost, quantiles } from './trace'
import { anotherEditor, comment, openWorld, signedIn, storeDraft } from './world'

/**
 * A draft of N requirements and a million keystrokes of history, in a real browser: how long until the first edit, and what a key costs the main
 * thread. `--profile` also names the functions that take the time.
 */
const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    requirements: { type: 'string', default: '1500' }, keystrokes: { type: 'string', default: '1000000' }, keys: { type: 'string', default: '100' },
    opens: { type: 'string', default: '5' }, threads: { type: 'string', default: '120' }, profile: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const [requirements, keystrokes, keys, opens, threads] = [values.requirements, values.keystrokes, values.keys, values.opens, values.threads].map(Number) as [number, number, number, number, number]

const say = (line: string) => console.log(line)
const ms = (figure: number) => figure.toFixed(1)
const load = () => `load ${loadavg()[0]!.toFixed(1)}`

function tell(what: string, { keys: costs, parts }: Cost): void {
  const line = (name: string, of: readonly number[]) => {
    const { p50, p95, p99, max } = quantiles(of)
    say(`  ${name.padEnd(22)} p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  max ${ms(max)} ms`)
  }
  say(`${what}: ${costs.length} keys, ${load()}`)
  line('to the next frame', costs.map(({ handling }) => handling))
  line('all until the next key', costs.map(({ all }) => all))
  line('of it on the processor', costs.map(({ processor }) => processor))
  line('longest task', costs.map(({ longest }) => longest))
  say(`  a key: ${[...parts].map(([part, spent]) => `${part} ${ms(spent)}`).join(', ')} ms`)
}

async function profiled(page: Page): Promise<void> {
  if (!values.profile) return
  const { own, total } = await profileKeys(page, 40, async () => {
    for (let at = 0; at < 40; at += 1) {
      await page.keyboard.press('e')
      await page.waitForTimeout(110)
    }
  })
  say('  own time a key:')
  for (const [name, spent] of own.slice(0, 22)) say(`    ${spent.toFixed(2).padStart(6)}  ${name}`)
  say('  with what they call:')
  for (const [name, spent] of total.slice(0, 45)) say(`    ${spent.toFixed(2).padStart(6)}  ${name}`)
}

const places: [what: string, selector: string, share: number][] = [
  ['in the middle', '#draft-text .requirement-statement p', 0.5],
  ['at the start', '#draft-text .requirement-statement p', 0],
  ['in a test, opened', '#draft-text .requirement[data-open="true"] [data-part="requirementTest"] p', 0],
]

async function type(page: Page, what: string): Promise<void> {
  for (const [where, selector, share] of places) {
    if (values.only && !where.includes(values.only)) continue
    if (where.includes('opened')) await page.locator('#draft-text .requirement-more').nth(Math.floor(requirements * 0.6)).evaluate((one) => (one as HTMLElement).click())
    await caretAt(page, selector, share)
    tell(`${what}, ${where}`, await typeKeys(browser, page, keys + 1))
    await profiled(page)
  }
}

say(`Making ${requirements} requirements and ${keystrokes} keystrokes`)
const history = written(bigText(requirements, requirements * 21), keystrokes)
const world = await openWorld()
const browser = await chromium.launch(await launchOptions())
try {
  const draft = await storeDraft(world, 'A big draft', history, 100)
  const token = await signedIn(world.db, world.group.editor)
  const small = await storeDraft(world, 'A small draft', written(bigText(5, 100), 100), 0)
  await serverCosts(world, draft, small, token, say)
  const median: Record<string, number[]> = {}
  for (let time = 0; time <= opens; time += 1) {
    const context = await enter(browser, world.url, token)
    const page = await context.newPage()
    page.on('pageerror', (error) => say(`  page error: ${error.message}`))
    const { steps } = await openDraft(page, draft.slug)
    say(`open ${time === 0 ? '(warming)' : time}, ${load()}: ${Object.entries(steps).map(([step, at]) => `${step} ${at.toFixed(0)}`).join(', ')}`)
    if (time > 0) for (const [step, at] of Object.entries(steps)) (median[step] ??= []).push(at)
    if (time === opens) {
      const words = await page.locator('#draft-text').evaluate((text) => text.textContent!.split(/\s+/).length)
      say(`the page holds ${words} words, ${await page.locator('#draft-text *').count()} elements, ${await page.locator('#draft-text article').count()} requirements`)
      await page.waitForTimeout(2_000)
      await type(page, 'alone')
    }
    await context.close()
  }
  say(`open, median of ${opens}: ${Object.entries(median).map(([step, all]) => `${step} ${quantiles(all).p50.toFixed(0)}`).join(', ')} ms`)
  if (threads > 0) {
    await comment(world, draft.id, threads)
    const [one, two] = [await anotherEditor(world, 'Ann Other'), await anotherEditor(world, 'Ben Other')]
    const context = await enter(browser, world.url, token)
    const page = await context.newPage()
    const { steps } = await openDraft(page, draft.slug)
    say(`open with ${threads} threads: ${Object.entries(steps).map(([step, at]) => `${step} ${at.toFixed(0)}`).join(', ')}`)
    await page.waitForTimeout(2_000)
    await type(page, `${threads} threads`)
    const others = [await typist(world.url, draft.id, await signedIn(world.db, one), 'Ann Other', 0.501), await typist(world.url, draft.id, await signedIn(world.db, two), 'Ben Other', 0.9)]
    await page.waitForTimeout(1_000)
    await type(page, `${threads} threads and two others typing 5 keys/s each`)
    for (const other of others) other.stop()
    await context.close()
  }
} finally {
  await browser.close()
  await world.stop()
}
