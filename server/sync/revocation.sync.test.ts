import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft, serveSync, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import type { PersonActor } from '@/lib/kernel/actor'
import { archiveStandard } from '@/lib/standards/commands'

const { db, sql, url } = await testDatabase()
const at = await serveSync({ databaseUrl: url, limits: { sessionSweep: 200 } })
afterAll(() => at.close())

/** A group of its own, a draft, and somebody in it whose socket is open. */
async function opened(role: 'observer' | 'reviewer' | 'editor' | 'lead' | 'advisor') {
  const group = await makeGroup(db)
  const id = await makeDraft(db, group.lead, group.group.id)
  const person: PersonActor = group[role]
  const token = await signIn(db, person)
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  return { group, id, person, token, peer }
}
const timings: string[] = []
/** Runs the statement and waits for the socket's end. */
async function cutBy(what: string, peer: Peer, work: () => Promise<unknown>): Promise<number | undefined> {
  await work()
  const since = performance.now()
  await until(() => peer.socket === null)
  timings.push(`${what} ${Math.round(performance.now() - since)} ms`)
  return peer.codes.at(-1)
}
afterAll(() => console.log(`access taken away, from commit to closed socket: ${timings.join(' · ')}`))

test('SY-12 a member who is removed: 4403', async () => {
  const { person, peer } = await opened('editor')
  expect(await cutBy('removed', peer, () => sql`update group_members set left_at = now() where person_id = ${person.id}`)).toBe(4403)
})

test('SY-12 an advisor whose assignment, or whose membership of the advisory body, ends: 4403', async () => {
  const one = await opened('advisor')
  expect(await cutBy('unassigned', one.peer, () => sql`update group_advisors set ended_at = now() where person_id = ${one.person.id}`)).toBe(4403)
  const two = await opened('advisor')
  expect(await cutBy('left the body', two.peer, () => sql`update organisation_memberships set ended_at = now() where person_id = ${two.person.id}`)).toBe(4403)
})

test('SY-12 a session that is ended, a person who is suspended: 4401', async () => {
  const one = await opened('editor')
  expect(await cutBy('signed out', one.peer, () => sql`delete from sessions where person_id = ${one.person.id}`)).toBe(4401)
  const two = await opened('editor')
  expect(await cutBy('suspended', two.peer, () => sql`update people set suspended_at = now() where id = ${two.person.id}`)).toBe(4401)
})

test('SY-12 only the session that ended loses its socket', async () => {
  const { id, person, peer, token } = await opened('editor')
  const second = new Peer(at, id, await signIn(db, person))
  second.connect()
  await until(() => second.synced)
  await cutBy('one of two sessions', peer, () => sql`delete from sessions where token_hash = encode(sha256(${token}::bytea), 'hex')`)
  second.doc.getText('t').insert(0, 'still here')
  await until(() => second.settled)
  expect(second.codes).toEqual([])
})

test('SY-12 a session that runs out by itself: 4401', async () => {
  const { person, peer } = await opened('editor')
  expect(await cutBy('ran out', peer, () => sql`update sessions set expires = now() + interval '50 milliseconds' where person_id = ${person.id}`)).toBe(4401)
})

test('SY-12 a role that is lowered: the socket stays to read, and every edit from then on is refused and changes nothing', async () => {
  const { person, peer, id } = await opened('editor')
  peer.doc.getText('t').insert(0, 'before')
  await until(() => peer.settled)
  const told = new Promise((resolve) => peer.socket!.on('message', (data: Buffer) => { if (data[0] === 101) resolve(data.subarray(2).toString()) }))
  await sql`update group_members set role = 'observer' where person_id = ${person.id}`
  expect(await told).toBe('{"kind":"access"}')
  expect(peer.codes).toEqual([])
  peer.doc.getText('t').insert(0, 'after ')
  await until(() => peer.socket === null)
  expect(peer.codes).toEqual([4403])
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('before')
  const again = new Peer(at, id, peer['token'])
  again.connect()
  await until(() => again.synced)
  expect(again.doc.getText('t').toString()).toBe('before')
})

test('SY-12 a role that is raised counts at once', async () => {
  const { person, peer, id } = await opened('reviewer')
  await sql`update group_members set role = 'editor' where person_id = ${person.id}`
  await new Promise<void>((resolve) => peer.socket!.on('message', (data: Buffer) => { if (data[0] === 101) resolve() }))
  peer.doc.getText('t').insert(0, 'raised')
  await until(() => peer.durable === peer.own)
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('raised')
})

test('SY-12 a standard that is archived: read on, and an edit closes with 4409', async () => {
  const { group, peer, id } = await opened('editor')
  const told = new Promise<void>((resolve) => peer.socket!.on('message', (data: Buffer) => { if (data[0] === 101) resolve() }))
  expect(await archiveStandard(db, group.lead, { standardId: id })).toMatchObject({ ok: true })
  await told
  peer.doc.getText('t').insert(0, 'too late')
  await until(() => peer.socket === null)
  expect(peer.codes).toEqual([4409])
  expect(Y.encodeStateVector(replay(await storedDraft(db, id))).length).toBeGreaterThan(0)
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('')
})

test('SY-12 nobody slips in on a standing that was taken away while they were at the door', async () => {
  const { group, id } = await opened('lead')
  let served = 0
  for (let round = 0; round < 20; round += 1) {
    const person = group.editor
    if (round > 0) await sql`insert into group_members (group_id, person_id, organisation_id, constituency, role) values (${group.group.id}, ${person.id}, ${group.council.id}, 'service team', 'editor')`
    const peer = new Peer(at, id, await signIn(db, person))
    peer.connect()
    await sql`update group_members set left_at = now() where person_id = ${person.id} and left_at is null`
    await until(() => peer.codes.length > 0)
    served += peer.synced ? 1 : 0
    expect([4403, 4404]).toContain(peer.codes[0])
  }
  console.log(`removed at the door: 20 tries, ${served} still open`)
})
