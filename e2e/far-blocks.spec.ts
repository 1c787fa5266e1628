import { openDatabase } from '@/lib/db'
import { startDraft } from '@/lib/drafts/commands'
import { documentOf, heading, paragraph, requirement as block } from '../tests/texts'
import { valueOf } from '../tests/working-group'
import { expect, test } from './actors'
import { openDraft, textOf } from './draft'
import { people } from './people'

const last = 'The last of them all MUST be found.'

/** Long enough for most of it to be far from the window. */
function text() {
  const id = (number: number) => `${number}`.padStart(12, 'x').replace(/[01l]/g, (digit) => ({ 0: 'z', 1: 'y', l: 'k' })[digit]!)
  const many = Array.from({ length: 250 }, (_, number) => {
    const one = block('a', 'MUST', number === 249 ? last : `Of many, number ${number}, in words that fill a line or two of the page when they are shown on it.`)
    return { ...one, attrs: { ...one.attrs, id: id(number) }, content: one.content!.map((part) => ({ ...part, content: [paragraph(id(1000 + number), part.content![0]!.content![0]!.text!)] })) }
  })
  const first = heading('hhhhhhhhhhhh', 'Of the first rank')
  return documentOf({ ...first, attrs: { ...first.attrs, level: 1 } }, ...many)
}

test('what is far from the window is not laid out, and can be read aloud, copied, reached and commented on', async ({ actor, sql }) => {
  const priya = await actor(people.priya)
  const [group] = await sql<{ id: string }[]>`select id from working_groups where slug = 'free-school-meals'`
  const { db, sql: own } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!, 1)
  const person = { kind: 'person', id: priya.id, name: priya.name, email: priya.email, isAdmin: false } as const
  const { slug } = valueOf(await startDraft(db, person, { groupId: group!.id, title: 'Far and wide', refPrefix: 'FAR', content: text() }))
  await own.end()
  const page = await openDraft(priya, slug)
  const far = page.locator('#draft-text > article').last()
  const isLaidOut = () => far.locator('p').first().evaluate((words) => words.checkVisibility({ contentVisibilityAuto: true }))

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Far and wide')
  await expect(textOf(page).getByRole('heading', { level: 2 })).toHaveText('Of the first rank')
  await expect.poll(isLaidOut).toBe(false)
  // As assistive technology is told of it.
  await expect(page.getByRole('article', { name: /, MUST$/ })).toHaveCount(250)
  expect(await textOf(page).ariaSnapshot()).toContain(last)

  await textOf(page).locator('p').first().click()
  await page.keyboard.press('Control+a')
  const copied = await textOf(page).evaluate((element) => {
    const clipboardData = new DataTransfer()
    element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
    return clipboardData.getData('text/plain')
  })
  expect(copied).toContain('number 0,')
  expect(copied).toContain(last)

  await textOf(page).locator('p').first().click()
  await expect(far).not.toBeInViewport()
  // By the outline, whose rows are drawn when they come near as well; what is typed then stands where one was led.
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: last }).click()
  await expect(far).toBeInViewport()
  await page.keyboard.press('End')
  await page.keyboard.type(' Indeed.')
  await expect(far).toContainText(`${last} Indeed.`)
  await expect(far).toBeInViewport()

  // However late the next frame is, what is typed at once is written in the comment.
  await page.evaluate(() => { window.requestAnimationFrame = () => 0 })
  await page.keyboard.press('Control+Alt+m')
  await page.keyboard.type('Who looks so far?')
  await page.keyboard.press('Control+Enter')
  await expect(far).toHaveClass(/comment-block/)
  await page.reload()
  const thread = page.locator('article.thread', { hasText: 'Who looks so far?' })
  await expect(thread).toHaveCount(1)
  await expect.poll(isLaidOut).toBe(false)
  await thread.getByRole('button').first().evaluate((head) => (head as HTMLElement).click())
  await expect(far).toBeInViewport()
})
