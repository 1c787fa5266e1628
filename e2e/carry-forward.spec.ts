import type { Page } from '@playwright/test'
import { openDatabase } from '@/lib/db'
import { openRound, takePosition, withdrawRound } from '@/lib/signoff/commands'
import { roundById } from '@/lib/signoff/queries'
import { tagVersion } from '@/lib/versions/commands'
import { documentOf, requirement } from '../tests/texts'
import { inAWeek, makeWorkingGroup, valueOf, type WorkingGroup, writeDraft } from '../tests/working-group'
import { expect, test } from './actors'
import { standardPath } from './sign-off'

let it: WorkingGroup
const signOff = (rest = '') => standardPath(it.standard.slug, `sign-off${rest}`)
const told = '2 of 3 requirements changed in meaning since you took your position'
const changes = ['FSM-01 weakened, MUST to SHOULD', 'FSM-03 added, MAY']

/** Two seats took a position on v0.1; its round was withdrawn, and v0.2 is put to a round. */
async function makeCandidates() {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  it = await makeWorkingGroup(db)
  const standardId = it.standard.id
  const open = async (note: string) => {
    const version = valueOf(await tagVersion(db, it.lead, { standardId, note }))
    return valueOf(await openRound(db, it.lead, { standardId, versionId: version.id, closesAt: inAWeek() })).roundId
  }
  const roundId = await open('The first candidate')
  const round = (await roundById(db, roundId))!
  for (const [seat, position, reason] of [[0, 'dissent', 'A phone is not for everyone.'], [1, 'approve', '']] as const) {
    const electorId = round.electors.find((one) => one.holderId === it.holders[seat]!.id)!.id
    valueOf(await takePosition(db, it.holders[seat]!, { roundId, electorId, digest: round.digest, position, reason }))
  }
  valueOf(await withdrawRound(db, it.lead, { roundId, reason: 'A newer candidate follows' }))
  await writeDraft(db, standardId, documentOf(requirement('a', 'SHOULD', 'It works on a phone.'), requirement('b', 'SHOULD', 'It is quick.'), requirement('c', 'MAY', 'It is nice.')))
  await open('FSM-01 lowered, FSM-03 added')
  await sql.end({ timeout: 5 })
}

test.describe.configure({ mode: 'serial', timeout: 60_000 })
test.beforeAll(makeCandidates)

const meter = (page: Page) => page.getByRole('status').filter({ hasText: /of 6 seats/ })
const take = async (page: Page) => {
  await expect(page.getByRole('heading', { name: 'Check before you take it' })).toBeFocused()
  await page.getByRole('button', { name: 'Take this position' }).click()
  await expect(page.getByText('Your position is recorded')).toBeVisible()
}

test('SO-21 a newer candidate: a seat reads what changed in meaning since its position, which has not moved, and confirms it', async ({ actor, picture, sql }) => {
  const { page } = await actor(it.holders[1]!.email)
  await page.goto(signOff())
  await expect(meter(page)).toContainText('0 of 6 seats have taken a position')
  const main = page.getByRole('main')
  await expect(main.getByText(told)).toBeVisible()
  await expect(main.getByText(/^You decided on v0\.1: Approve, .* That position stays with v0\.1; confirm it on v0\.2, or change it\.$/)).toBeVisible()
  for (const change of changes) await expect(main.getByRole('link', { name: change })).toBeVisible()
  await expect(main.getByText('FSM-02')).toHaveCount(0)
  await picture(page, 'carry-forward-sign-off')
  await page.getByRole('link', { name: 'Take a position', exact: true }).click()
  await expect(page.getByRole('heading', { name: told })).toBeVisible()
  await picture(page, 'carry-forward-position')
  await page.getByRole('button', { name: 'Confirm: Approve' }).click()
  await take(page)
  await expect(meter(page)).toContainText('1 of 6 seats have taken a position')
  await expect(page.getByRole('main').getByText(told)).toHaveCount(0)
  const rows = await sql`select p.position, p.carried_from is not null as carried, r.number from positions p join electors e on e.id = p.elector_id
    join sign_off_rounds r on r.id = e.round_id where r.standard_id = ${it.standard.id} order by r.number, p.position`
  expect(rows.map((row) => [row.number, row.position, row.carried])).toEqual([[1, 'approve', false], [1, 'dissent', false], [2, 'approve', true]])
})

test('SO-21 another changes its position, with its earlier reason at hand; one that took none is told what changed since the version before', async ({ actor, picture }) => {
  const [own, fresh] = [(await actor(it.holders[0]!.email)).page, (await actor(it.holders[2]!.email)).page]
  await own.goto(signOff('/position'))
  await expect(own.getByText('On v0.1 it was Dissent: “A phone is not for everyone.”. Confirm it on v0.2, or change it; it does not move by itself.')).toBeVisible()
  await expect(own.getByRole('textbox', { name: 'Reason' })).toHaveValue('A phone is not for everyone.')
  await own.getByRole('radio', { name: 'Approve' }).check()
  await own.getByRole('textbox', { name: 'Reason' }).fill('')
  await own.getByRole('button', { name: 'Continue' }).click()
  await take(own)
  await fresh.goto(signOff('/position'))
  await expect(fresh.getByText(/changed in meaning since you took your position/)).toHaveCount(0)
  await expect(fresh.getByRole('heading', { name: 'What changed since v0.1' })).toBeVisible()
  await expect(fresh.getByRole('button', { name: /^Confirm/ })).toHaveCount(0)
  await picture(fresh, 'carry-forward-none')
})
