import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments, groupMembers, mailbox, mentions, notifications, people, threads } from '@/drizzle/schema'
import { startSession } from '@/lib/auth/commands'
import { record } from '@/lib/audit/record'
import { inTransaction } from '@/lib/db'
import { inviteMember } from '@/lib/groups/invitation-commands'
import type { PersonActor } from '@/lib/kernel/actor'
import { ok } from '@/lib/kernel/result'
import { testDatabase } from '@/tests/database'
import { makePerson } from '@/tests/group'
import { makeWorkingGroup } from '@/tests/working-group'
import { sql } from 'drizzle-orm'
import { changeInWords } from './desk'
import { seeNews } from './commands'
import { deskFor, recordVisit } from './desk-queries'
import { tellNextNews } from './news-commands'
import { ownData } from './own-data-queries'

const { db } = await testDatabase()
const post = { publicUrl: 'https://accord.test', demo: true, secret: 'of the tests alone' }
type World = Awaited<ReturnType<typeof makeWorkingGroup>>

async function tellAll() {
  let told = 0
  while (await tellNextNews(db, post)) told += 1
  return told
}

async function mention(w: World, by: PersonActor, whom: PersonActor) {
  return inTransaction(db, async (tx) => {
    const [thread] = await tx.insert(threads).values({ standardId: w.standard.id, createdBy: by.id }).returning()
    const [comment] = await tx.insert(comments).values({ threadId: thread!.id, body: 'Please look', authorId: by.id }).returning()
    await tx.insert(mentions).values({ commentId: comment!.id, personId: whom.id })
    await record(tx, by, { kind: 'thread started', groupId: w.group.id, standardId: w.standard.id, facts: { threadId: thread!.id, quotation: '', on: 'whole' } })
    return ok(comment!.id)
  })
}

test('NO-1 an invitation and a mention wait on their person until they are answered', async () => {
  const w = await makeWorkingGroup(db)
  const newcomer = await makePerson(db, 'New Comer')
  await inviteMember(db, w.lead, { groupId: w.group.id, email: newcomer.email, organisationId: w.council.id, constituency: 'digital team', role: 'reviewer', post })
  expect((await deskFor(db, newcomer)).waits).toMatchObject([{ kind: 'invitation', group: w.group.name }])
  expect((await deskFor(db, w.lead)).waits).toEqual([])
  await mention(w, w.editor, w.lead)
  expect((await deskFor(db, w.lead)).waits).toMatchObject([{ kind: 'mention', author: w.editor.name }])
  await db.update(mentions).set({ seenAt: sql`now()` }).where(eq(mentions.personId, w.lead.id))
  expect((await deskFor(db, w.lead)).waits).toEqual([])
})

test('NO-2 who has left the group is told of nothing in it', async () => {
  const w = await makeWorkingGroup(db)
  await mention(w, w.lead, w.editor)
  await db.update(groupMembers).set({ leftAt: new Date() }).where(eq(groupMembers.personId, w.editor.id))
  expect(await deskFor(db, w.editor)).toMatchObject({ waits: [], news: [], changed: [], groups: [] })
})

test('NO-3 the desk counts what others did since the last visit, not one’s own', async () => {
  const w = await makeWorkingGroup(db)
  expect((await deskFor(db, w.lead)).changed).toMatchObject([{ since: null }])
  await recordVisit(db, w.lead, w.standard.id)
  expect((await deskFor(db, w.lead)).changed).toEqual([])
  await mention(w, w.lead, w.editor)
  expect((await deskFor(db, w.lead)).changed).toEqual([])
  await mention(w, w.editor, w.lead)
  const [change] = (await deskFor(db, w.lead)).changed
  expect(changeInWords(change!.facts)).toBe('1 comment')
})

test('NO-4 news is told once, on the desk and by mail, also when two processes tell at the same time', async () => {
  const w = await makeWorkingGroup(db)
  await tellAll()
  await mention(w, w.editor, w.lead)
  await Promise.all([tellAll(), tellAll()])
  expect(await db.select().from(notifications).where(eq(notifications.personId, w.lead.id))).toHaveLength(1)
  const [letter] = await db.select().from(mailbox).where(eq(mailbox.to, w.lead.email))
  expect(letter).toMatchObject({ subject: expect.stringContaining(`${w.editor.name} mentioned you in “`), text: expect.stringContaining('https://accord.test/workspace/standards/') })
  const ofMentions = (person: PersonActor) => and(eq(notifications.personId, person.id), eq(notifications.kind, 'mention'))
  expect(await db.select().from(notifications).where(ofMentions(w.editor))).toEqual([])
})

test('NO-4 an outcome stands on the desks of the group until it is seen', async () => {
  const w = await makeWorkingGroup(db)
  await inTransaction(db, async (tx) => {
    await record(tx, { kind: 'system' }, { kind: 'round closed', groupId: w.group.id, standardId: w.standard.id, facts: { round: 1, version: 'v0.1', outcome: 'carried', approve: 5, dissent: 1, abstain: 0, seats: 6 } })
    return ok(undefined)
  })
  await tellAll()
  expect((await deskFor(db, w.advisor)).news).toMatchObject([{ sentence: expect.stringContaining('closed: carried') }])
  await seeNews(db, w.lead)
  expect((await deskFor(db, w.lead)).news).toEqual([])
  expect((await deskFor(db, w.advisor)).news).toHaveLength(1)
  expect((await deskFor(db, w.outsider)).news).toEqual([])
})

test('NO-5 a suspended person is told nothing', async () => {
  const w = await makeWorkingGroup(db)
  await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, w.lead.id))
  await mention(w, w.editor, w.lead)
  await tellAll()
  expect(await db.select().from(notifications).where(eq(notifications.personId, w.lead.id))).toEqual([])
  expect(await db.select().from(mailbox).where(eq(mailbox.to, w.lead.email))).toEqual([])
})

test('NO-6 one’s own data is one’s own, and holds no key', async () => {
  const w = await makeWorkingGroup(db)
  const token = await startSession(db, w.lead.id, 'Firefox')
  await mention(w, w.editor, w.lead)
  const text = JSON.stringify(await ownData(db, w.lead))
  expect(text).toContain(w.lead.email)
  expect(text).not.toContain(w.editor.email)
  expect(text).not.toContain('Please look')
  expect(text).not.toContain(token)
  expect(text).not.toMatch(/tokenHash|token_hash/)
})
