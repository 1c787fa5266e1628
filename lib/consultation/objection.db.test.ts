import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { carryText } from '../../tests/published'
import { documentOf, requirement } from '../../tests/texts'
import { codeOf, inAWeek, makeWorkingGroup, refusalOf, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import type { Block } from '../document/types'
import type { PersonActor } from '../kernel/actor'
import { anonymous } from '../kernel/actor'
import { publish } from '../publication/commands'
import { certify, closeRound, openRound, takePosition, withdrawRound } from '../signoff/commands'
import { roundById } from '../signoff/queries'
import { discardVersion, tagVersion } from '../versions/commands'
import {
  acceptAsResolved, answerObjection, askObjector, lodgeObjection, ruleNotUpheld, sayNotResolved, withdrawDissent, withdrawObjection,
} from './objection-commands'
import { objectionById, objectionByName, objectionsOf, openObjectionsOn } from './objection-queries'

const { db, sql } = await testDatabase()
const block = 'a'.repeat(12)

const tag = async (it: WorkingGroup, note = 'A note') => valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note }))
const text = (statement: string, level = 'MUST') => documentOf(requirement('a', level, statement), requirement('b', 'SHOULD', 'It is quick.'))
const write = (it: WorkingGroup, ...of: Parameters<typeof text>) => writeDraft(db, it.standard.id, text(...of))

/** A tagged version and an objection of the reviewer's to FSM-01 in it. */
async function objected() {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const { id } = valueOf(await lodge(it, it.reviewer, version.id))
  const now = async () => (await objectionById(db, id))!
  const say = { objectionId: id, text: 'So' }
  return { ...it, version, id, now, say, state: async () => (await now()).state.kind }
}

const lodge = (it: WorkingGroup, actor: PersonActor, versionId: string, more: Partial<Parameters<typeof lodgeObjection>[2]> = {}) =>
  lodgeObjection(db, actor, { standardId: it.standard.id, versionId, blockId: block, reason: 'It is too dear', wouldSatisfy: 'SHOULD', ...more })

const open = (it: WorkingGroup, versionId: string) => openRound(db, it.lead, { standardId: it.standard.id, versionId, closesAt: inAWeek() })

test('OB-1 members lodge, with the reason and the text that would satisfy; number, ref and organisation are stamped', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  expect(codeOf(await lodge(it, it.observer, version.id))).toBe('not-allowed')
  for (const actor of [it.advisor, it.outsider]) expect(codeOf(await lodge(it, actor, version.id))).not.toBeNull()
  expect(refusalOf(await lodge(it, it.reviewer, version.id, { reason: ' ' }))).toMatchObject({ code: 'invalid', field: 'reason' })
  expect(refusalOf(await lodge(it, it.reviewer, version.id, { wouldSatisfy: '' }))).toMatchObject({ code: 'invalid', field: 'wouldSatisfy' })
  expect(codeOf(await lodge(it, it.reviewer, version.id, { blockId: 'zzzzzzzzzzzz' }))).toBe('not-found')
  const first = valueOf(await lodge(it, it.reviewer, version.id))
  const second = valueOf(await lodge(it, it.holders[4]!, version.id))
  expect([first.name, second.name]).toEqual(['FO-1', 'FO-2'])
  expect(await objectionById(db, second.id)).toMatchObject({
    ref: 'FSM-01', version: 'v0.1', objectorName: 'Marcus Webb', organisation: 'Keystone', constituency: 'supplier', state: { kind: 'open', answered: false },
  })
  expect(codeOf(await lodge(it, it.reviewer, version.id))).toBe('already-done')
  const [event] = await sql`select facts from audit_events where kind = 'objection lodged' and standard_id = ${it.standard.id} order by id limit 1`
  expect(event!.facts).toEqual({ objection: 'FO-1', ref: 'FSM-01', version: 'v0.1' })
})

