import type { Page } from '@playwright/test'
import { storyDrafts } from '@/drizzle/seed/document'
import { openDatabase } from '@/lib/db'
import type { Block } from '@/lib/document/types'
import { publishText } from '../tests/published'
import { requirement } from '../tests/texts'
import { makeWorkingGroup } from '../tests/working-group'
import { expect, test } from './actors'
import { openDraft } from './draft'
import { people } from './people'

/** `bytes` with the answer's headers, `body` without. */
interface Loaded { readonly url: string; readonly type: string; readonly bytes: number; readonly body: number }

/** What comes over the wire, compressed as it came; nothing out of a cache. */
async function loading(page: Page, work: () => Promise<unknown>): Promise<Loaded[]> {
  const wire = await page.context().newCDPSession(page)
  const asked = new Map<string, { url: string; type: string; headers: number }>()
  const loaded: Loaded[] = []
  wire.on('Network.responseReceived', ({ requestId, response, type }) => asked.set(requestId, { url: response.url, type, headers: response.encodedDataLength }))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { url, type, headers } = asked.get(requestId) ?? { url: '', type: 'Other', headers: 0 }
    loaded.push({ url, type, bytes: encodedDataLength, body: encodedDataLength - headers })
  })
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  await work()
  await page.waitForLoadState('networkidle')
  await wire.detach()
  return loaded
}

const sum = (loaded: readonly Loaded[], of: 'bytes' | 'body'): number => loaded.reduce((bytes, one) => bytes + one[of], 0)

function tell(what: string, loaded: readonly Loaded[]): void {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const files = loaded.map(({ url, body }) => `${kilobytes(body)} ${url.replace(/^.*\//, '')}`)
  console.log(`${what}: ${kilobytes(sum(loaded, 'body'))}, with headers ${kilobytes(sum(loaded, 'bytes'))}: ${files.join(', ')}`)
}

test('a published page with 24 requirements weighs at most 40 kB, and has no script', async ({ outsider }) => {
  const { sql, db } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2)
  const it = await makeWorkingGroup(db)
  await publishText(db, it, twentyFour())
  await sql.end()
  const loaded = await loading(outsider, () => outsider.goto(`/standards/${it.standard.slug}`))
  tell('A published page', loaded)
  await expect(outsider.getByRole('article', { name: /^FSM-\d+/ })).toHaveCount(24)
  await expect(outsider.locator('script')).toHaveCount(0)
  expect(loaded.map(({ type }) => type)).toContain('Document')
  expect(loaded.map(({ type }) => type)).not.toContain('Script')
  expect(sum(loaded, 'bytes')).toBeLessThanOrEqual(40_000)
})

test('the draft page’s script weighs at most 330 kB', async ({ actor }) => {
  const priya = await actor(people.priya)
  const loaded = await loading(priya.page, () => openDraft(priya, 'free-school-meals-apply-online'))
  const scripts = loaded.filter(({ type, url }) => type === 'Script' || /\.m?js(\?|$)/.test(url))
  tell('The draft page’s script', scripts)
  expect(scripts.length).toBeGreaterThan(2)
  expect(sum(scripts, 'body')).toBeLessThanOrEqual(330_000)
})

/** The story's text at v0.3, and its requirement on top that v0.4 added. */
function twentyFour(): Block[] {
  const { content } = storyDrafts().drafts.at(-1)!
  return [...content, requirement('a', 'MUST', 'An application MUST be checked automatically, and the applicant told by the end of the next working day.')]
}
