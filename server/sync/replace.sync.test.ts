import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { serveSync, signIn, until } from '../../tests/sync'
import { Peer } from '../../tests/sync-peer'
import { canonicalText } from '@/lib/document/canonical'
import type { Block, DocumentJson } from '@/lib/document/types'
import { compactDraft } from '@/lib/drafts/compaction-commands'
import { startDraft } from '@/lib/drafts/commands'
import { draftContent, storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { draftRooms } from '@/lib/drafts/rooms'
import { newBlockId } from '@/lib/kernel/ids'
import { replacement } from './replace'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const at = await serveSync({ databaseUrl: url })
afterAll(() => at.close())
const token = await signIn(db, group.editor)

const paragraph = (words: string, id = newBlockId()): Block => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text: words }] })
const requirement = (words: string, level = 'MUST', id = newBlockId()): Block =>
  ({ type: 'requirement', attrs: { id, level, metBy: '', appliesTo: '' }, content: [{ type: 'requirementStatement', content: [paragraph(words)] }] })
const document = (...content: Block[]): DocumentJson => ({ type: 'doc', content })

async function draftOf(content: DocumentJson): Promise<string> {
  const started = await startDraft(db, group.lead, { groupId: group.group.id, title: 'Replaced', refPrefix: 'TST', content })
  if (!started.ok) throw new Error(started.refusal.message)
  return started.value.id
}
const canon = (content: DocumentJson) => canonicalText({ title: 't', content: content.content })
const replace = (id: string, content: unknown, personId = group.lead.id) => draftRooms().replaceContent(id, personId, content)

test('SY-17 a draft that nobody has open becomes equal to the text, durably and in the person\'s name', async () => {
  const id = await draftOf(document(paragraph('one'), requirement('two')))
  const wanted = document(paragraph('something'), requirement('else', 'MAY'))
  expect(await replace(id, wanted)).toEqual({ ok: true, value: undefined })
  expect(canon(await draftContent(db, id))).toBe(canon(wanted))
  const owners = await sql`select distinct person_id from draft_clients where standard_id = ${id}`
  expect(owners.map((row) => row.person_id)).toEqual([group.lead.id])
  expect(await sql`select count(*)::int as n from draft_clients where standard_id = ${id}`).toEqual([{ n: 2 }])
})

test('SY-17 those who have it open see the change, and what they type meanwhile stays', async () => {
  const [kept, changed, gone] = [paragraph('kept as it is'), requirement('a duty'), paragraph('to go')]
  const id = await draftOf(document(kept, changed, gone))
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  const blocks = () => peer.doc.getXmlFragment('document').toArray() as Y.XmlElement[]
  const before = blocks()
  ;(before[0]!.get(0) as Y.XmlText).insert(0, 'typed, ')
  await until(() => peer.settled)
  const current = (await draftContent(db, id)).content
  const wanted = document(current[0]!, paragraph('new between'), { ...current[1]!, attrs: { ...current[1]!.attrs, level: 'SHOULD' } })
  expect(await replace(id, wanted)).toMatchObject({ ok: true })
  await until(() => blocks().length === 3 && blocks()[2]!.getAttribute('level') === 'SHOULD')
  // The very same Yjs items: carets and anchors in them hold.
  expect([blocks()[0] === before[0], blocks()[2] === before[1]]).toEqual([true, true])
  expect(blocks()[0]!.toString()).toContain('typed, kept as it is')
  expect(canon(await draftContent(db, id))).toBe(canon(wanted))
})

