import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { draftContent } from '@/lib/drafts/queries'
import { makeWorkingGroup, type WorkingGroup } from '../tests/working-group'
import { expect, test } from './actors'
import { faultsOf } from './axe'
import { expectSaved, openDraft, select, textOf } from './draft'
import { inOffice, type Office, officeNetwork } from './office-network'

let it: WorkingGroup
let office: Office
const { db, sql: own } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2)

test.beforeEach(async () => { it = await makeWorkingGroup(db) })
test.afterEach(() => office.close())
test.afterAll(() => own.end({ timeout: 5 }))

const address = (): string => `/workspace/standards/${it.standard.slug}`
const slower = (page: Page) => page.getByText('Slower connection')

/** Puts the caret behind the text's first paragraph and types. */
async function write(page: Page, words: string): Promise<void> {
  await select(textOf(page))
  await page.keyboard.type(words)
}

async function stored(): Promise<string> {
  return JSON.stringify((await draftContent(db, it.standard.id)).content)
}

const times = (text: string, words: string): number => text.split(words).length - 1

test('SY-23 where WebSockets are refused two people write together, one on each way, and it is said', async ({ actor, picture }) => {
  test.setTimeout(120_000)
  office = await officeNetwork({ sockets: 'refused', buffers: false, drafts: 'passed' })
  const [editor, lead] = [await actor(it.editor.email), await actor(it.lead.email)]
  const { page, context } = await inOffice(editor, office)
  await page.goto(address())
  await expectSaved(page)
  await openDraft(lead, it.standard.slug)
  await write(page, ' From the office.')
  await expect(textOf(lead.page)).toContainText('From the office.')
  await write(lead.page, ' From home.')
  await expect(textOf(page)).toContainText('From home.')
  await expectSaved(page)
  await expect(slower(lead.page)).toHaveCount(0)
  await picture(page, 'slower-connection')
  await slower(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Everything is saved as you write')).toBeVisible()
  await picture(page, 'slower-connection-why')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Everything is saved as you write')).toBeHidden()
  await expect(slower(page)).toBeFocused()

  expect(await faultsOf([{ name: 'a slower connection', page, path: address(), open: (there) => slower(there).click({ timeout: 20_000 }) }])).toEqual([])

  // A reloaded page of this tab does not wait to find out again.
  const before = office.tunnels.length
  await page.reload()
  await expectSaved(page)
  expect(office.tunnels.length).toBe(before)

  office.cut()
  await expect(page.getByText('Not connected')).toBeVisible()
  await write(page, ' While away.')
  await expect(page.getByText('1 change not sent', { exact: true })).toBeVisible()
  await write(lead.page, ' Meanwhile.')
  office.up()
  await page.getByRole('button', { name: 'Try now' }).click({ timeout: 5_000 }).catch(() => {})
  await expectSaved(page)
  await expect(textOf(lead.page)).toContainText('While away.')
  await expect(textOf(page)).toContainText('Meanwhile.')

  // The network changes: the live connection comes back by itself, and nothing is there twice.
  office.habits.sockets = 'passed'
  await write(page, ' Before the change.')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(slower(page)).toHaveCount(0, { timeout: 20_000 })
  await write(page, ' After the change.')
  await expectSaved(page)
  const text = await stored()
  for (const words of ['From the office.', 'From home.', 'While away.', 'Meanwhile.', 'Before the change.', 'After the change.']) expect(times(text, words), words).toBe(1)
  await expect(textOf(lead.page)).toContainText('After the change.')
  await context.close()
})

test('SY-23 where WebSockets wait for ever and streams are held back, polls carry the draft', async ({ actor }) => {
  test.setTimeout(120_000)
  office = await officeNetwork({ sockets: 'swallowed', buffers: true, drafts: 'passed' })
  const [editor, lead] = [await actor(it.editor.email), await actor(it.lead.email)]
  await openDraft(lead, it.standard.slug)
  const { page, context } = await inOffice(editor, office)
  await page.goto(address())
  await expect(slower(page)).toBeVisible({ timeout: 40_000 })
  await expectSaved(page)
  await write(page, ' By polls.')
  await expect(textOf(lead.page)).toContainText('By polls.')
  await write(lead.page, ' Answered.')
  await expect(textOf(page)).toContainText('Answered.')
  await expectSaved(page)
  await own`delete from sessions where person_id = ${it.editor.id}`
  await expect(page.getByText('You are signed out.')).toBeVisible({ timeout: 5_000 })
  const text = await stored()
  expect([times(text, 'By polls.'), times(text, 'Answered.')]).toEqual([1, 1])
  await context.close()
})

test('where nothing gets through the page says so in words, and the text comes as soon as something does', async ({ actor, picture }) => {
  office = await officeNetwork({ sockets: 'refused', buffers: false, drafts: 'refused' })
  const { page, context } = await inOffice(await actor(it.editor.email), office)
  await page.goto(address())
  await expect(page.getByText('Accord cannot be reached from here')).toBeVisible({ timeout: 20_000 })
  await picture(page, 'unreachable')
  office.habits.drafts = 'passed'
  await page.getByRole('button', { name: 'Try now' }).click()
  await expectSaved(page)
  await context.close()
})
