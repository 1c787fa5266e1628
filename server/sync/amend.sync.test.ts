import { afterAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { serveSync, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { documentOf, heading, paragraph, requirement } from '../../tests/texts'
import type { Block } from '@/lib/document/types'
import { type Amendment, sayingOf } from '@/lib/drafts/amendment'
import { startDraft } from '@/lib/drafts/commands'
import { draftContent } from '@/lib/drafts/queries'
import { draftRooms } from '@/lib/drafts/rooms'

const { db, url } = await testDatabase()
const group = await makeGroup(db)
const at = await serveSync({ databaseUrl: url })
afterAll(() => at.close())
const token = await signIn(db, group.editor)

async function draft() {
  const content = documentOf(heading('hhhhhhhhhhhh', 'Form design'), requirement('a', 'MUST', 'It works on a phone.'), requirement('b', 'SHOULD', 'It is quick.'), paragraph('p', 'The end.'))
  const started = await startDraft(db, group.lead, { groupId: group.group.id, title: 'Amended', refPrefix: 'TST', content })
  if (!started.ok) throw new Error(started.refusal.message)
  const id = started.value.id
  const blocks = async () => (await draftContent(db, id)).content
  return { id, blocks, ids: async () => (await blocks()).map((block) => block.attrs!.id as string) }
}
const amend = (id: string, amendment: Amendment, personId = group.editor.id) => draftRooms().amend(id, personId, amendment)
const reworded = (block: Block, words: string): Block => JSON.parse(JSON.stringify(block).replace(/It (works|is)[^"]*/, words)) as Block

test('SY-35 an amendment changes its one block and leaves the Yjs items of all others as they are, for those who have it open too', async () => {
  const { id, blocks } = await draft()
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  const items = () => peer.doc.getXmlFragment('document').toArray() as Y.XmlElement[]
  const before = items()
  const [, one] = await blocks()
  expect(await amend(id, { kind: 'put', blockId: one!.attrs!.id as string, seen: sayingOf(one!), block: reworded(one!, 'It works on any phone.') })).toMatchObject({ ok: true })
  await until(() => items()[1]!.toString().includes('any phone'))
  expect(items().map((item, index) => item === before[index])).toEqual([true, true, true, true])
})

test('SY-35 it inserts, moves and deletes one block; the last one gone leaves an empty paragraph', async () => {
  const { id, blocks, ids } = await draft()
  const [h, a, b, p] = await ids() as [string, string, string, string]
  const all = await blocks()
  const fresh = { ...all[3]!, attrs: { ...all[3]!.attrs, id: 'nnnnnnnnnnnn' } }
  expect(await amend(id, { kind: 'insert', after: a, block: fresh })).toMatchObject({ ok: true })
  expect(await ids()).toEqual([h, a, 'nnnnnnnnnnnn', b, p])
  expect(await amend(id, { kind: 'insert', after: a, block: fresh })).toMatchObject({ ok: false, refusal: { code: 'already-done' } })
  expect(await amend(id, { kind: 'move', blockId: a, seen: sayingOf(all[1]!), after: p })).toMatchObject({ ok: true })
  expect(await ids()).toEqual([h, 'nnnnnnnnnnnn', b, p, a])
  expect(await amend(id, { kind: 'move', blockId: a, seen: sayingOf(all[1]!), after: null })).toMatchObject({ ok: true })
  expect(await ids()).toEqual([a, h, 'nnnnnnnnnnnn', b, p])
  for (const block of await blocks()) expect(await amend(id, { kind: 'delete', blockId: block.attrs!.id as string, seen: sayingOf(block) })).toMatchObject({ ok: true })
  expect((await blocks()).map((block) => block.type)).toEqual(['paragraph'])
})

test('SY-35 what no longer says what was seen is not touched; nor by someone who may not write, nor with a block that is none', async () => {
  const { id, blocks } = await draft()
  const [, one] = await blocks()
  const blockId = one!.attrs!.id as string
  const put = (block: Block, seen = sayingOf(one!)): Amendment => ({ kind: 'put', blockId, seen, block })
  expect(await amend(id, put(reworded(one!, 'It works.'), `${sayingOf(one!)} `))).toMatchObject({ ok: false, refusal: { code: 'stale' } })
  expect(await amend(id, { kind: 'move', blockId, seen: sayingOf(one!), after: 'zzzzzzzzzzzz' })).toMatchObject({ ok: false, refusal: { code: 'stale' } })
  expect(await amend(id, { kind: 'delete', blockId: 'zzzzzzzzzzzz', seen: '' })).toMatchObject({ ok: false, refusal: { code: 'stale' } })
  expect(await amend(id, put({ type: 'script' }))).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  for (const person of [group.observer, group.reviewer, group.advisor]) expect(await amend(id, put(reworded(one!, 'It works.')), person.id)).toMatchObject({ ok: false, refusal: { code: 'editor-only' } })
  expect(await amend(id, put(reworded(one!, 'It works.')), group.outsider.id)).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  expect(sayingOf((await blocks())[1]!)).toBe(sayingOf(one!))
})

test('SY-35 amid somebody else’s typing in another block nothing of theirs is lost', async () => {
  const { id, blocks } = await draft()
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  const last = (peer.doc.getXmlFragment('document').get(3) as Y.XmlElement).get(0) as Y.XmlText
  let typed = 0
  let typing = true
  const type = () => { if (typing) { last.insert(last.length, 'k'); typed += 1; setImmediate(type) } }
  type()
  for (let round = 0; round < 10; round += 1) {
    const [, one] = await blocks()
    expect(await amend(id, { kind: 'put', blockId: one!.attrs!.id as string, seen: sayingOf(one!), block: reworded(one!, `It works ${round}.`) })).toMatchObject({ ok: true })
  }
  typing = false
  await until(() => peer.settled)
  const words = JSON.stringify(await blocks())
  expect([words.includes('It works 9.'), words.match(/k/g)!.length >= typed]).toEqual([true, true])
})
