import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'
import { sessionCookie } from '../../lib/auth/sessions'
import { type Cost, costOfKeys } from './trace'

export const viewport = { width: 1440, height: 900 }

export async function enter(browser: Browser, url: string, token: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport, locale: 'en-GB' })
  await context.addCookies([{ name: sessionCookie(url), value: token, url, httpOnly: true, sameSite: 'Lax' }])
  return context
}

export interface Opened { readonly page: Page; readonly steps: Readonly<Record<string, number>> }

/**
 * Opens the draft, and types a letter as soon as there is a text to type into. Milliseconds from the start of the navigation, by the page's own
 * clock: `text` the text is drawn and may be edited, `edit` the letter stands in it and the next frame is painted.
 */
export async function openDraft(page: Page, slug: string): Promise<Opened> {
  // What tsx leaves in functions that it compiles.
  await page.addInitScript('globalThis.__name = (work) => work')
  await page.addInitScript(watch)
  const drawn = new Promise<{ x: number; y: number }>((resolve) => { void page.exposeBinding('benchDrawn', (_, at: { x: number; y: number }) => resolve(at)) })
  const edited = new Promise<void>((resolve) => { void page.exposeBinding('benchEdited', () => resolve()) })
  await page.goto(`/workspace/standards/${slug}`, { waitUntil: 'commit' })
  const { x, y } = await drawn
  await page.mouse.click(x, y)
  await page.keyboard.press('q')
  await edited
  const steps = await page.evaluate(() => ({ ...(window as unknown as Watched).bench, script: performance.getEntriesByType('paint').at(-1)?.startTime ?? 0 }))
  return { page, steps }
}

interface Watched { bench: Record<string, number>; benchDrawn: (at: { x: number; y: number }) => void; benchEdited: () => void }

/** Runs in the page before anything of it. */
function watch() {
  const bench: Record<string, number> = {}
  const page = window as unknown as Watched
  page.bench = bench
  const Socket = window.WebSocket
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      bench.connecting ??= performance.now()
      this.addEventListener('message', (event) => {
        bench.firstBytes ??= performance.now()
        if (event.data instanceof ArrayBuffer && event.data.byteLength > 100_000) bench.state ??= performance.now()
      })
    }
  }
  const look = () => {
    const text = document.querySelector('#draft-text[contenteditable="true"]')
    if (!text) return requestAnimationFrame(look)
    // The frame in which it is drawn ends after this.
    bench.text = performance.now()
    setTimeout(() => {
      bench.drawn = performance.now()
      const { left, bottom } = text.firstElementChild!.getBoundingClientRect()
      page.benchDrawn({ x: left + 4, y: bottom - 8 })
    }, 0)
    text.addEventListener('input', () => {
      bench.input ??= performance.now()
      requestAnimationFrame(() => setTimeout(() => {
        if (bench.edit) return
        bench.edit = performance.now()
        page.benchEdited()
      }, 0))
    })
  }
  requestAnimationFrame(look)
}

/** Puts the caret behind the last word of a paragraph. */
export async function caretAt(page: Page, selector: string, share: number): Promise<void> {
  const paragraphs = page.locator(selector)
  const count = await paragraphs.count()
  const paragraph = paragraphs.nth(Math.min(count - 1, Math.floor(share * count)))
  await paragraph.evaluate((one) => one.scrollIntoView({ block: 'center' }))
  await page.waitForTimeout(400)
  await paragraph.click({ force: true })
  await page.keyboard.press('End')
  await page.waitForTimeout(400)
}

const letters = 'the form keeps what they said and shows it again '

/** Types so many keys at eight a second, and reads from the trace what each cost. */
export async function typeKeys(browser: Browser, page: Page, count: number): Promise<Cost> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] })
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press(letters[at % letters.length] === ' ' ? 'Space' : letters[at % letters.length]!)
    await page.waitForTimeout(110)
  }
  return costOfKeys(await browser.stopTracing())
}

interface ProfileNode { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number; readonly columnNumber: number }; readonly children?: readonly number[] }
interface Profile { readonly nodes: readonly ProfileNode[]; readonly samples: readonly number[]; readonly timeDeltas: readonly number[] }

/** Where script time goes while keys are typed: functions by their own time, in milliseconds a key. */
export async function profileKeys(page: Page, count: number, work: () => Promise<void>): Promise<{ own: [string, number][]; total: [string, number][] }> {
  const wire: CDPSession = await page.context().newCDPSession(page)
  await wire.send('Profiler.enable')
  await wire.send('Profiler.setSamplingInterval', { interval: 100 })
  await wire.send('Profiler.start')
  await work()
  const { profile } = await wire.send('Profiler.stop') as unknown as { profile: Profile }
  await wire.detach()
  return summary(profile, count)
}

function summary({ nodes, samples, timeDeltas }: Profile, count: number) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parent = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)))
  const label = ({ callFrame: { functionName, url, lineNumber, columnNumber } }: ProfileNode) =>
    `${functionName || '(anonymous)'} ${url.replace(/^.*\//, '').slice(0, 18)}:${lineNumber}:${columnNumber}`
  const own = new Map<string, number>()
  const total = new Map<string, number>()
  for (const [index, sample] of samples.entries()) {
    const ms = (timeDeltas[index] ?? 0) / 1000 / count
    const node = byId.get(sample)!
    if (/^\((idle|program|root)\)/.test(node.callFrame.functionName)) continue
    own.set(label(node), (own.get(label(node)) ?? 0) + ms)
    const seen = new Set<string>()
    for (let at: number | undefined = sample; at !== undefined; at = parent.get(at)) {
      const name = label(byId.get(at)!)
      if (!seen.has(name)) total.set(name, (total.get(name) ?? 0) + ms)
      seen.add(name)
    }
  }
  const most = (of: Map<string, number>) => [...of].sort((a, b) => b[1] - a[1])
  return { own: most(own), total: most(total) }
}
