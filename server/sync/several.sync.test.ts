import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { redisProgram, sayWhatIsLeftOut, TestRedis } from '../../tests/redis'
import { closing, makeDraft, rawSocket, serveSync, signIn, stockClient, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { defaultPace } from './abroad/pace'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { draftContent, storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { draftRooms } from '@/lib/drafts/rooms'

sayWhatIsLeftOut('several server processes with Redis (several)')
const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor) }
const redis = redisProgram ? await TestRedis.start() : null
afterAll(() => redis?.kill())

/** Two servers on one database, and a draft that is open at both. */
async function two(withRedis: boolean, limits = {}) {
  const told: string[] = []
  const deps = {
    databaseUrl: url, limits, tell: (_: string, message: string) => { told.push(message) },
    ...(withRedis ? { redis: { url: redis!.url, secret: 'the secret of all processes' } } : {}),
  }
  const a = await serveSync(deps)
  const write = { a: draftRooms(), b: draftRooms() }
  const b = await serveSync(deps)
  write.b = draftRooms()
  const id = await makeDraft(db, group.lead, group.group.id)
  const [one, other] = [new Peer(a, id, tokens.lead), new Peer(b, id, tokens.editor)]
  one.connect()
  other.connect()
  await until(() => one.settled && other.settled)
  return { a, b, id, one, other, told, write, close: () => Promise.all([a.close(), b.close()]) }
}
const textOf = (peer: Peer) => peer.doc.getText('t').toString()
const storedText = async (id: string) => replay(await storedDraft(db, id)).getText('t').toString()

for (const withRedis of [true, false]) {
  describe.skipIf(withRedis && !redis)(`Redis: ${withRedis}`, () => {
    test(`SY-4${withRedis ? 0 : 4} what is typed at one process is seen at the other, both ways, and compactions change nothing`, async () => {
      const { one, other, id, told, close } = await two(withRedis)
      for (let round = 0; round < 6; round += 1) {
        const [writer, reader] = round % 2 ? [other, one] : [one, other]
        writer.doc.getText('t').insert(textOf(writer).length, `round ${round} `)
        await until(() => textOf(reader).endsWith(`round ${round} `))
        await compactDraft(db, id)
      }
      await until(() => one.settled && other.settled)
      expect([textOf(other), await storedText(id)]).toEqual([textOf(one), textOf(one)])
      expect(told.some((message) => message.includes('without REDIS_URL'))).toBe(!withRedis)
      await close()
    })

    test(`SY-17 whole texts that two processes write at once do not both end up in the draft`, async () => {
      const { id, write, close, one, other } = await two(withRedis)
      const content = { type: 'doc', content: ['one', 'two'].map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) }
      const done = await Promise.all([write.a, write.b, write.a, write.b].map((rooms) => rooms.replaceContent(id, group.lead.id, content)))
      expect(done.map((result) => result.ok)).toEqual([true, true, true, true])
      expect((await draftContent(db, id)).content).toHaveLength(2)
      await until(() => [one, other].every((peer) => peer.doc.getXmlFragment('document').length === 2))
      await close()
    })

    test('SY-9 a client id that somebody wrote under at one process is theirs at the other', async () => {
      const { a, b, id, one, close } = await two(withRedis)
      one.doc.getText('t').insert(0, 'mine')
      await until(() => one.settled)
      const thief = new Peer(b, id, tokens.editor)
      thief.connect()
      await until(() => thief.synced && textOf(thief) === 'mine')
      thief.doc.clientID = one.doc.clientID
      thief.doc.getText('t').insert(0, 'stolen')
      await until(() => thief.socket === null)
      expect([thief.codes, await storedText(id), a === b]).toEqual([[4403], 'mine', false])
      await close()
    })
  })
}

describe.skipIf(!redis)('with Redis', () => {
  test('SY-43 who is at one process is seen at the other under the name of their session, and goes with their socket or their process', async () => {
    const { a, b, id, close } = await two(true)
    const [here, there] = [stockClient(a, id, tokens.lead), stockClient(b, id, tokens.editor)]
    const names = (client: typeof here) => [...client.provider.awareness.getStates().values()].map((state) => (state.user as { name?: string } | undefined)?.name).filter(Boolean)
    here.provider.awareness.setLocalStateField('user', { name: 'Somebody else' })
    there.provider.awareness.setLocalStateField('user', { name: 'Somebody else' })
    await until(() => names(there).includes(group.lead.name) && names(here).includes(group.editor.name))
    const late = stockClient(b, id, tokens.editor)
    await until(() => names(late).includes(group.lead.name))
    here.stop()
    await until(() => !names(there).includes(group.lead.name) && !names(late).includes(group.lead.name))
    const again = stockClient(a, id, tokens.lead)
    again.provider.awareness.setLocalStateField('user', {})
    await until(() => names(there).includes(group.lead.name))
    await a.close()
    await until(() => !names(there).includes(group.lead.name))
    expect([here, there, late].flatMap((client) => client.codes).filter((code) => code === 4403)).toEqual([])
    for (const client of [there, late, again]) client.stop()
    await close()
  })

  test('SY-44 Redis killed amid typing: both go on, and when it is back they hear each other through it again', async () => {
    const { one, other, id, close, told } = await two(true)
    await redis!.kill()
    one.doc.getText('t').insert(0, 'without ')
    other.doc.getText('t').insert(0, 'Redis ')
    await until(() => one.settled && other.settled && textOf(one).length === 14 && textOf(one) === textOf(other))
    await redis!.start()
    await until(() => told.filter((message) => message === 'Redis is there').length >= 4)
    one.doc.getText('t').insert(0, 'again ')
    await until(() => textOf(other) === textOf(one))
    expect(await storedText(id)).toBe(textOf(one))
    await close()
  })
})

test('SY-9 who moves to a process that has not heard the newest yet brings other people\'s words along, and is not taken for a thief', async () => {
  // Long enough for nothing to be found by looking.
  const { b, one, other, id, close } = await two(false, { abroad: { ...defaultPace, alone: 50, deaf: 60_000 } })
  const mover = new Peer(one.at, id, tokens.editor)
  mover.connect()
  await until(() => mover.settled)
  for (const peer of [one, mover]) { peer.doc.getText('t').insert(0, 'words '); await until(() => peer.settled && textOf(one) === textOf(mover)) }
  one.doc.getText('t').insert(0, 'more ')
  await until(() => one.settled && textOf(one) === textOf(mover))
  expect(textOf(other)).toBe('')
  mover.disconnect()
  mover.doc.getText('t').insert(5, 'and ')
  mover.connect(b)
  await until(() => mover.settled || mover.codes.length > 1)
  expect([mover.codes, await storedText(id)]).toEqual([[1006], 'more and words words '])
  await until(() => textOf(other) === 'more and words words ')
  await close()
})

test('SY-12 access that is taken away at one process is gone at the other', async () => {
  const { a, b, id, close } = await two(redis !== null)
  const person = group.reviewer
  const token = await signIn(db, person)
  const sockets = [rawSocket(a, id, { token }), rawSocket(b, id, { token })]
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('message', resolve).once('open', () => socket.send(new Uint8Array([0, 0, 1, 0]))))))
  const closed = Promise.all(sockets.map(closing))
  const since = performance.now()
  await sql`update group_members set left_at = now() where person_id = ${person.id}`
  expect(await closed).toEqual([4403, 4403])
  console.log(`access taken away at two processes: ${Math.round(performance.now() - since)} ms`)
  await close()
})
