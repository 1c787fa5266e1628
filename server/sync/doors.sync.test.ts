import { afterAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { closing, makeDraft, rawSocket, serveSync, signIn, stockClient, until } from '../../tests/sync'
import { draftContent, storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { archiveStandard } from '@/lib/standards/commands'

const { db, sql, url } = await testDatabase()
const group = await makeGroup(db)
const at = await serveSync({ databaseUrl: url })
afterAll(() => at.close())
const id = await makeDraft(db, group.lead, group.group.id)
const tokens = Object.fromEntries(await Promise.all(
  (['observer', 'reviewer', 'editor', 'lead', 'advisor', 'outsider', 'admin'] as const).map(async (role) => [role, await signIn(db, group[role])])))
const stored = async () => Buffer.from(Y.encodeStateAsUpdate(replay(await storedDraft(db, id)))).toString('hex')

/** A document frame of the stock client, with one new word in it. */
function editFrame(type: 1 | 2): { frame: Uint8Array; clientId: number } {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'mine')
  const update = Y.encodeStateAsUpdate(doc)
  return { frame: new Uint8Array([0, type, update.length, ...update]), clientId: doc.clientID }
}

test('SY-1 another origin, or none, is refused before the upgrade, whoever asks', async () => {
  for (const origin of ['https://evil.example', `${at.origin}.evil.example`, null]) {
    const socket = rawSocket(at, id, { token: tokens.lead, origin })
    const status = await new Promise((resolve) => socket.once('unexpected-response', (_, response) => resolve(response.statusCode)))
    expect(status).toBe(403)
  }
})

test('SY-2 without a good session: 4401', async () => {
  expect(await closing(rawSocket(at, id))).toBe(4401)
  expect(await closing(rawSocket(at, id, { token: 'made-up' }))).toBe(4401)
  const old = await signIn(db, group.lead)
  await sql`update sessions set expires = now() - interval '1 second' where token_hash = encode(sha256(${old}::bytea), 'hex')`
  expect(await closing(rawSocket(at, id, { token: old }))).toBe(4401)
})

test('SY-2 a page that one person opened does not connect once another is signed in: 4401, whatever it would send', async () => {
  const theirs = rawSocket(at, id, { token: tokens.lead, query: `schema=1&saved=1&as=${group.editor.id}` })
  theirs.once('open', () => theirs.send(editFrame(2).frame))
  const before = await stored()
  expect(await closing(theirs)).toBe(4401)
  expect(await stored()).toBe(before)
  const own = rawSocket(at, id, { token: tokens.lead, query: `schema=1&saved=1&as=${group.lead.id}` })
  own.once('open', () => own.send(new Uint8Array([0, 0, 1, 0])))
  expect(await new Promise((resolve) => { own.once('message', () => resolve('heard')); own.once('close', resolve) })).toBe('heard')
  own.close()
})

test('SY-3 a draft that is not there and one that is not theirs: 4404 alike', async () => {
  for (const [role, standard] of [['outsider', id], ['admin', id], ['lead', crypto.randomUUID()], ['lead', 'no-uuid'], ['lead', `${id}%00`]] as const) {
    expect(await closing(rawSocket(at, standard, { token: tokens[role] }))).toBe(4404)
  }
})

test('SY-4 a client of another schema gets 4410 and nothing else', async () => {
  for (const query of ['schema=0', 'schema=2', '', 'schema=1x']) {
    const socket = rawSocket(at, id, { token: tokens.lead, query })
    const heard: unknown[] = []
    socket.on('message', (data) => heard.push(data))
    socket.once('open', () => socket.send(new Uint8Array([0, 0, 1, 0])))
    expect(await closing(socket)).toBe(4410)
    expect(heard).toEqual([])
  }
})

describe('SY-5 on every lane but write', () => {
  for (const [role, lane] of [['observer', 'read'], ['reviewer', 'comment'], ['advisor', 'comment']] as const) {
    test(`the ${role} reads, and whatever edit they send changes nothing, is recorded, and closes with 4403`, async () => {
      const lead = stockClient(at, id, tokens.lead!)
      await lead.synced
      lead.text.insert(0, 'ours ')
      const words = lead.text.toString()
      const reader = stockClient(at, id, tokens[role]!)
      await reader.synced
      await until(() => reader.text.toString() === words)
      await until(() => Promise.resolve(reader.codes.length === 0))
      const before = await stored()
      const edits = [editFrame(1).frame, editFrame(2).frame]
      const gone = new Y.Doc()
      Y.applyUpdate(gone, Y.encodeStateAsUpdate(lead.doc))
      const vector = Y.encodeStateVector(gone)
      gone.getText('t').delete(0, 2)
      const deletion = Y.encodeStateAsUpdate(gone, vector)
      edits.push(new Uint8Array([0, 2, deletion.length, ...deletion]))
      for (const edit of edits) {
        const socket = rawSocket(at, id, { token: tokens[role] })
        socket.once('open', () => { socket.send(new Uint8Array([0, 0, 1, 0])); socket.send(edit) })
        expect(await closing(socket)).toBe(4403)
      }
      expect(await stored()).toBe(before)
      expect(lead.text.toString()).toBe(words)
      const tried = () => sql`select facts from audit_events where kind = 'edit refused' and actor_id = ${group[role].id} and standard_id = ${id}`
      await until(async () => (await tried()).length === edits.length)
      expect((await tried())[0]!.facts).toMatchObject({ lane })
      lead.stop()
      reader.stop()
    })
  }
})

test('SY-5 a stock client that only reads is never closed for what it sends by itself', async () => {
  const reader = stockClient(at, id, tokens.observer!)
  const reviewer = stockClient(at, id, tokens.reviewer!)
  const writer = stockClient(at, id, tokens.editor!)
  await Promise.all([reader.synced, reviewer.synced, writer.synced])
  reviewer.provider.awareness.setLocalStateField('cursor', 3)
  reader.provider.awareness.setLocalStateField('cursor', 4)
  await until(() => [...writer.provider.awareness.getStates().values()].some((state) => state.user?.id === group.reviewer.id && state.cursor === 3))
  await until(() => [...reader.provider.awareness.getStates().values()].some((state) => state.user?.id === group.reviewer.id))
  const present = [...writer.provider.awareness.getStates().values()].map((state) => state.user?.id)
  expect(present).not.toContain(group.observer.id)
  expect([reader.codes, reviewer.codes]).toEqual([[], []])
  for (const client of [reader, reviewer, writer]) client.stop()
})

test('SY-5 what a reader\'s stock client tidies away by itself does not close it, and the writer\'s copy is tidied too', async () => {
  const draft = await makeDraft(db, group.lead, group.group.id, 'Formats')
  const writer = stockClient(at, draft, tokens.lead!)
  const readers = [stockClient(at, draft, tokens.observer!), stockClient(at, draft, tokens.reviewer!)]
  await Promise.all([writer, ...readers].map((client) => client.synced))
  const words = new Y.XmlText('some words to format')
  writer.doc.getXmlFragment('document').insert(0, [words])
  for (let n = 0; n < 20; n += 1) {
    words.format(n % 7, 5, { bold: {} })
    words.format(n % 5, 6, { bold: null, italic: {} })
    words.format(n % 3, 9, { italic: null })
  }
  const text = (doc: Y.Doc) => doc.getXmlFragment('document').toString()
  const state = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex')
  await until(() => readers.every((reader) => text(reader.doc) === text(writer.doc)))
  const late = stockClient(at, draft, tokens.observer!)
  await late.synced
  await until(() => [...readers, late].every((reader) => state(reader.doc) === state(writer.doc)))
  expect([...readers, late].map((reader) => reader.codes)).toEqual([[], [], []])
  for (const client of [writer, ...readers, late]) client.stop()
})

test('SY-5 an archived standard is read, and an edit closes with 4409', async () => {
  const shelved = await makeDraft(db, group.lead, group.group.id, 'Shelved')
  expect(await archiveStandard(db, group.lead, { standardId: shelved })).toMatchObject({ ok: true })
  const reader = stockClient(at, shelved, tokens.lead!)
  await reader.synced
  const socket = rawSocket(at, shelved, { token: tokens.lead })
  socket.once('open', () => socket.send(editFrame(2).frame))
  expect(await closing(socket)).toBe(4409)
  reader.stop()
})

test('SY-5 messages that are the server\'s alone, text, and no message at all: 4403', async () => {
  for (const bytes of [new Uint8Array([100, 1]), new Uint8Array([101, 2, 123, 125]), new Uint8Array([2, 0]), new Uint8Array(), 'hello']) {
    const socket = rawSocket(at, id, { token: tokens.lead })
    socket.once('open', () => socket.send(bytes))
    expect(await closing(socket)).toBe(4403)
  }
})

test('SY-9 an edit under another person\'s client id closes with 4403 and is recorded; the same person may go on under an old one', async () => {
  const { frame, clientId } = editFrame(2)
  const first = rawSocket(at, id, { token: tokens.editor })
  const stored = new Promise<void>((resolve) => first.on('message', (data: Buffer) => { if (data[0] === 100) resolve() }))
  first.once('open', () => first.send(frame))
  await stored
  const doc = new Y.Doc()
  doc.clientID = clientId
  doc.getText('t').insert(0, 'mine')
  const vector = Y.encodeStateVector(doc)
  doc.getText('t').insert(4, '!')
  const more = Y.encodeStateAsUpdate(doc, vector)
  const thief = rawSocket(at, id, { token: tokens.lead })
  thief.once('open', () => thief.send(new Uint8Array([0, 2, more.length, ...more])))
  expect(await closing(thief)).toBe(4403)
  await until(async () => (await sql`select 1 from audit_events where kind = 'edit refused' and actor_id = ${group.lead.id} and standard_id = ${id}`).length === 1)
  const again = rawSocket(at, id, { token: tokens.editor })
  const saved = new Promise((resolve) => again.on('message', (data: Buffer) => { if (data[0] === 100) resolve([...data]) }))
  again.once('open', () => again.send(new Uint8Array([0, 2, more.length, ...more])))
  expect(await saved).toEqual([100, 1])
  await expect(sql`update draft_clients set person_id = ${group.lead.id} where client_id = ${clientId}`).rejects.toThrow(/never changes/)
  first.close()
  again.close()
})

test('SY-10 what depends on something missing is asked for, and its answer counts for both', async () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getText('t').insert(0, 'a')
  doc.getText('t').insert(1, 'b')
  const socket = rawSocket(at, id, { token: tokens.lead })
  const acked: number[] = []
  socket.on('message', (data: Buffer) => {
    if (data[0] === 100) acked.push(data[1]!)
    if (data[0] !== 0 || data[1] !== 0) return
    const all = Y.encodeStateAsUpdate(doc)
    socket.send(new Uint8Array([0, 1, all.length, ...all]))
  })
  socket.once('open', () => socket.send(new Uint8Array([0, 2, updates[1]!.length, ...updates[1]!])))
  await until(() => acked.length > 0)
  expect(acked).toEqual([2])
  const text = replay(await storedDraft(db, id)).getText('t').toString()
  expect(text).toContain('ab')
  socket.close()
})

