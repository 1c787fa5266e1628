import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { noticeChannel } from '../drafts/notice'
import { anonymous, type PersonActor } from '../kernel/actor'
import type { Result } from '../kernel/result'
import { deleteComment, editComment, reopenThread, reply, resolveThread, seeMentions, startThread } from './commands'
import { marginOf, threadCounts, threadsOf, unseenMentions } from './queries'

const { db, sql } = await testDatabase()

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.refusal.code)
const whole = { on: 'whole' } as const
const words = {
  on: 'words', blockId: 'abcdefgh2345', start: new Uint8Array([1, 2]), end: new Uint8Array([3]), quotation: 'within five days', before: '\nAnswer ', after: '.',
} as const

let counter = 0
async function organisation(name: string, kind = 'council'): Promise<string> {
  const [row] = await sql`insert into organisations (slug, name, kind) values (${`o${++counter}`}, ${name}, ${kind}) returning id`
  return row!.id
}
async function person(name: string): Promise<PersonActor> {
  const email = `p${++counter}@x.example`
  const [row] = await sql`insert into people (name, email) values (${name}, ${email}) returning id`
  return { kind: 'person', id: row!.id, name, email, isAdmin: false }
}

/** A group with its people, and one standard. */
async function world() {
  const [council, supplier, advisory] = [await organisation('Wexshire'), await organisation('Formwise', 'supplier'), await organisation('LGDS', 'advisory body')]
  const [group] = await sql`insert into working_groups (slug, name, remit) values (${`g${++counter}`}, 'Meals', '') returning id`
  const join = async (who: PersonActor, role: string, constituency: string, organisationId: string) => {
    await sql`insert into group_members (group_id, person_id, organisation_id, constituency, role)
      values (${group!.id}, ${who.id}, ${organisationId}, ${constituency}, ${role})`
    return who
  }
  const lead = await join(await person('Joanne Adeyemi'), 'lead', 'digital team', council)
  const editor = await join(await person('Priya Nair'), 'editor', 'service team', council)
  const reviewer = await join(await person('Leah Okafor'), 'reviewer', 'supplier', supplier)
  const observer = await join(await person('Obi Reed'), 'observer', 'supplier', supplier)
  const advisor = await person('Helen Marsh')
  await sql`insert into organisation_memberships (organisation_id, person_id) values (${advisory}, ${advisor.id})`
  await sql`insert into group_advisors (group_id, person_id) values (${group!.id}, ${advisor.id})`
  const outsider = await person('Nadia Khan')
  const [standard] = await sql`insert into standards (slug, group_id, title, ref_prefix, created_by)
    values (${`s${++counter}`}, ${group!.id}, 'Free school meals', 'FSM', ${lead.id}) returning id`
  return { lead, editor, reviewer, observer, advisor, outsider, standardId: standard!.id as string, groupId: group!.id as string, council }
}

async function tag(standardId: string, by: PersonActor, minor: number) {
  await sql`alter table versions disable trigger user`
  await sql`insert into versions (standard_id, major, minor, title, canonical, digest, schema_version, note, tagged_by, tagged_at)
    values (${standardId}, 0, ${minor}, 't', '{}', ${`d${minor}`}, 1, 'n', ${by.id}, clock_timestamp())`
  await sql`alter table versions enable trigger user`
}

const start = async (w: { standardId: string }, who: PersonActor, body = 'Five is too few.', anchor: Parameters<typeof startThread>[2]['anchor'] = words) =>
  valueOf(await startThread(db, who, { standardId: w.standardId, anchor, body }))

const kinds = async (standardId: string) => (await sql`select kind from audit_events where standard_id = ${standardId} order by id`).map((row) => row.kind)

test('CO-1 the roles that may comment can, the others cannot, and a refusal writes nothing', async () => {
  const w = await world()
  for (const who of [w.reviewer, w.editor, w.lead, w.advisor]) {
    const { threadId } = await start(w, who)
    expect(codeOf(await reply(db, who, { threadId, body: 'And this.' }))).toBe('ok')
  }
  const { threadId } = await start(w, w.lead)
  const before = await kinds(w.standardId)
  for (const [who, code] of [[w.observer, 'not-allowed'], [w.outsider, 'not-found'], [anonymous, 'sign-in-needed']] as const) {
    expect(codeOf(await startThread(db, who, { standardId: w.standardId, anchor: whole, body: 'x' }))).toBe(code)
    expect(codeOf(await reply(db, who, { threadId, body: 'x' }))).toBe(code)
  }
  expect(await kinds(w.standardId)).toEqual(before)
  expect(valueOf(await threadCounts(db, w.observer, w.standardId))).toEqual({ open: 5, resolved: 0 })
})