test('SY-17 what is brought to the end leaves everything before it as it is, and fills an empty draft', async () => {
  const before = document(paragraph('kept'), requirement('a duty'))
  const id = await draftOf(before)
  const added = document(paragraph('a copy', before.content[0]!.attrs!.id as string), requirement('brought', 'MAY'))
  expect(await draftRooms().replaceContent(id, group.lead.id, added, 'end')).toMatchObject({ ok: true })
  const { content } = await draftContent(db, id)
  expect(canon(document(...content.slice(0, 2)))).toBe(canon(before))
  expect(content.map((block) => block.type)).toEqual(['paragraph', 'requirement', 'paragraph', 'requirement'])
  expect(new Set(content.map((block) => block.attrs?.id)).size).toBe(4)
  const empty = await draftOf(document({ type: 'paragraph', attrs: { id: newBlockId() } }))
  expect(await draftRooms().replaceContent(empty, group.lead.id, before, 'end')).toMatchObject({ ok: true })
  expect(canon(await draftContent(db, empty))).toBe(canon(before))
})

test('SY-17 a text that is equal already is no edit', async () => {
  const content = document(paragraph('same'), requirement('same'))
  const id = await draftOf(content)
  const before = await sql`select count(*) from draft_log where standard_id = ${id}`
  expect(await replace(id, await draftContent(db, id))).toMatchObject({ ok: true })
  expect(await sql`select count(*) from draft_log where standard_id = ${id}`).toEqual(before)
})

test('SY-17 in a text of 300 blocks one changed word costs a few bytes, and a moved block only itself', () => {
  const blocks = Array.from({ length: 300 }, (_, n) => requirement(`Duty number ${n} of the council, told in a sentence of some length.`))
  const doc = replayOf(document(...blocks))
  const words = structuredClone(blocks)
  words[150]!.content![0]!.content![0]!.content![0]!.text = 'Duty number 150 of the council, told in a phrase of some length.'
  const word = replacement(Y.encodeStateAsUpdate(doc), document(...words), 77)!
  const moved = replacement(Y.encodeStateAsUpdate(doc), document(...blocks.slice(0, 10), ...blocks.slice(11, 200), blocks[10]!, ...blocks.slice(200)), 77)!
  console.log(`300 requirements, ${Y.encodeStateAsUpdate(doc).length} bytes: one word ${word.length}, one moved block ${moved.length} bytes`)
  expect(word.length).toBeLessThan(100)
  expect(moved.length).toBeLessThan(1_000)
})

function replayOf(content: DocumentJson): Y.Doc {
  const doc = new Y.Doc()
  const made = replacement(Y.encodeStateAsUpdate(doc), content, 5)!
  Y.applyUpdate(doc, made)
  return doc
}

test('SY-17 who may not write is refused, and so is a text that is none; nothing changes', async () => {
  const id = await draftOf(document(paragraph('stays')))
  const before = canon(await draftContent(db, id))
  const wanted = document(paragraph('never'))
  for (const person of [group.observer, group.reviewer, group.advisor]) {
    expect(await replace(id, wanted, person.id)).toMatchObject({ ok: false, refusal: { code: 'editor-only' } })
  }
  expect(await replace(id, wanted, group.outsider.id)).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  expect(await replace(crypto.randomUUID(), wanted)).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  for (const wrong of [null, 'text', { type: 'doc', content: [] }, document({ type: 'script' }), document({ type: 'tableRow', content: [] })]) {
    expect(await replace(id, wrong)).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  }
  expect(canon(await draftContent(db, id))).toBe(before)
})

test('SY-17 while others type, a replacement loses none of what they wrote in blocks that it keeps', async () => {
  const blocks = Array.from({ length: 20 }, (_, n) => paragraph(`block ${n} `))
  const id = await draftOf(document(...blocks))
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  let typing = true
  const type = () => {
    if (!typing) return
    for (const block of peer.doc.getXmlFragment('document').toArray() as Y.XmlElement[]) {
      const text = block.get(0)
      if (text instanceof Y.XmlText && block.getAttribute('id') === blocks[0]!.attrs!.id) text.insert(text.length, 'k')
    }
    setImmediate(type)
  }
  type()
  for (let round = 0; round < 10; round += 1) {
    const current = (await draftContent(db, id)).content
    expect(await replace(id, document(...current.slice(0, 1), paragraph(`round ${round}`), ...current.slice(1)))).toMatchObject({ ok: true })
  }
  typing = false
  await until(() => peer.settled)
  const stored = replay(await storedDraft(db, id)).getXmlFragment('document')
  await until(() => peer.doc.getXmlFragment('document').toString() === stored.toString())
  expect(stored.toString().match(/round \d/g)).toHaveLength(10)
})

