import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup } from '../../tests/group'
import { Peer } from '../../tests/sync-peer'
import { closing, makeDraft, rawSocket, serveSync, signIn, until } from '../../tests/sync'
import { testDatabase } from '../../tests/database'
import { measures } from './measures'

const { db, url } = await testDatabase()
const group = await makeGroup(db)
let served: Awaited<ReturnType<typeof serveSync>>
beforeAll(async () => { served = await serveSync({ databaseUrl: url }) })
afterAll(() => served.close())

test('SY-20 what stands is what is there: connections by lane, people once each, updates that became durable', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const token = await signIn(db, group.lead)
  const peers = [new Peer(served, id, token), new Peer(served, id, token)]
  for (const peer of peers) peer.connect()
  await until(() => peers.every((peer) => peer.settled))
  const [before, acknowledged] = [measures.updates, measures.acknowledge.count]
  peers[0]!.doc.getText('t').insert(0, 'a word')
  await until(() => peers[0]!.settled)
  expect(served.sync.standing()).toMatchObject({
    connections: expect.arrayContaining([{ lane: 'write', wire: 'websocket', count: 2 }, { lane: 'read', wire: 'http', count: 0 }]),
    drafts: [{ standardId: id, people: 1, connections: 2, unsaved: 0, updates: 1 }],
  })
  expect(measures.updates).toBe(before + 1)
  expect(measures.acknowledge.count).toBeGreaterThan(acknowledged)
  for (const peer of peers) peer.disconnect()
  await until(() => served.sync.standing().connections.every(({ count }) => count === 0))
})

test('SY-20 what is refused is counted by its reason, and how sockets closed by code', async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const [refused, closed] = [{ ...measures.refusals }, measures.closes.get(4401) ?? 0]
  await closing(rawSocket(served, id))
  await closing(rawSocket(served, id, { origin: 'https://elsewhere.example' }))
  const socket = rawSocket(served, id, { token: await signIn(db, group.lead) })
  socket.once('open', () => socket.send(new Uint8Array([9, 9, 9])))
  await closing(socket)
  expect(measures.refusals).toEqual({ ...refused, session: refused.session + 1, origin: refused.origin + 1, unreadable: refused.unreadable + 1 })
  expect(measures.closes.get(4401)).toBe(closed + 1)
})
