import { createHash } from 'node:crypto'
import { afterAll, describe, expect, onTestFailed, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { bundleOfProcess, ServerProcess } from '../../tests/processes'
import { redisProgram, sayWhatIsLeftOut, TestRedis } from '../../tests/redis'
import { makeDraft, signIn, stockClient, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'

sayWhatIsLeftOut('three server processes under load, with kills of processes and of Redis (several-killed)')
const { db, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), reviewer: await signIn(db, group.reviewer) }
const bundle = await bundleOfProcess()
const redis = redisProgram ? await TestRedis.start() : null
afterAll(() => redis?.kill())

const digestOf = (doc: Y.Doc): string => createHash('sha256').update(doc.getText('t').toString()).digest('hex')
const storedDoc = async (id: string) => replay(await storedDraft(db, id))

/** Types in the middle of the text, and comes back whenever it is cut off. */
class Typist {
  isTyping = true

  constructor(readonly peer: Peer, readonly at: ServerProcess) {
    this.#type()
    this.#comeBack()
  }

  #type(): void {
    if (!this.isTyping) return
    const text = this.peer.doc.getText('t')
    if (this.peer.synced) text.insert(Math.floor(text.length / 2), 'k')
    setTimeout(() => this.#type(), 4)
  }

  #comeBack(): void {
    if (this.isTyping && !this.peer.socket) this.peer.connect()
    if (this.isTyping) setTimeout(() => this.#comeBack(), 20)
  }
}

describe.skipIf(!redis)('with Redis', () => {
  test('SY-41 three processes on one draft under load, each killed with -9, Redis killed twice: nothing acknowledged is lost, and all agree', { timeout: 180_000 }, async () => {
    const processes = await Promise.all([1, 2, 3].map(() => ServerProcess.start(bundle, url, redis!.url)))
    const id = await makeDraft(db, group.lead, group.group.id)
    const typists = processes.flatMap((at) => [tokens.lead, tokens.editor].map((token) => new Typist(new Peer(at, id, token), at)))
    const peers = typists.map(({ peer }) => peer)
    let step = 'begin'
    onTestFailed(() => console.log(step, JSON.stringify(peers.map((peer) => ({
      connected: peer.socket !== null, synced: peer.synced, own: peer.own, durable: peer.durable, acknowledged: peer.acknowledged, codes: peer.codes.slice(-5), length: peer.doc.getText('t').length,
    })))))
    const more = async (count: number, of = peers) => {
      const goal = of.map((peer) => peer.acknowledged + count)
      await until(() => of.every((peer, n) => peer.acknowledged >= goal[n]!))
    }
    let [lost, seenAndLost] = [0, 0]
    await more(60)
    for (const [n, one] of processes.entries()) {
      const others = typists.filter(({ at }) => at !== one).map(({ peer }) => peer)
      step = `process ${n} is killed`
      await one.kill()
      // Those at the other processes go on as if nothing had been.
      await more(25, others)
      const stored = Y.decodeStateVector(Y.encodeStateVector(await storedDoc(id)))
      const durable = (peer: Peer) => stored.get(peer.doc.clientID) ?? 0
      for (const { peer } of typists.filter(({ at }) => at === one)) {
        lost += Math.max(0, peer.durable - durable(peer))
        for (const other of others) seenAndLost += Math.max(0, Y.getState(other.doc.store, peer.doc.clientID) - durable(peer))
      }
      step = `process ${n} is back`
      await one.start()
      if (n < 2) {
        await redis!.kill()
        await more(25)
        await redis!.start()
      }
      await more(25)
    }
    step = 'the end'
    for (const typist of typists) typist.isTyping = false
    await until(() => { for (const peer of peers) if (!peer.socket) peer.connect(); return peers.every((peer) => peer.settled) })
    const late = processes.map((at) => new Peer(at, id, tokens.reviewer))
    for (const peer of late) peer.connect()
    const digest = digestOf(await storedDoc(id))
    await until(() => [...peers, ...late].every((peer) => digestOf(peer.doc) === digest))
    const acknowledged = peers.reduce((sum, peer) => sum + peer.acknowledged, 0)
    console.log(`three processes, each killed, Redis killed twice: ${lost} lost of ${acknowledged} acknowledged, ${seenAndLost} lost that others had seen`)
    expect([lost, seenAndLost]).toEqual([0, 0])
    for (const peer of [...peers, ...late]) peer.disconnect()
    await Promise.all(processes.map((one) => one.kill()))
  })

  test('SY-43 those at a process that is killed are gone from the screens at the others, without a word of it', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => ServerProcess.start(bundle, url, redis!.url)))
    const id = await makeDraft(db, group.lead, group.group.id)
    const [here, there] = [stockClient(one!, id, tokens.lead), stockClient(other!, id, tokens.editor)]
    const count = () => [...there.provider.awareness.getStates().values()].filter((state) => (state.user as { name?: string } | undefined)?.name === group.lead.name).length
    here.provider.awareness.setLocalStateField('user', {})
    await until(() => count() === 1)
    await one!.kill()
    const since = performance.now()
    await until(() => count() === 0)
    console.log(`people of a killed process gone after ${((performance.now() - since) / 1000).toFixed(1)} s`)
    here.stop()
    there.stop()
    await other!.kill()
  })
})

test('SY-44 two processes without Redis, one killed in the middle of typing: nothing acknowledged is lost, and both agree', { timeout: 120_000 }, async () => {
  const [one, other] = await Promise.all([1, 2].map(() => ServerProcess.start(bundle, url)))
  const id = await makeDraft(db, group.lead, group.group.id)
  const typists = [new Typist(new Peer(one!, id, tokens.lead), one!), new Typist(new Peer(other!, id, tokens.editor), other!)]
  const peers = typists.map(({ peer }) => peer)
  await until(() => peers.every((peer) => peer.acknowledged > 100))
  await one!.kill()
  const [goal] = [peers[1]!.acknowledged + 50]
  await until(() => peers[1]!.acknowledged > goal)
  await one!.start()
  await until(() => peers[0]!.acknowledged > 200)
  for (const typist of typists) typist.isTyping = false
  await until(() => { for (const peer of peers) if (!peer.socket) peer.connect(); return peers.every((peer) => peer.settled) })
  const digest = digestOf(await storedDoc(id))
  await until(() => peers.every((peer) => digestOf(peer.doc) === digest))
  expect(peers.map((peer) => peer.own).reduce((sum, own) => sum + own, 0)).toBe((await storedDoc(id)).getText('t').length)
  await Promise.all([one!.kill(), other!.kill()])
})