test('the 346 requirements of a large standard can be put into a draft', async () => {
  const blocks = Array.from({ length: 346 }, (_, n) => requirement(`Requirement ${n}: verify that the application does what it says it does, in every part of it.`))
  const id = await draftOf(document(paragraph('empty')))
  expect(await replace(id, document(...blocks))).toMatchObject({ ok: true })
  expect((await draftContent(db, id)).content).toHaveLength(346)
})

/** A process that reads a draft to compact it, and is held up before it writes. */
function slowProcess() {
  let go = () => {}
  let asked = 0
  const gate = new Promise<void>((resolve) => { go = resolve })
  const on = new Proxy(db, {
    get: (target, key) => key !== 'execute' ? Reflect.get(target, key) as unknown : async (query: Parameters<typeof db.execute>[0]) => {
      asked += 1
      if (asked === 2) await gate
      return target.execute(query)
    },
  })
  return { on, go: () => go(), hasRead: () => asked === 2 }
}

test('SY-19 of two processes that compact at once the later one takes away no row that the earlier one did not hold', async () => {
  const id = await draftOf(document(paragraph('raced')))
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  const [earlier, later] = [slowProcess(), slowProcess()]
  const first = compactDraft(earlier.on, id)
  await until(earlier.hasRead)
  peer.doc.getText('t').insert(0, 'written between')
  await until(() => peer.settled)
  const second = compactDraft(later.on, id)
  await until(later.hasRead)
  earlier.go()
  expect(await first).toMatchObject({ generation: 1 })
  later.go()
  expect(await second).toBeNull()
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('written between')
})

test('SY-19 compaction changes nothing that is read; a damaged one is made good, and said; only where nothing goes on is the draft refused', async () => {
  const id = await draftOf(document(paragraph('compacted')))
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  const type = async () => { peer.doc.getText('t').insert(0, 'x'); await until(() => peer.settled) }
  for (let n = 0; n < 50; n += 1) await type()
  const before = await draftContent(db, id)
  const state = Buffer.from(Y.encodeStateAsUpdate(replay(await storedDraft(db, id)))).toString('hex')
  const both = await Promise.all([compactDraft(db, id), compactDraft(db, id)])
  expect(both.filter(Boolean)).toHaveLength(1)
  expect((await storedDraft(db, id)).rows).toEqual([])
  expect(await draftContent(db, id)).toEqual(before)
  expect(Buffer.from(Y.encodeStateAsUpdate(replay(await storedDraft(db, id)))).toString('hex')).toBe(state)
  await type()
  expect(replay(await storedDraft(db, id)).getText('t').length).toBe(51)
  expect(await compactDraft(db, id)).not.toBeNull()
  peer.disconnect()
  const told: string[] = []
  const open = async () => {
    const other = await serveSync({ databaseUrl: url, tell: (level, message, facts) => told.push(`${level} ${message} ${JSON.stringify(facts)}`) })
    const late = new Peer(other, id, token)
    late.connect()
    await until(() => late.synced || late.codes.length > 0)
    const seen = { codes: [...late.codes], length: late.doc.getText('t').length }
    await other.close()
    return seen
  }
  await sql`update draft_compactions set state = state || '\\x00' where standard_id = ${id} and generation = 2`
  expect(await open()).toEqual({ codes: [], length: 51 })
  expect(told.join()).toContain(`error part of a draft is damaged and was set aside {"standardId":"${id}","what":"compaction 2 does not match its digest"}`)
  await sql`update draft_compactions set state = state || '\\x00' where standard_id = ${id} and generation = 1`
  expect((await open()).codes).toEqual([1011])
  expect(told.join()).toContain(`"standardId":"${id}","error":"compaction 2 does not match its digest; compaction 1 does not match its digest"`)
})

