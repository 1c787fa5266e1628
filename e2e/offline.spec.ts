import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { draftContent } from '@/lib/drafts/queries'
import { makeWorkingGroup, type WorkingGroup } from '../tests/working-group'
import { type Actor, expect, test } from './actors'
import { faultsOf } from './axe'
import { carrier } from './carrier'
import { expectSaved, openDraft, select, textOf } from './draft'

/** 25 minutes at five keys a second. */
const keys = 7_500

let it: WorkingGroup
const { db, sql: own } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2)

test.beforeEach(async () => { it = await makeWorkingGroup(db) })
test.afterAll(() => own.end({ timeout: 5 }))

/** Words that can be told apart, typed one letter after another as fast as the editor takes them. */
async function typeOn(page: Page, letters: number): Promise<string> {
  const written = await page.evaluate(async (count) => {
    let text = ''
    for (let at = 0; text.length < count; at += 1) {
      const word = ` w${at}.`
      for (const letter of word) document.execCommand('insertText', false, letter)
      text += word
      if (at % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 0))
    }
    return text
  }, letters)
  return written
}

/** What the device keeps, as anybody who opens the developer tools reads it. */
const onDisk = (page: Page) => page.evaluate(async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'accord-unsent')) return { edits: 0, texts: 0, readable: '' }
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('accord-unsent')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const all = async (table: string) => new Promise<{ sealed: ArrayBuffer }[]>((resolve) => {
    const request = db.transaction(table).objectStore(table).getAll()
    request.onsuccess = () => resolve(request.result)
  })
  const [edits, texts] = [await all('edits'), await all('texts')]
  db.close()
  const readable = [...edits, ...texts].map(({ sealed }) => new TextDecoder('latin1').decode(sealed)).join('')
  return { edits: edits.length, texts: texts.length, readable }
})

/** A draft open in a tab whose signal can be lost. */
async function openOnTrain(who: Actor, page: Page, slug: string) {
  const signal = await carrier(page)
  await page.goto(`/workspace/standards/${slug}`)
  await expectSaved(page)
  return signal
}

