import type { Page } from '@playwright/test'
import { stopAddress } from '@/lib/notify/unsubscribe'
import { makeScene } from './accessibility-world'
import { expect, test } from './actors'
import { faultsOf, inWords, type Look } from './axe'
import { requirement, select, textOf } from './draft'
import { objectionsWorld } from './objections-world'
import { people } from './people'
import { serverSecret } from './server'
import { standardPath } from './sign-off'

const slug = 'free-school-meals-apply-online'
const group = '/workspace/groups/free-school-meals'
let scene: Awaited<ReturnType<typeof makeScene>>

/** Every path, named by itself. */
const each = (page: Page, ...paths: string[]): Look[] => paths.map((path) => ({ name: path, page, path }))

test.describe.configure({ timeout: 300_000 })
test.beforeAll(async () => { scene = await makeScene() })
test.afterAll(() => console.log(inWords()))

test('the public pages have no fault that axe finds, on a desk and on a phone', async ({ outsider }) => {
  const standard = `/standards/${scene.published.standard.slug}`
  const [first, second] = scene.labels
  const stopped = new URL(stopAddress({ publicUrl: process.env.ACCORD_PLAYS_URL!, secret: serverSecret }, { personId: scene.published.outsider.id, what: 'rest' }))
  expect(await faultsOf([
    ...each(outsider, '/', '/standards', '/standards?q=phone', '/standards?q=nothing-by-that-name', '/calls', '/calls/free-school-meals-apply-online', `/calls/${scene.openCall.slug}`, '/groups', '/accessibility', '/privacy', '/nothing/here'),
    ...each(outsider, `/standards/${slug}/consultation`, `/standards/${scene.consulted}/consultation`),
    ...each(outsider, stopped.pathname + stopped.search),
    { name: 'letters stopped', page: outsider, path: stopped.pathname + stopped.search, open: (page) => page.getByRole('button', { name: 'Stop digests' }).click()
      .then(() => expect(page.getByRole('heading', { level: 1 })).toHaveText('You get no more digests')) },
    ...each(outsider, standard, `${standard}/${first}`, `${standard}/${second}/sign-off`, `${standard}/${first}/sign-off`, `${standard}/${first}/dispositions`, `${standard}/compare/${first}...${second}`),
  ])).toEqual([])
})

test('so have the ways in: signing in, the sent notice, the mailed link, the kept mail', async ({ outsider }) => {
  await outsider.goto('/sign-in')
  await outsider.getByLabel(/e-mail address/).fill(people.nadia)
  await outsider.getByRole('button', { name: 'Send me a link' }).click()
  await expect(outsider).toHaveURL(/\/sign-in\/sent/)
  const sent = outsider.url()
  const letters: { links: string[] }[] = await (await outsider.request.get(`/dev/mailbox.json?to=${people.nadia}`)).json()
  expect(await faultsOf([
    ...each(outsider, '/sign-in', sent, letters[0]!.links[0]!, '/sign-in/link?token=spent', '/dev/mailbox'),
    { name: 'sign-in with an error', page: outsider, path: '/sign-in', open: (page) => page.getByRole('button', { name: 'Send me a link' }).click()
      .then(() => expect(page.getByRole('alert').first()).toBeVisible()) },
  ])).toEqual([])
})

test('so have desks, groups, account and administration', async ({ actor }) => {
  const [helen, ravi, imogen, priya] = [(await actor(people.helen)).page, (await actor(people.ravi)).page, (await actor(people.imogen)).page, (await actor(people.priya)).page]
  const desks = await Promise.all([people.helen, people.ravi, people.priya, people.nadia, people.imogen].map(async (email) => (await actor(email)).page))
  const [told, untold] = [(await actor(scene.voting.holders[0]!.email)).page, (await actor(scene.voting.outsider.email)).page]
  const upload = async (page: Page) => {
    const buffer = Buffer.from('# A small standard\n\nThe form MUST work on a phone.\n\nIt SHOULD be quick.\n')
    await page.getByLabel(/Document to begin from/).setInputFiles({ name: 'small.md', mimeType: 'text/markdown', buffer })
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('button', { name: 'Start the draft' })).toBeVisible()
  }
  expect(await faultsOf([
    ...desks.map((page, at): Look => ({ name: `desk ${at}`, page, path: '/workspace' })),
    ...each(helen, '/workspace/advising', '/workspace/groups', '/workspace/groups/new', group, `${group}/members`, `${group}/audit`, `${group}/charter`, `${group}/charters`, '/workspace/nothing'),
    ...each(helen, '/workspace/calls', '/workspace/calls/new', '/workspace/calls/free-school-meals-apply-online', `/workspace/calls/${scene.openCall.slug}`, `/workspace/calls/${scene.closedCall.slug}/charter`),
    ...each(priya, `/workspace/calls/${scene.openCall.slug}`, '/workspace/calls/free-school-meals-apply-online', `${group}/interests`),
    ...each(ravi, group, `${group}/members`, `${group}/standards/new`, '/workspace/account', '/workspace/notifications'),
    ...each(told, '/workspace/notifications'),
    ...each(untold, '/workspace/notifications'),
    { name: 'what was found in a document', page: ravi, path: `${group}/standards/new`, open: upload },
    ...each(imogen, '/workspace/admin', '/workspace/admin/organisations', '/workspace/admin/services', '/workspace/admin/people', '/workspace/admin/live', '/workspace/admin/trail'),
  ])).toEqual([])
})