test('OB-3 members and the advisor read objections; for anyone else there is nothing there', async () => {
  const it = await objected()
  for (const actor of [it.observer, it.lead, it.advisor]) expect(valueOf(await objectionsOf(db, actor, it.standard.slug)).objections).toHaveLength(1)
  for (const actor of [it.outsider, anonymous]) {
    expect(codeOf(await objectionsOf(db, actor, it.standard.slug))).toBe('not-found')
    expect(codeOf(await objectionByName(db, actor, it.standard.slug, 'FO-1'))).toBe('not-found')
    expect(codeOf(await answerObjection(db, actor, it.say))).not.toBeNull()
  }
  expect(codeOf(await objectionByName(db, it.lead, it.standard.slug, 'FO-2'))).toBe('not-found')
})

test('OB-4 an open objection blocks the round, which says so; also when the words changed and the objector has not answered, and when the requirement is gone', async () => {
  const it = await objected()
  expect(await openObjectionsOn(db, it.standard.id, it.version.id)).toMatchObject([{ name: 'FO-1', ref: 'FSM-01', requirement: 'unchanged', asked: false }])
  expect(refusalOf(await open(it, it.version.id))).toMatchObject({ code: 'blocked-by-objection', message: expect.stringMatching(/FO-1 to FSM-01, which stands there unchanged/) })
  await write(it, 'It works on most phones.')
  const changed = await tag(it)
  expect(await openObjectionsOn(db, it.standard.id, changed.id)).toMatchObject([{ requirement: 'changed', asked: true }])
  expect(refusalOf(await open(it, changed.id))).toMatchObject({ code: 'blocked-by-objection', message: expect.stringContaining('has changed') })
  await writeDraft(db, it.standard.id, documentOf(requirement('b', 'SHOULD', 'It is quick.')))
  const gone = await tag(it)
  expect(await openObjectionsOn(db, it.standard.id, gone.id)).toMatchObject([{ requirement: 'gone', asked: true }])
  expect(refusalOf(await open(it, gone.id))).toMatchObject({ code: 'blocked-by-objection', message: expect.stringContaining('is gone') })
  expect((await it.now()).steps.map((step) => [step.kind, step.version, step.byId, step.requirementDigest === null])).toEqual([['asked', 'v0.2', null, false], ['asked', 'v0.3', null, true]])
  valueOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: gone.id, digest: null, text: '' }))
  valueOf(await open(it, gone.id))
})

test('OB-4 an objection that is lodged after the round opened stops the certificate', async () => {
  const it = await makeWorkingGroup(db)
  const version = await tag(it)
  const { roundId } = valueOf(await open(it, version.id))
  const { id } = valueOf(await lodge(it, it.reviewer, version.id))
  const round = (await roundById(db, roundId))!
  for (const holder of it.holders) {
    const electorId = round.electors.find((seat) => seat.holderId === holder.id)!.id
    valueOf(await takePosition(db, holder, { roundId, electorId, digest: round.digest, position: 'approve', reason: '' }))
  }
  valueOf(await closeRound(db, it.advisor, { roundId }))
  expect(codeOf(await certify(db, it.advisor, { roundId, statement: 'Due process' }))).toBe('blocked-by-objection')
  valueOf(await ruleNotUpheld(db, it.advisor, { objectionId: id, text: 'It is needed' }))
  valueOf(await certify(db, it.advisor, { roundId, statement: 'Due process' }))
})