test('OF-3 25 minutes of typing without a connection survive the tab: every edit arrives, others’ text is intact', async ({ actor }) => {
  test.setTimeout(180_000)
  const [editor, lead] = [await actor(it.editor.email), await actor(it.lead.email)]
  const { slug, id } = it.standard
  const signal = await openOnTrain(editor, editor.page, slug)
  const other = await openDraft(lead, slug)
  signal.lose()
  await expect(editor.page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  await select(textOf(editor.page).getByRole('article').first())
  const written = await typeOn(editor.page, keys)
  await select(textOf(other).getByRole('article').first())
  const office = ' Written in the office meanwhile.'
  await other.keyboard.type(office)
  await expectSaved(other)
  await expect(editor.page.getByText(/kept on this device/)).toBeVisible()
  await expect.poll(async () => (await onDisk(editor.page)).texts).toBe(1)
  await editor.page.close({ runBeforeUnload: true })

  const again = await editor.context.newPage()
  await again.goto(`/workspace/standards/${slug}`)
  await expectSaved(again)
  await expect(textOf(again)).toContainText(written.trim().split(' ').at(-1)!, { timeout: 20_000 })
  await expectSaved(again)
  await expect.poll(async () => JSON.stringify(await draftContent(db, id))).toContain(written.trim())
  const text = JSON.stringify(await draftContent(db, id))
  const lost = written.trim().split(' ').filter((word) => !text.includes(word)).length
  console.log(`typed without a connection: ${written.length} edits, lost: ${lost}; others’ sentence intact: ${text.includes(office.trim())}`)
  expect(lost).toBe(0)
  for (const page of [again, other]) await expect(textOf(page)).toContainText(office.trim())
  await expect.poll(() => onDisk(again)).toMatchObject({ edits: 0, texts: 0 })
})

test('OF-2 OF-7 changes are counted as Undo would take them back, also after the tab; on the disk they cannot be read', async ({ actor, picture }) => {
  const { editor, signal, page } = await onTrain(actor)
  expect(await onDisk(page)).toEqual({ edits: 0, texts: 0, readable: '' })
  await select(textOf(page).getByRole('article').first())
  await page.keyboard.type(' Written with a connection.', { delay: 2 })
  await expectSaved(page)
  await expect.poll(async () => (await onDisk(page)).edits).toBe(0)
  signal.lose()
  await expect(page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  await threeChanges(page)
  await expect(page.locator('.saved')).toHaveText('3 changes not sent')
  await expect(page.getByText('They are kept on this device')).toBeVisible()
  await picture(page, 'offline-3-changes')
  await expect.poll(async () => (await onDisk(page)).texts).toBe(1)
  expect((await onDisk(page)).readable).not.toMatch(/secret|It works on a phone/)
  await page.close({ runBeforeUnload: true })

  const again = await editor.context.newPage()
  const stillNone = await carrier(again)
  stillNone.lose()
  await again.goto(`/workspace/standards/${it.standard.slug}`)
  await expect(again.locator('.saved')).toHaveText('3 changes not sent', { timeout: 20_000 })
  await expect(textOf(again)).toContainText('secret three')
  await expect(textOf(again)).toContainText('It works on a phone.')
  stillNone.find()
  await expectSaved(again)
  await expect.poll(() => onDisk(again)).toMatchObject({ edits: 0, texts: 0 })
})

test('OF-6 who signs in next on the device neither sees nor sends what the first left; to the first it comes back', async ({ actor }) => {
  const { editor, signal, page } = await onTrain(actor)
  const { slug, id } = it.standard
  signal.lose()
  await expect(page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  await threeChanges(page)
  await expect(page.getByText('They are kept on this device')).toBeVisible()
  const mine = await editor.context.cookies()
  const theirs = await (await actor(it.lead.email)).context.cookies()

  await editor.context.clearCookies()
  await editor.context.addCookies(theirs)
  signal.find()
  await expect(page.getByText(/You are signed out/)).toBeVisible({ timeout: 30_000 })
  await page.close({ runBeforeUnload: true })
  const second = await editor.context.newPage()
  await second.goto(`/workspace/standards/${slug}`)
  await expectSaved(second)
  await select(textOf(second).getByRole('article').nth(1))
  await second.keyboard.type(' The second was here.')
  await expectSaved(second)
  await expect(textOf(second)).not.toContainText('secret')
  expect(JSON.stringify(await draftContent(db, id))).not.toContain('secret')
  await second.close()

  await editor.context.clearCookies()
  await editor.context.addCookies(mine)
  const first = await editor.context.newPage()
  await first.goto(`/workspace/standards/${slug}`)
  await expect(textOf(first)).toContainText('secret three')
  await expectSaved(first)
  await expect.poll(async () => JSON.stringify(await draftContent(db, id))).toContain('secret three')
})

test('OF-6 signing out asks before it loses what is not sent, and leaves nothing on the device', async ({ actor, picture }) => {
  const { signal, page, editor } = await onTrain(actor)
  signal.lose()
  await expect(page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  await threeChanges(page)
  await expect(page.getByText('They are kept on this device')).toBeVisible()
  const desk = await editor.context.newPage()
  await desk.goto('/workspace')
  await desk.getByRole('button', { name: 'Sign out' }).click()
  const question = desk.getByRole('dialog', { name: '3 changes are not sent' })
  await expect(question).toBeVisible()
  await picture(desk, 'offline-sign-out')
  await question.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(question).toBeHidden()
  expect((await onDisk(desk)).edits).toBeGreaterThan(0)
  await desk.getByRole('button', { name: 'Sign out' }).click()
  await question.getByRole('button', { name: 'Sign out and lose them' }).click()
  await expect(desk).toHaveURL(/\/sign-in/)
  expect(await onDisk(desk)).toEqual({ edits: 0, texts: 0, readable: '' })
  await page.keyboard.type(' Still typing in the other tab.')
  await page.waitForTimeout(300)
  expect(await onDisk(desk)).toEqual({ edits: 0, texts: 0, readable: '' })
})

test('OF-8 a browser that cannot keep anything says so, and goes on', async ({ actor }) => {
  const editor = await actor(it.editor.email)
  await editor.context.addInitScript(() => { Object.defineProperty(globalThis, 'indexedDB', { get: () => { throw new DOMException('not here', 'SecurityError') } }) })
  const signal = await openOnTrain(editor, editor.page, it.standard.slug)
  signal.lose()
  await expect(editor.page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
  await threeChanges(editor.page)
  await expect(editor.page.getByText('This browser cannot keep unsent changes if you close the tab.')).toBeVisible()
  signal.find()
  await expectSaved(editor.page)
})

test('SI-1 who comes back is told what changed since, each leading to its place, until it is dismissed', async ({ actor, picture }) => {
  const { slug } = it.standard
  const editor = await actor(it.editor.email)
  await editor.page.request.post(`/workspace/standards/${slug}/sight`)
  const lead = await openDraft(await actor(it.lead.email), slug)
  await lead.getByRole('article').first().getByRole('button', { name: /^Level:/ }).click()
  await lead.getByRole('listbox', { name: 'Level' }).getByRole('option', { name: 'SHOULD', exact: true }).click()
  await select(textOf(lead).getByRole('article').nth(1))
  await lead.keyboard.type(' Everywhere.')
  await expectSaved(lead)
  await own`update draft_sights set at = now() - interval '3 days'`

  const page = await openDraft(editor, slug)
  const panel = page.getByRole('region', { name: /^Since you were here, \w+day, / })
  await expect(panel).toContainText('1 requirement weakened, 1 reworded')
  await expect(panel.getByRole('listitem').first()).toContainText(`weakened, MUST to SHOULD by ${it.lead.name}`)
  await picture(page, 'since-you-were-here')
  await panel.getByRole('link').nth(1).click()
  await expect(textOf(page)).toBeFocused()
  await panel.getByRole('button', { name: 'Dismiss' }).click()
  await expect(panel).toBeHidden()
  await expect(textOf(page)).toBeFocused()
  await page.reload()
  await expectSaved(page)
  await expect.poll(async () => (await (await page.request.post(`/workspace/standards/${slug}/since`)).text())).toBe('null')
})

test('what says all this has no fault that axe finds', async ({ actor }) => {
  test.setTimeout(120_000)
  const { editor, page, signal } = await onTrain(actor)
  const lead = await actor(it.lead.email)
  const path = `/workspace/standards/${it.standard.slug}`
  await lead.page.request.post(`${path}/sight`)
  await select(textOf(page).getByRole('article').first())
  await page.keyboard.type(' Everywhere.')
  await expectSaved(page)
  await own`update draft_sights set at = now() - interval '9 days'`
  const away = async () => {
    signal.find()
    await expectSaved(page)
    signal.lose()
    await expect(page.getByText(/No connection to Accord/)).toBeVisible({ timeout: 30_000 })
    await threeChanges(page)
    await expect(page.getByText('They are kept on this device')).toBeVisible()
  }
  const desk = await editor.context.newPage()
  const leaving = async () => {
    await desk.getByRole('button', { name: 'Sign out' }).click()
    await expect(desk.getByRole('dialog')).toBeVisible()
  }
  expect(await faultsOf([
    { name: 'draft, since you were here', page: lead.page, path, open: () => expect(lead.page.getByRole('region', { name: /^Since you were here, \d/ })).toBeVisible() },
    { name: 'draft, changes not sent', page, path, open: away },
    { name: 'signing out with changes not sent', page: desk, path: '/workspace', open: leaving },
  ])).toEqual([])
})

async function onTrain(actor: (email: string) => Promise<Actor>) {
  const editor = await actor(it.editor.email)
  return { editor, page: editor.page, signal: await openOnTrain(editor, editor.page, it.standard.slug) }
}

/** Three of them, with the pause between that makes each one of its own. */
async function threeChanges(page: Page): Promise<void> {
  await select(textOf(page).getByRole('article').first())
  for (const word of ['one', 'two', 'three']) {
    await page.keyboard.type(` secret ${word}`)
    await page.waitForTimeout(700)
  }
}
