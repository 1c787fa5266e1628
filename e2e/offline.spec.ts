import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { draftContent } from '@/lib/drafts/queries'
import { makeWorkingGroup, type WorkingGroup } from '../tests/working-group'
import { type Actor, expect, test } from './actors'
import { carrier } from './carrier'
import { expectSaved, openDraft, requirement, select, textOf } from './draft'

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
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('accord-unsent')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const all = async (table: string) => !db.objectStoreNames.contains(table) ? [] : new Promise<{ sealed: ArrayBuffer }[]>((resolve) => {
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

const notSent = (page: Page, changes: number) => page.locator('.saved', { hasText: `${changes} ${changes === 1 ? 'change' : 'changes'} not sent` })

/** Pauses, so that what follows is a change of its own. */
const pause = (page: Page) => page.waitForTimeout(600)

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
  await expect(textOf(again)).toContainText(written.trim(), { timeout: 20_000 })
  await expectSaved(again)
  await expect.poll(async () => JSON.stringify(await draftContent(db, id))).toContain(written.trim())
  const text = JSON.stringify(await draftContent(db, id))
  const lost = written.trim().split(' ').filter((word) => !text.includes(word)).length
  console.log(`typed without a connection: ${written.length} edits, lost: ${lost}; others’ sentence intact: ${text.includes(office.trim())}`)
  expect(lost).toBe(0)
  for (const page of [again, other]) await expect(textOf(page)).toContainText(office.trim())
  await expect.poll(() => onDisk(again)).toMatchObject({ edits: 0, texts: 0 })
})
