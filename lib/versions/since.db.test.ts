import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { editDraft, wordsOf } from '../../tests/edit-draft'
import { codeOf, makeWorkingGroup, valueOf } from '../../tests/working-group'
import { storedDraft } from '../drafts/queries'
import { replay } from '../drafts/replay'
import { anonymous, type PersonActor } from '../kernel/actor'
import { noteSight } from './since-commands'
import { changesSinceSeen } from './since-queries'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)
const { id, slug } = it.standard
const now = () => new Date()

const edits = (who: PersonActor, work: Parameters<typeof editDraft>[4]) => editDraft(db, sql, id, who, work)

const lastSeen = (hours: number) => sql`update draft_sights set at = now() - ${`${hours} hours`}::interval`

test('SI-1 who was away is told what others changed, requirement by requirement, and by whom; to whoever changed it, it is no news', async () => {
  valueOf(await noteSight(db, it.editor, slug))
  valueOf(await noteSight(db, it.lead, slug))
  await edits(it.lead, ([, phone, quick]) => {
    phone!.setAttribute('level', 'SHOULD')
    wordsOf(quick!).insert(0, 'Everywhere ')
  })
  await lastSeen(50)
  const since = valueOf(await changesSinceSeen(db, it.editor, slug, now()))!
  expect(since.summary).toBe('1 requirement weakened, 1 reworded')
  expect(since.lines.map(({ id: block, by, there }) => [block, by, there])).toEqual([['aaaaaaaaaaaa', [it.lead.name], true], ['bbbbbbbbbbbb', [it.lead.name], true]])
  expect(since.lines[0]!.sentence).toMatch(/weakened, MUST to SHOULD$/)
  expect(valueOf(await changesSinceSeen(db, it.lead, slug, now()))).toBeNull()
})

test('SI-2 what was seen is no news, nor is anything to somebody who was never here, or was away for less than five minutes', async () => {
  valueOf(await noteSight(db, it.editor, slug))
  await lastSeen(50)
  expect(valueOf(await changesSinceSeen(db, it.editor, slug, now()))).toBeNull()
  expect(valueOf(await changesSinceSeen(db, it.observer, slug, now()))).toBeNull()
  await edits(it.lead, ([title]) => wordsOf(title!).insert(0, 'New '))
  expect(valueOf(await changesSinceSeen(db, it.editor, slug, now()))?.summary).toBe('1 change outside requirements')
  valueOf(await noteSight(db, it.editor, slug))
  await edits(it.lead, ([title]) => wordsOf(title!).insert(0, 'Very '))
  expect(valueOf(await changesSinceSeen(db, it.editor, slug, now()))).toBeNull()
})

test('SI-3 after a lost connection only what was written since it went is told, and what somebody else and they wrote is told of both', async () => {
  valueOf(await noteSight(db, it.editor, slug))
  await edits(it.lead, ([, phone]) => phone!.setAttribute('level', 'MAY'))
  const doc = replay(await storedDraft(db, id))
  const vector = Y.encodeStateVector(doc)
  await edits(it.editor, ([, phone, quick]) => { wordsOf(phone!).insert(0, 'Mine. '); wordsOf(quick!).insert(0, 'Mine. ') })
  expect(valueOf(await changesSinceSeen(db, it.editor, slug, now(), vector))).toBeNull()
  await edits(it.lead, ([, , quick]) => wordsOf(quick!).insert(0, 'Theirs. '))
  const since = valueOf(await changesSinceSeen(db, it.editor, slug, now(), vector))!
  expect(since.lines.map(({ id: block, by }) => [block, by])).toEqual([['bbbbbbbbbbbb', [it.lead.name, 'you']]])
})

test('SI-4 everybody who may open the draft is told, and nobody else; nor can they say that they saw it', async () => {
  for (const actor of [it.observer, it.reviewer, it.advisor]) {
    valueOf(await noteSight(db, actor, slug))
    await edits(it.lead, ([, , quick]) => wordsOf(quick!).insert(0, 'x'))
    await lastSeen(1)
    expect(valueOf(await changesSinceSeen(db, actor, slug, now())), actor.name).not.toBeNull()
  }
  for (const actor of [it.outsider, it.admin, anonymous]) {
    expect(codeOf(await changesSinceSeen(db, actor, slug, now()))).toMatch(/not-found|sign-in-needed/)
    expect(codeOf(await noteSight(db, actor, slug))).toMatch(/not-found|sign-in-needed/)
  }
})

test('SI-5 a text is stored once for all who saw it, and goes with the last of them', async () => {
  const texts = async () => Number((await sql`select count(*) from draft_texts`)[0]!.count)
  const everybody = [it.editor, it.lead, it.observer, it.reviewer, it.advisor]
  await sql`update draft_sights set at = now(), before_digest = null`
  await Promise.all(everybody.map((actor) => noteSight(db, actor, slug)))
  expect(await texts()).toBe(1)
  await edits(it.lead, ([, , quick]) => wordsOf(quick!).insert(0, 'y'))
  valueOf(await noteSight(db, it.editor, slug))
  expect(await texts()).toBe(2)
  await Promise.all(everybody.map((actor) => noteSight(db, actor, slug)))
  expect(await texts()).toBe(1)
  // What a visit ended with is kept through the next one.
  await lastSeen(1)
  await edits(it.lead, ([, , quick]) => wordsOf(quick!).insert(0, 'z'))
  valueOf(await noteSight(db, it.editor, slug))
  await lastSeen(1)
  await Promise.all(everybody.map((actor) => noteSight(db, actor, slug)))
  expect(await texts()).toBe(2)
})