test('OB-7 the objector is asked when the words change, says that it is not resolved, is asked about the next words, and accepts', async () => {
  const it = await objected()
  await write(it, 'It works on most phones.')
  const second = await tag(it)
  expect(await it.state()).toBe('asked')
  expect(codeOf(await sayNotResolved(db, it.lead, it.say))).toBe('own-only')
  expect(refusalOf(await sayNotResolved(db, it.reviewer, { ...it.say, text: ' ' }))).toMatchObject({ code: 'invalid', field: 'text' })
  valueOf(await sayNotResolved(db, it.reviewer, { ...it.say, text: 'Most is not enough' }))
  expect(await it.state()).toBe('open')
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'It works on most phones.'), requirement('b', 'SHOULD', 'It is very quick.')))
  await tag(it)
  expect(await it.state()).toBe('open')
  await write(it, 'It works on any phone.')
  const fourth = await tag(it)
  expect((await it.now()).state).toMatchObject({ kind: 'asked', question: { version: 'v0.4' } })
  const shown = (await it.now()).steps.at(-1)!.requirementDigest
  expect(codeOf(await acceptAsResolved(db, it.lead, { objectionId: it.id, versionId: fourth.id, digest: shown, text: '' }))).toBe('own-only')
  expect(codeOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: it.version.id, digest: shown, text: '' }))).toBe('nothing-changed')
  expect(codeOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: second.id, digest: shown, text: '' }))).toBe('stale')
  valueOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: fourth.id, digest: shown, text: 'Thank you' }))
  expect((await it.now()).state).toMatchObject({ kind: 'resolved by change', end: { text: 'Thank you', version: 'v0.4', byName: 'The reviewer' } })
  expect(await openObjectionsOn(db, it.standard.id, fourth.id)).toEqual([])
  const events = await sql`select kind, actor_name from audit_events where standard_id = ${it.standard.id} and kind like 'obj%' order by id`
  expect(events.map((event) => [event.kind, event.actor_name])).toEqual([
    ['objection lodged', 'The reviewer'], ['objector asked', 'Accord'], ['objection not resolved', 'The reviewer'], ['objector asked', 'Accord'], ['objection resolved', 'The reviewer'],
  ])
})

test('OB-4 an objection that is lodged after the certificate stops publication', async () => {
  const it = await makeWorkingGroup(db)
  const { roundId, version } = await carryText(db, it, text('It works on a phone.').content as Block[])
  const { id } = valueOf(await lodge(it, it.reviewer, version.id))
  const publishIt = () => publish(db, it.advisor, { roundId, ownerPost: 'Head of service', reviewDate: `${new Date().getUTCFullYear() + 2}-01-11` })
  expect(codeOf(await publishIt())).toBe('blocked-by-objection')
  valueOf(await withdrawObjection(db, it.reviewer, { objectionId: id, text: '' }))
  valueOf(await publishIt())
})

test('OB-9 words that were accepted in the draft must be the words that are tagged', async () => {
  const it = await objected()
  expect(codeOf(await askObjector(db, it.advisor, it.say))).toBe('nothing-changed')
  await write(it, 'It works on most phones.', 'SHOULD')
  expect(codeOf(await askObjector(db, it.reviewer, it.say))).not.toBeNull()
  valueOf(await askObjector(db, it.advisor, it.say))
  const digest = (await it.now()).steps.at(-1)!.requirementDigest
  valueOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: null, digest, text: '' }))
  expect(await it.state()).toBe('resolved by change')
  const kept = await tag(it)
  expect(await it.state()).toBe('resolved by change')
  // Against a text that does not hold the change it stands still.
  expect((await openObjectionsOn(db, it.standard.id, it.version.id)).map((one) => one.requirement)).toEqual(['unchanged'])
  expect(await openObjectionsOn(db, it.standard.id, kept.id)).toEqual([])
  const { roundId } = valueOf(await open(it, kept.id))
  valueOf(await withdrawRound(db, it.lead, { roundId, reason: 'Later' }))

  const other = await objected()
  await write(other, 'It works on most phones.', 'SHOULD')
  valueOf(await askObjector(db, other.lead, other.say))
  const promised = (await other.now()).steps.at(-1)!.requirementDigest
  valueOf(await acceptAsResolved(db, other.reviewer, { objectionId: other.id, versionId: null, digest: promised, text: '' }))
  await write(other, 'It works on some phones.', 'MAY')
  const broken = await tag(other)
  expect(await other.state()).toBe('asked')
  expect(codeOf(await open(other, broken.id))).toBe('blocked-by-objection')
})