test('CO-1 the threads are read by whoever may open the draft, and by nobody else', async () => {
  const w = await world()
  await start(w, w.reviewer)
  expect(valueOf(await threadsOf(db, w.observer, w.standardId))).toHaveLength(1)
  expect(codeOf(await threadsOf(db, w.outsider, w.standardId))).toBe('not-found')
  expect(codeOf(await threadsOf(db, anonymous, w.standardId))).toBe('sign-in-needed')
  expect(codeOf(await threadsOf(db, w.lead, 'no such id'))).toBe('not-found')
  await sql`update group_members set left_at = now() where person_id = ${w.reviewer.id}`
  expect(codeOf(await threadsOf(db, w.reviewer, w.standardId))).toBe('not-found')
})

test('CO-2 organisation and constituency stand beside a comment as they stood when it was written', async () => {
  const w = await world()
  await start(w, w.reviewer)
  await start(w, w.advisor)
  await sql`update group_members set constituency = 'digital team', organisation_id = ${w.council} where person_id = ${w.reviewer.id}`
  const authors = valueOf(await threadsOf(db, w.lead, w.standardId)).map((thread) => thread.comments[0]!.author)
  expect(authors).toEqual([
    { name: 'Leah Okafor', organisation: 'Formwise', constituency: 'supplier' },
    { name: 'Helen Marsh', organisation: 'LGDS', constituency: 'advisor' },
  ])
})

test('CO-2 PostgreSQL keeps author and time, and stamps the time itself', async () => {
  const w = await world()
  const { commentId, threadId } = await start(w, w.reviewer)
  await expect(sql`update comments set author_id = ${w.lead.id} where id = ${commentId}`).rejects.toThrow(/never changes/)
  await expect(sql`update comments set created_at = now() - interval '1 day' where id = ${commentId}`).rejects.toThrow(/never changes/)
  const [backdated] = await sql`insert into comments (thread_id, body, author_id, created_at)
    values (${threadId}, 'x', ${w.lead.id}, '2020-01-01') returning created_at > now() - interval '1 hour' as stamped`
  expect(backdated!.stamped).toBe(true)
})

test('CO-3 an empty or overlong body is refused by its field', async () => {
  const w = await world()
  for (const body of ['  \n', 'x'.repeat(5_001)])
    expect(await startThread(db, w.lead, { standardId: w.standardId, anchor: whole, body })).toMatchObject({ refusal: { code: 'invalid', field: 'body' } })
})

test('CO-4 a comment is edited until a version is tagged after it, then it is of that version', async () => {
  const w = await world()
  const { commentId, threadId } = await start(w, w.reviewer)
  expect(codeOf(await editComment(db, w.lead, { commentId, body: 'Mine now' }))).toBe('own-only')
  expect(codeOf(await editComment(db, w.reviewer, { commentId, body: 'Four is too few.' }))).toBe('ok')
  const [thread] = valueOf(await threadsOf(db, w.reviewer, w.standardId))
  expect(thread!.comments[0]).toMatchObject({ body: 'Four is too few.', editedAt: expect.any(String), may: { edit: null, delete: null } })
  await tag(w.standardId, w.lead, 2)
  expect(codeOf(await editComment(db, w.reviewer, { commentId, body: 'Three' }))).toBe('frozen')
  expect(codeOf(await deleteComment(db, w.reviewer, { commentId, reason: '' }))).toBe('frozen')
  const later = valueOf(await reply(db, w.reviewer, { threadId, body: 'Three, then.' }))
  await tag(w.standardId, w.lead, 3)
  expect(await editComment(db, w.reviewer, { commentId: later.commentId, body: 'x' })).toMatchObject({ refusal: { message: expect.stringContaining('v0.3') } })
})