test('SY-19 a damaged row costs only itself; whoever still has it brings it back', async () => {
  const id = await draftOf(document(paragraph('kept')))
  const peer = new Peer(at, id, token)
  peer.connect()
  await until(() => peer.synced)
  for (const word of ['one ', 'two ', 'three ', 'four ']) { peer.doc.getText('t').insert(peer.doc.getText('t').length, word); await until(() => peer.settled) }
  peer.disconnect()
  const rows = await sql<{ seq: string }[]>`select seq from draft_log where standard_id = ${id} order by seq`
  await sql`update draft_log set updates = set_byte(updates, 3, get_byte(updates, 3) # 1) where seq = ${rows[2]!.seq}`
  const told: string[] = []
  const other = await serveSync({ databaseUrl: url, tell: (_, message, facts) => told.push(`${message} ${JSON.stringify(facts)}`) })
  const reader = new Peer(other, id, token)
  reader.connect()
  await until(() => reader.synced)
  expect([reader.doc.getText('t').toString(), reader.doc.getXmlFragment('document').toString()]).toEqual(['one ', expect.stringContaining('kept')])
  expect(told.filter((each) => each.includes('damaged'))).toHaveLength(3)
  peer.connect(other)
  await until(() => peer.settled && reader.doc.getText('t').toString() === 'one two three four ')
  await other.close()
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('one two three four ')
  expect((await sql`select count(*)::int as n from draft_log where standard_id = ${id}`)[0]!.n).toBe(rows.length + 1)
})

test('SY-19 whoever comes first brings back what others wrote and the disk lost, with what was written after it; without damage that is refused', async () => {
  const id = await draftOf(document(paragraph('kept')))
  const other = await signIn(db, group.lead)
  const [ada, ben] = [new Peer(at, id, token), new Peer(at, id, other)]
  for (const peer of [ada, ben]) peer.connect()
  await until(() => ada.synced && ben.synced)
  for (const [peer, word] of [[ada, 'ada '], [ben, 'ben '], [ada, 'ada again ']] as const) {
    peer.doc.getText('t').insert(peer.doc.getText('t').length, word)
    await until(() => peer.settled && ada.doc.getText('t').toString() === ben.doc.getText('t').toString())
  }
  for (const peer of [ada, ben]) peer.disconnect()
  const rows = await sql<{ seq: string; updates: Buffer }[]>`select seq, updates from draft_log where standard_id = ${id} order by seq`
  const lost = rows.find(({ updates }) => updates.includes('ben '))!
  const come = async (tell: string[]) => {
    const server = await serveSync({ databaseUrl: url, tell: (_, message) => tell.push(message) })
    ada.codes.length = 0
    ada.connect(server)
    await until(() => ada.settled || ada.codes.length > 0)
    ada.disconnect()
    await server.close()
    return ada.codes[0]
  }
  // Taken away without a trace, it is nothing that anybody may bring.
  await sql`update draft_log set standard_id = ${crypto.randomUUID()} where seq >= ${lost.seq} and standard_id = ${id}`
  expect(await come([])).toBe(4403)
  await sql`update draft_log set standard_id = ${id} where seq >= ${lost.seq}`
  await sql`update draft_log set updates = set_byte(updates, 2, get_byte(updates, 2) # 1) where seq = ${lost.seq}`
  expect((await storedDraft(db, id)).damaged.map(({ seq }) => seq)).toContain(Number(lost.seq))
  const told: string[] = []
  expect(await come(told)).not.toBe(4403)
  expect(told).toContain('edits that the disk had lost were brought back by somebody else')
  expect(replay(await storedDraft(db, id)).getText('t').toString()).toBe('ada ben ada again ')
})