/** The draft is live; where the margin is a sheet it is opened when wanted. */
const live = async (page: Page) => { await expect(textOf(page).getByRole('article').first()).toBeVisible() }
const commentsSheet = async (page: Page, narrow: boolean) => { if (narrow) await page.getByRole('button', { name: /^Comments/ }).click() }

test('so has the draft, and all that opens over it', async ({ actor }) => {
  const [ravi, tom] = [(await actor(people.ravi)).page, (await actor(people.tom)).page]
  const own = (await actor(scene.voting.lead.email)).page
  const path = standardPath(scene.voting.standard.slug, '')
  const state = (name: string, open: NonNullable<Look['open']>): Look =>
    ({ name: `draft, ${name}`, page: own, path, open: async (page, narrow) => { await live(page); await open(page, narrow) } })
  const first = () => requirement(own, 'FSM-01')
  const openThread = async (page: Page, narrow: boolean) => {
    await live(page)
    await commentsSheet(page, narrow)
    await page.locator('.thread-head').first().click()
    await expect(page.getByLabel('Reply')).toBeVisible()
  }
  const drafts: Look[] = [
    { name: 'draft, as lead', page: ravi, path: standardPath(slug, ''), open: live },
    { name: 'draft, as reviewer', page: tom, path: standardPath(slug, ''), open: live },
    { name: 'draft, a thread open', page: ravi, path: standardPath(slug, ''), open: openThread },
    state('levels', async (page) => {
      await first().getByRole('button', { name: /^Level:/ }).click()
      await expect(page.getByRole('listbox', { name: 'Level' })).toBeVisible()
    }),
    state('met by', (page) => first().getByRole('button', { name: /Met by/ }).click().then(() => expect(page.getByRole('group', { name: 'Met by' })).toBeVisible())),
    state('applies to', (page) => first().getByRole('button', { name: /Applies to/ }).click().then(() => expect(page.getByRole('group', { name: 'Applies to' })).toBeVisible())),
    state('slash menu', async (page) => {
      await select(first())
      await page.keyboard.press('Control+Enter')
      await page.keyboard.type('/')
      await expect(page.getByRole('listbox', { name: 'Put here' })).toBeVisible()
    }),
    state('link', async (page) => {
      await select(first(), 'phone')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog', { name: 'Add link' })).toBeVisible()
    }),
    state('keyboard help', async (page) => {
      await select(first())
      await page.keyboard.press('Control+/')
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    }),
    state('composer', async (page) => {
      await first().getByRole('button', { name: 'Comment on FSM-01' }).click()
      await expect(page.getByLabel('Your comment')).toBeVisible()
    }),
    { ...state('outline sheet', async (page) => {
      await page.getByRole('button', { name: 'Outline' }).click()
      await expect(page.getByRole('dialog', { name: 'Outline' })).toBeVisible()
    }), onlyNarrow: true },
  ]
  expect(await faultsOf(drafts)).toEqual([])
})

test('so have versions, comparing, sign-off and publishing', async ({ actor }) => {
  const [helen, priya] = [(await actor(people.helen)).page, (await actor(people.priya)).page]
  const [advisor, holder] = [(await actor(scene.voting.advisor.email)).page, (await actor(scene.voting.holders[0]!.email)).page]
  const [certifier, dissenter] = [(await actor(scene.decided.advisor.email)).page, (await actor(scene.decided.holders.at(-1)!.email)).page]
  const publisher = (await actor(scene.published.advisor.email)).page
  const of = (standard: string, ...rest: string[]) => rest.map((one) => standardPath(standard, one))
  const check = async (page: Page) => {
    await page.getByRole('radio', { name: 'Approve' }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: 'Check before you take it' })).toBeFocused()
  }
  const voting = scene.voting.standard.slug
  expect(await faultsOf([
    ...each(helen, ...of(slug, 'versions', 'versions/v0.3', 'versions/v0.3/restore', 'versions/v0.3/discard', 'compare/v0.2...v0.3', 'compare/v0.3...draft', 'changes', 'catch-up', 'catch-up?since=v0.2', 'sign-off', 'sign-off/open', 'publish')),
    ...each(priya, ...of(slug, 'versions', 'sign-off', 'sign-off/position')),
    { name: 'the parts of a standard, unfolded', page: priya, path: standardPath(slug, 'versions'), open: (page) => page.locator('nav summary').filter({ hasText: 'More' }).click(), onlyNarrow: true },
    ...each(advisor, ...of(voting, 'sign-off', 'sign-off/close', 'sign-off/withdraw')),
    ...each(holder, ...of(voting, 'sign-off', 'sign-off/position')),
    { name: 'position, checking', page: holder, path: standardPath(voting, 'sign-off/position'), open: check },
    ...each(certifier, ...of(scene.decided.standard.slug, 'sign-off', 'sign-off/certify', 'publish')),
    ...each(dissenter, ...of(scene.decided.standard.slug, 'sign-off', 'sign-off/minority-statement')),
    ...each(publisher, ...of(scene.published.standard.slug, '', 'versions', 'sign-off', 'publish', `publish/withdraw?number=${scene.labels[1]}`)),
  ])).toEqual([])
})