test('CO-5 a deleted comment is a tombstone without its words, for good', async () => {
  const w = await world()
  const { commentId } = await start(w, w.reviewer)
  expect(codeOf(await deleteComment(db, w.reviewer, { commentId, reason: 'ignored' }))).toBe('ok')
  const [thread] = valueOf(await threadsOf(db, w.lead, w.standardId))
  expect(thread!.comments[0]).toMatchObject({ body: '', deleted: { by: 'Leah Okafor', byAuthor: true, reason: '' } })
  expect(await sql`select body from comments where id = ${commentId}`).toEqual([{ body: '' }])
  expect(codeOf(await deleteComment(db, w.lead, { commentId, reason: 'again' }))).toBe('already-done')
  await expect(sql`update comments set deleted_by = null, body = 'back' where id = ${commentId}`).rejects.toThrow(/stays as it is/)
})

test('CO-6 the lead editor deletes another person\'s comment with a reason, frozen or not', async () => {
  const w = await world()
  const { commentId } = await start(w, w.reviewer)
  await tag(w.standardId, w.lead, 2)
  expect(codeOf(await deleteComment(db, w.editor, { commentId, reason: 'rude' }))).toBe('not-allowed')
  expect(await deleteComment(db, w.lead, { commentId, reason: ' ' })).toMatchObject({ refusal: { field: 'reason' } })
  expect(codeOf(await deleteComment(db, w.lead, { commentId, reason: 'It names a child.' }))).toBe('ok')
  const [thread] = valueOf(await threadsOf(db, w.reviewer, w.standardId))
  expect(thread!.comments[0]!.deleted).toMatchObject({ by: 'Joanne Adeyemi', byAuthor: false, reason: 'It names a child.' })
})

test('CO-7 a reviewer resolves their own thread only; an editor any', async () => {
  const w = await world()
  const theirs = await start(w, w.lead)
  const own = await start(w, w.reviewer)
  expect(codeOf(await resolveThread(db, w.reviewer, theirs))).toBe('own-only')
  expect(codeOf(await resolveThread(db, w.reviewer, own))).toBe('ok')
  expect(codeOf(await resolveThread(db, w.editor, theirs))).toBe('ok')
  expect(valueOf(await threadsOf(db, w.lead, w.standardId)).map((thread) => thread.state)).toEqual([
    { is: 'resolved', by: 'Priya Nair', at: expect.any(String) }, { is: 'resolved', by: 'Leah Okafor', at: expect.any(String) },
  ])
  expect(codeOf(await reopenThread(db, w.editor, own))).toBe('ok')
  expect(valueOf(await threadCounts(db, w.lead, w.standardId))).toEqual({ open: 1, resolved: 1 })
})

test('CO-7 of two that resolve at once, one is refused', async () => {
  const w = await world()
  const thread = await start(w, w.reviewer)
  const codes = (await Promise.all([w.lead, w.editor, w.advisor, w.reviewer].map((who) => resolveThread(db, who, thread)))).map(codeOf)
  expect(codes.sort()).toEqual(['already-done', 'already-done', 'already-done', 'ok'])
  expect((await kinds(w.standardId)).filter((kind) => kind === 'thread resolved')).toHaveLength(1)
})

test('CO-8 a resolved thread takes no reply until it is reopened', async () => {
  const w = await world()
  const thread = await start(w, w.reviewer)
  valueOf(await resolveThread(db, w.lead, thread))
  expect(codeOf(await reply(db, w.lead, { threadId: thread.threadId, body: 'But' }))).toBe('closed')
  valueOf(await reopenThread(db, w.lead, thread))
  expect(codeOf(await reply(db, w.lead, { threadId: thread.threadId, body: 'But' }))).toBe('ok')
})

test('CO-9 PostgreSQL refuses to delete a thread or to put it elsewhere', async () => {
  const w = await world()
  const { threadId, commentId } = await start(w, w.reviewer)
  await expect(sql`update threads set quotation = 'other words' where id = ${threadId}`).rejects.toThrow(/only its resolution/)
  await expect(sql`delete from threads where id = ${threadId}`).rejects.toThrow(/never changes/)
  await expect(sql`delete from comments where id = ${commentId}`).rejects.toThrow(/never changes/)
})

test('CO-9 an anchor comes back as it was given', async () => {
  const w = await world()
  await start(w, w.reviewer)
  await start(w, w.reviewer, 'On the requirement', { on: 'block', blockId: 'abcdefgh2345', quotation: 'Answer within five days.' })
  await start(w, w.reviewer, 'On all of it', whole)
  expect(valueOf(await threadsOf(db, w.lead, w.standardId))).toMatchObject([
    { blockId: 'abcdefgh2345', start: 'AQI=', end: 'Aw==', quotation: 'within five days', before: '\nAnswer ', after: '.' },
    { blockId: 'abcdefgh2345', start: null, quotation: 'Answer within five days.' },
    { blockId: null, start: null, quotation: '' },
  ])
})

