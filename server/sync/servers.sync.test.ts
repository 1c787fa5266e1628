import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { bundleOfProcess, ServerProcess } from '../../tests/processes'
import { makeDraft, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { Typists } from '../../tests/typists'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

// Two server processes on one draft, with nothing between them but PostgreSQL.
const { db, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = await Promise.all([group.lead, group.editor, group.lead, group.editor].map((person) => signIn(db, person)))
const bundle = await bundleOfProcess()
const servers = [await ServerProcess.start(bundle, url), await ServerProcess.start(bundle, url)] as const
const storedDoc = async (id: string) => replay(await storedDraft(db, id))

/** All come to rest at one server, and then at the other: everybody reads what is stored. */
async function agree(typists: Typists, id: string, places: { at: ServerProcess }): Promise<void> {
  typists.rest()
  await until(() => typists.settled)
  await typists.holdAgainst(() => storedDoc(id))
  for (const server of servers) {
    places.at = server
    await until(async () => {
      for (const peer of typists.peers) peer.disconnect()
      await until(() => typists.settled)
      return typists.agreeWith(await storedDoc(id))
    })
    const late = new Peer(server, id, tokens[0]!)
    late.connect()
    // What came since a large compaction follows behind it, in messages of its own.
    await until(async () => late.synced && late.doc.getText('t').toString() === (await storedDoc(id)).getText('t').toString())
    late.disconnect()
  }
  typists.stop()
}

test('SY-50 two servers on one draft, each with people who type and compactions between: nothing is lost, and all agree afterwards', { timeout: 120_000 }, async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const place: { at: ServerProcess | null } = { at: null }
  const typists = new Typists(tokens, id, (n) => place.at ?? servers[n % 2]!)
  for (let round = 1; round <= 5; round += 1) {
    await until(() => typists.peers.every((peer) => peer.acknowledged >= round * 40))
    await compactDraft(db, id)
  }
  await agree(typists, id, place as { at: ServerProcess })
  console.log(`two servers, five compactions: ${typists.lost} lost of ${typists.acknowledged} acknowledged`)
  expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
})

test('SY-50 a server that is stopped in its tracks (SIGSTOP) while another goes on, and then goes on itself, overwrites nothing', { timeout: 120_000 }, async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const place: { at: ServerProcess } = { at: servers[0] }
  const typists = new Typists(tokens, id, () => place.at)
  for (let round = 1; round <= 3; round += 1) {
    await until(() => typists.peers.every((peer) => peer.acknowledged >= round * 60))
    const paused = place.at
    paused.pause()
    // Nothing answers: everybody goes to the other, with what they have not been promised.
    place.at = servers.find((server) => server !== paused)!
    for (const peer of typists.peers) peer.disconnect()
    await until(() => typists.peers.every((peer) => peer.acknowledged >= round * 60 + 30))
    await compactDraft(db, id)
    paused.resume()
    await compactDraft(db, id)
  }
  await agree(typists, id, place)
  console.log(`paused and resumed three times: ${typists.lost} lost of ${typists.acknowledged} acknowledged, ${typists.seenAndLost} that others had seen`)
  expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
})

test('SY-15 a rolling restart under load: nothing acknowledged is lost, and everybody is told to come back', { timeout: 120_000 }, async () => {
  const id = await makeDraft(db, group.lead, group.group.id)
  const place: { at: ServerProcess } = { at: servers[0] }
  const typists = new Typists(tokens, id, () => place.at)
  for (let round = 0; round < 4; round += 1) {
    const goal = typists.peers.map((peer) => peer.acknowledged + 40)
    await until(() => typists.peers.every((peer, n) => peer.acknowledged >= goal[n]!))
    const stopping = place.at
    place.at = servers.find((server) => server !== stopping)!
    await stopping.kill('SIGTERM')
    await typists.holdAgainst(() => storedDoc(id))
    await stopping.start()
  }
  const codes = new Set(typists.peers.flatMap((peer) => peer.codes))
  await agree(typists, id, place)
  console.log(`rolling restart, four stops: ${typists.lost} lost of ${typists.acknowledged} acknowledged, ${typists.seenAndLost} that others had seen; closed with ${[...codes]}`)
  expect([typists.lost, typists.seenAndLost]).toEqual([0, 0])
  expect(codes).toEqual(new Set([1001]))
})