test('OB-9 a version that takes the change back opens the objection again', async () => {
  const it = await objected()
  await write(it, 'It works on any phone.')
  const changed = await tag(it)
  valueOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: changed.id, digest: (await it.now()).steps[0]!.requirementDigest, text: '' }))
  await write(it, 'It works on a phone.')
  const back = await tag(it)
  expect(await it.state()).toBe('asked')
  expect(refusalOf(await open(it, back.id))).toMatchObject({ code: 'blocked-by-objection', message: expect.stringContaining('unchanged') })
  valueOf(await discardVersion(db, it.advisor, { standardId: it.standard.id, versionId: back.id, reason: 'A slip' }))
  expect(codeOf(await open(it, changed.id))).toBe('blocked-by-objection')
  valueOf(await acceptAsResolved(db, it.reviewer, { objectionId: it.id, versionId: changed.id, digest: (await it.now()).steps[0]!.requirementDigest, text: '' }))
  valueOf(await open(it, changed.id))
})

test('OB-8 not upheld is the assigned advisor\'s, with a rationale; the dissent is recorded, and may be withdrawn later', async () => {
  const it = await objected()
  for (const actor of [it.lead, it.editor, it.reviewer]) expect(codeOf(await ruleNotUpheld(db, actor, it.say))).toBe('advisor-only')
  expect(refusalOf(await ruleNotUpheld(db, it.advisor, { ...it.say, text: '' }))).toMatchObject({ code: 'invalid', field: 'text' })
  expect(codeOf(await withdrawDissent(db, it.reviewer, it.say))).toBe('not-allowed')
  valueOf(await ruleNotUpheld(db, it.advisor, { ...it.say, text: 'Councils need it' }))
  expect((await it.now()).state).toMatchObject({ kind: 'not upheld', end: { text: 'Councils need it' } })
  for (const step of [ruleNotUpheld, answerObjection]) expect(codeOf(await step(db, it.advisor, it.say))).toBe('already-done')
  expect(codeOf(await withdrawObjection(db, it.reviewer, it.say))).toBe('already-done')
  valueOf(await open(it, it.version.id))
  expect(codeOf(await withdrawDissent(db, it.lead, it.say))).toBe('own-only')
  valueOf(await withdrawDissent(db, it.reviewer, { objectionId: it.id, text: '' }))
  expect(await it.state()).toBe('dissent withdrawn')
})

test('OB-6 answers leave it open; OB-8 the objector alone withdraws, and may lodge again', async () => {
  const it = await objected()
  for (const actor of [it.editor, it.lead, it.advisor]) valueOf(await answerObjection(db, actor, { ...it.say, text: 'We thought of it' }))
  for (const actor of [it.reviewer, it.observer]) expect(codeOf(await answerObjection(db, actor, it.say))).not.toBeNull()
  expect((await it.now()).state).toEqual({ kind: 'open', answered: true })
  for (const actor of [it.editor, it.lead]) expect(codeOf(await withdrawObjection(db, actor, it.say))).toBe('own-only')
  expect(codeOf(await withdrawObjection(db, it.advisor, it.say))).toBe('not-allowed')
  valueOf(await withdrawObjection(db, it.reviewer, { objectionId: it.id, text: '' }))
  expect(await openObjectionsOn(db, it.standard.id, it.version.id)).toEqual([])
  expect(valueOf(await lodge(it, it.reviewer, it.version.id)).name).toBe('FO-2')
})

test('OB-10 a refused step leaves nothing behind', async () => {
  const it = await objected()
  const count = async () => (await sql`select (select count(*) from objections) as o, (select count(*) from objection_steps) as s, (select count(*) from audit_events) as e`)[0]
  const before = await count()
  await lodge(it, it.observer, it.version.id)
  await answerObjection(db, it.reviewer, it.say)
  await ruleNotUpheld(db, it.lead, it.say)
  await withdrawObjection(db, it.lead, it.say)
  await askObjector(db, it.lead, it.say)
  expect(await count()).toEqual(before)
})