test('CO-9 an anchor that could be none is refused', async () => {
  const w = await world()
  const bad = [{ ...words, quotation: ' ' }, { ...words, start: new Uint8Array(600) }, { ...words, blockId: '"><script>' }, { ...words, quotation: 'a\u0000b' }]
  for (const anchor of bad) expect(codeOf(await startThread(db, w.lead, { standardId: w.standardId, anchor, body: 'x' }))).toBe('invalid')
})

test('CO-10 every step is recorded and every open draft told; a refused step neither', async () => {
  const w = await world()
  const told: string[] = []
  const { unlisten } = await sql.listen(noticeChannel, (payload) => { if (payload.includes(w.standardId)) told.push(JSON.parse(payload).notice.kind) })
  const { threadId, commentId } = await start(w, w.reviewer)
  const second = valueOf(await reply(db, w.lead, { threadId, body: 'Why?' }))
  valueOf(await editComment(db, w.reviewer, { commentId, body: 'Better' }))
  await reply(db, w.observer, { threadId, body: 'refused' })
  valueOf(await deleteComment(db, w.lead, { commentId: second.commentId, reason: '' }))
  valueOf(await resolveThread(db, w.lead, { threadId }))
  valueOf(await reopenThread(db, w.lead, { threadId }))
  // Notifications of one session arrive in order: when this one is here, all before it are.
  await sql`select pg_notify(${noticeChannel}, ${JSON.stringify({ standardId: w.standardId, notice: { kind: 'end' } })})`
  await expect.poll(() => told.at(-1)).toBe('end')
  await unlisten()
  expect(told).toEqual([...Array(6).fill('comments'), 'end'])
  expect(await kinds(w.standardId)).toEqual(['thread started', 'comment written', 'comment edited', 'comment deleted', 'thread resolved', 'thread reopened'])
})

test('CO-11 mentions are found in the text, of people of the group only', async () => {
  const w = await world()
  await start(w, w.reviewer, 'What do @Priya Nair, @Helen Marsh and @Nadia Khan think?')
  expect(await unseenMentions(db, w.editor)).toMatchObject([{ author: 'Leah Okafor', title: 'Free school meals' }])
  expect(await unseenMentions(db, w.advisor)).toHaveLength(1)
  expect(await unseenMentions(db, w.outsider)).toEqual([])
  const margin = valueOf(await marginOf(db, w.editor, w.standardId))
  expect(margin.threads[0]).toMatchObject({ waitsOnMe: true, comments: [{ mentions: ['Priya Nair', 'Helen Marsh'] }] })
  expect(margin.people.map((one) => `${one.name}, ${one.organisation}, ${one.constituency}`)).toEqual([
    'Helen Marsh, LGDS, advisor', 'Joanne Adeyemi, Wexshire, digital team', 'Leah Okafor, Formwise, supplier', 'Obi Reed, Formwise, supplier',
    'Priya Nair, Wexshire, service team',
  ])
})

test('CO-12 a mention waits until its thread is opened', async () => {
  const w = await world()
  const { threadId } = await start(w, w.reviewer, '@Priya Nair?')
  expect(codeOf(await seeMentions(db, w.outsider, { threadId }))).toBe('not-found')
  valueOf(await seeMentions(db, w.lead, { threadId }))
  expect(await unseenMentions(db, w.editor)).toHaveLength(1)
  valueOf(await seeMentions(db, w.editor, { threadId }))
  expect(await unseenMentions(db, w.editor)).toEqual([])
})

test('CO-12 a mention ends with the access, the comment, or the words', async () => {
  const w = await world()
  const edited = await start(w, w.reviewer, '@Priya Nair?')
  const deleted = await start(w, w.reviewer, '@Priya Nair!')
  await start(w, w.reviewer, '@Priya Nair.')
  valueOf(await editComment(db, w.reviewer, { ...edited, body: 'Nobody in particular?' }))
  valueOf(await deleteComment(db, w.reviewer, { ...deleted, reason: '' }))
  expect(await unseenMentions(db, w.editor)).toHaveLength(1)
  await sql`update group_members set left_at = now() where person_id = ${w.editor.id}`
  expect(await unseenMentions(db, w.editor)).toEqual([])
})
