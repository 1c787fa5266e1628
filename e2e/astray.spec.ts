import { openDatabase } from '@/lib/db'
import { draftContent } from '@/lib/drafts/queries'
import { makeWorkingGroup, type WorkingGroup } from '../tests/working-group'
import { expect, test } from './actors'
import { expectSaved, openDraft, select, textOf } from './draft'

let it: WorkingGroup
const { db, sql: own } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 2)
test.beforeEach(async () => { it = await makeWorkingGroup(db) })
test.afterAll(() => own.end({ timeout: 5 }))

test('SY-34 a page whose text says something else than what is saved loads the saved text, says so, and she goes on writing', async ({ actor, picture }) => {
  const [lead, editor] = [await actor(it.lead.email), await actor(it.editor.email)]
  await openDraft(lead, it.standard.slug)
  await select(textOf(lead.page))
  // At one stroke: letter by letter the words would lie apart in what goes over the line.
  await lead.page.keyboard.insertText(' They must publish it.')
  await expectSaved(lead.page)
  let opened = 0
  // Under way to the first line only, a word becomes another of the same length: nothing that counts edits can tell.
  await editor.page.routeWebSocket(/\/sync\//, (page) => {
    const server = page.connectToServer()
    const isFirst = (opened += 1) === 1
    server.onMessage((message) => {
      const bytes = Buffer.from(message as Buffer)
      const at = isFirst ? bytes.indexOf('must publish') : -1
      if (at >= 0) bytes.write('may withhold', at)
      page.send(bytes)
    })
  })
  await openDraft(editor, it.standard.slug)
  await expect(textOf(editor.page)).toContainText('They may withhold it.')
  const banner = editor.page.getByText('The text on this page had come to differ from the one that is saved')
  await select(textOf(editor.page))
  await editor.page.keyboard.type(' Mine.')
  await expect(banner).toBeVisible({ timeout: 30_000 })
  await expect(textOf(editor.page)).toContainText('They must publish it.')
  await expect(textOf(editor.page)).toContainText('Mine.')
  await expect(textOf(editor.page)).not.toContainText('withhold')
  await expectSaved(editor.page)
  await picture(editor.page, 'loaded-anew')
  // The caret is where it was: no click before.
  await expect(textOf(editor.page)).toBeFocused()
  await editor.page.keyboard.type(' And more.')
  await expect(textOf(lead.page)).toContainText('And more.')
  await expectSaved(editor.page)
  await editor.page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(banner).toBeHidden()
  const stored = JSON.stringify((await draftContent(db, it.standard.id)).content)
  for (const words of ['They must publish it.', 'Mine.', 'And more.']) expect(stored.split(words)).toHaveLength(2)
})