test('so have maintenance, errata, reviews, meetings, a substitute’s position and suggestions', async ({ actor }) => {
  const { published, meeting, voting, decided } = scene
  const page = async ({ email }: { email: string }) => (await actor(email)).page
  const [keeper, editor, chair, holder, substitute, reviewer] = await Promise.all(
    [published.advisor, published.lead, meeting.advisor, meeting.holders[1]!, voting.substitute, decided.reviewer].map(page))
  const of = (standard: string, ...rest: string[]) => rest.map((one) => standardPath(standard, one))
  const slugs = [published.standard.slug, meeting.standard.slug, voting.standard.slug, decided.standard.slug] as const
  const refused = (name: string, button: string, path: string, who: Page): Look => ({ name, page: who, path, open: async (page) => {
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
  } })
  expect(await faultsOf([
    ...each(keeper!, ...of(slugs[0], 'maintenance', 'maintenance/review', `maintenance/errata/${scene.errata}`, 'backlog')),
    ...each(editor!, ...of(slugs[0], 'maintenance', 'maintenance/errata/new', `maintenance/errata/new?block=${'a'.repeat(12)}`)),
    refused('review with an error', 'Record the outcome', standardPath(slugs[0], 'maintenance/review'), keeper!),
    ...each(chair!, ...of(slugs[1], 'sign-off', 'sign-off/meeting', 'maintenance', 'backlog', 'proposals', 'dispositions/report')),
    ...each(holder!, ...of(slugs[1], 'sign-off', 'sign-off/position')),
    ...each(substitute!, ...of(slugs[2], 'sign-off', 'sign-off/position')),
    ...each(reviewer!, ...of(slugs[3], 'proposals')),
  ])).toEqual([])
})

test('so have consultations, open and closed, for who comments, their colleagues and the advisor', async ({ actor }) => {
  const [helen, nadia, priya] = [(await actor(people.helen)).page, (await actor(people.nadia)).page, (await actor(people.priya)).page]
  const advisor = (await actor(scene.consulting.advisor.email)).page
  const open = `/workspace/consultations/${slug}/1`
  const closed = `/workspace/consultations/${scene.consulted}/1`
  const wrong = async (page: Page) => {
    await page.getByRole('button', { name: 'Send the comment' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
  }
  expect(await faultsOf([
    ...each(nadia, '/workspace/consultations', open, `${open}/comment`, `${open}/comments/C-1`, `${open}/organisation`, closed, `${closed}/comment`),
    { name: 'comment with an error', page: nadia, path: `${open}/comment?on=FSM-04`, open: wrong },
    ...each(priya, `${open}/organisation`, `${open}/comment`, standardPath(slug, 'consultation')),
    ...each(helen, ...['consultation', 'consultation/open', 'consultation/close', 'consultation?on=FSM-09&kind=technical'].map((rest) => standardPath(slug, rest))),
    ...each(advisor, '/workspace', '/workspace/advising'), ...each(priya, '/workspace/advising'),
    ...each(advisor, ...['consultation', 'consultation/open', 'consultation/late/LC-1'].map((rest) => standardPath(scene.consulted, rest))),
  ])).toEqual([])
})

test('so have objections, the worklist of dispositions and the report', async ({ actor }) => {
  const world = await objectionsWorld()
  const deleted = world.deleted.standard.slug
  const [marcus, advisor, lead, observer] = await Promise.all([world.deleted.holders[4]!, world.deleted.advisor, world.lead, world.observer].map(async ({ email }) => (await actor(email)).page))
  expect(await faultsOf([
    ...each(marcus!, standardPath(deleted, 'objections'), standardPath(deleted, 'objections/FO-1'), standardPath(deleted, 'versions/v0.2'), standardPath(deleted, 'objections/new')),
    ...each(marcus!, standardPath(deleted, `objections/new?version=v0.2&requirement=${'b'.repeat(12)}`), '/workspace'),
    ...each(advisor!, standardPath(deleted, 'objections/FO-1'), standardPath(deleted, 'dispositions'), standardPath(deleted, 'dispositions/report')),
    ...each(lead!, standardPath(world.standard.slug, 'dispositions'), standardPath(world.standard.slug, 'dispositions/report')),
    { name: 'worklist with marked comments and an error', page: lead!, path: standardPath(world.standard.slug, 'dispositions'), open: async (page) => {
      await page.getByRole('checkbox', { name: /^Mark C-2,/ }).check()
      await page.getByRole('button', { name: 'Save, then the next' }).click()
      await expect(page.getByText('Choose what becomes of the comment.')).toBeVisible()
    } },
    ...each(observer!, standardPath(world.standard.slug, 'dispositions')),
  ])).toEqual([])
})