test('SY-18 a stock client without saved=1 hears nothing but the protocol; with it, acknowledgements and notices', async () => {
  const socket = rawSocket(at, id, { token: tokens.lead, query: 'schema=1' })
  const saving = rawSocket(at, id, { token: tokens.lead })
  const types = new Set<number>()
  const notices: unknown[] = []
  socket.on('message', (data: Buffer) => types.add(data[0]!))
  const answered = new Promise((resolve) => saving.once('message', resolve))
  saving.on('message', (data: Buffer) => { if (data[0] === 101) notices.push(JSON.parse(data.subarray(2).toString())) })
  await Promise.all([socket, saving].map((each) => new Promise((resolve) => each.once('open', resolve))))
  for (const each of [socket, saving]) { each.send(new Uint8Array([0, 0, 1, 0])); each.send(editFrame(2).frame) }
  await until(() => types.has(0))
  await answered
  await sql`update standards set title = 'Another title' where id = ${id}`
  await until(() => notices.length > 0)
  expect(notices).toEqual([{ kind: 'title', title: 'Another title' }])
  expect([...types].every((type) => type === 0 || type === 1)).toBe(true)
  socket.close()
  saving.close()
})

test('the text that stock clients wrote as a document is read as plain data', async () => {
  const draft = await makeDraft(db, group.lead, group.group.id, 'Written live')
  const client = stockClient(at, draft, tokens.lead!)
  await client.synced
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.setAttribute('id', 'abcdefghjkmn')
  paragraph.insert(0, [new Y.XmlText('Written live')])
  client.doc.getXmlFragment('document').push([paragraph])
  const text = () => draftContent(db, draft)
  await until(async () => JSON.stringify(await text()).includes('Written live'))
  expect((await text()).content.at(-1)).toEqual({ type: 'paragraph', attrs: { id: 'abcdefghjkmn' }, content: [{ type: 'text', text: 'Written live' }] })
  client.stop()
})
