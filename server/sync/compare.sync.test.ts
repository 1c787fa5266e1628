import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { overHttp } from '../../tests/http-socket'
import { lineOver } from '../../tests/line'
import { makeDraft, rawSocket, serveSync, signIn, until } from '../../tests/sync'
import { openDraft } from '@/components/editor/sync/anew'
import type { DraftProvider, Surroundings } from '@/components/editor/sync/provider'
import { fragmentName } from '@/lib/document/version'
import { storedDraft } from '@/lib/drafts/queries'
import { replay } from '@/lib/drafts/replay'
import { measures } from './measures'

const { db, url } = await testDatabase()
const group = await makeGroup(db)
const tokens = { lead: await signIn(db, group.lead), editor: await signIn(db, group.editor), reviewer: await signIn(db, group.reviewer) }
const told: { message: string; facts: Record<string, unknown> }[] = []
const at = await serveSync({ databaseUrl: url, tell: (_, message, facts) => told.push({ message, facts: facts as Record<string, unknown> }) })
const ends: (() => unknown)[] = []
afterAll(async () => {
  for (const end of ends) end()
  await at.close()
})

const stored = async (id: string) => replay(await storedDraft(db, id))
const textOf = (doc: Y.Doc): string => doc.getXmlFragment(fragmentName).toString()

/** A page's copies of a draft, each with the one before it given up; `begin` is done with the first before it is connected. */
function page(id: string, token: string, lane: 'write' | 'comment', more: { open?: typeof rawSocket; passing?: (message: Uint8Array) => void; begin?: (first: DraftProvider) => void } = {}) {
  const copies: DraftProvider[] = []
  const around: Surroundings = {
    open: () => lineOver(at, id, token, more), random: Math.random, now: () => performance.now(),
    later: (work, milliseconds) => { const timer = setTimeout(work, milliseconds); return () => clearTimeout(timer) },
  }
  ends.push(openDraft('ws://draft', () => lane, (provider) => {
    if (copies.length === 0) more.begin?.(provider)
    copies.push(provider)
  }, around))
  return { copies, now: () => copies.at(-1)! }
}

function write(doc: Y.Doc, words: string): void {
  const block = new Y.XmlElement('paragraph')
  block.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment(fragmentName).push([block])
}

/** The same structs under the same numbers, one word of them another: nothing that Yjs looks at has changed. */
function tampered(doc: Y.Doc, from: string, to: string): Uint8Array {
  const state = Buffer.from(Y.encodeStateAsUpdate(doc))
  const place = state.indexOf(from)
  expect([place > 0, from.length]).toEqual([true, to.length])
  state.write(to, place)
  return new Uint8Array(state)
}

async function aDraft(words: string): Promise<string> {
  const id = await makeDraft(db, group.lead, group.group.id)
  const first = page(id, tokens.lead, 'write').now()
  await until(() => first.status.kind === 'saved')
  write(first.doc, words)
  await until(() => first.status.kind === 'saved')
  return id
}

/** Of a copy that stands in for the server's text, a word is another. Somebody writes; how long until it is found, and what became of it. */
async function divergence(open: typeof rawSocket, lane: 'write' | 'comment') {
  const id = await aDraft('The council must publish.')
  const wrong = tampered(await stored(id), 'must publish', 'may withhold')
  const counted = measures.copies.astray
  let first: DraftProvider | null = null
  const astray = page(id, lane === 'write' ? tokens.editor : tokens.reviewer, lane, {
    open, begin: (provider) => { first = provider; provider.standIn(wrong) },
    // Written after the point at which copies were compared, and before anybody knows: it is kept.
    passing: (message) => { if (lane === 'write' && message[0] === 102 && message.length > 3 && astray.copies.length === 1) write(astray.now().doc, 'Kept words.') },
  })
  const sound = page(id, tokens.lead, 'write')
  await until(() => astray.now().status.kind === 'saved' && sound.now().status.kind === 'saved')
  expect(textOf(first!.doc)).toContain('may withhold')
  write(sound.now().doc, 'More words.')
  const since = performance.now()
  await until(() => astray.copies.length === 2)
  const found = performance.now() - since
  await until(() => astray.now().note !== null && astray.now().status.kind === 'saved')
  const kept = lane === 'write' ? ['Kept words.'] : []
  await until(() => [astray, sound].every((each) => ['The council must publish.', 'More words.', ...kept].every((words) => textOf(each.now().doc).includes(words))))
  const texts = [astray.now().doc, sound.now().doc, await stored(id)].map(textOf)
  expect(new Set(texts).size).toBe(1)
  expect(texts[0]!.split('Kept words.').length - 1).toBe(kept.length)
  expect([sound.copies.length, sound.now().note]).toEqual([1, null])
  expect(astray.now().note?.words).toContain('What you had not sent yet was kept.')
  await until(() => told.some(({ facts }) => facts.standardId === id))
  expect(told.find(({ facts }) => facts.standardId === id)).toMatchObject({
    message: 'a copy of a draft had gone another way',
    facts: { personId: lane === 'write' ? group.editor.id : group.reviewer.id, lane, wire: open === rawSocket ? 'websocket' : 'http' },
  })
  expect(measures.copies.astray).toBeGreaterThan(counted)
  return found
}

test('SY-34 a copy that says other words under the same numbers is found, loaded anew, and told of; over both wires, and in one that only reads', async () => {
  const found = await Promise.all([divergence(rawSocket, 'write'), divergence(overHttp, 'write'), divergence(rawSocket, 'comment')])
  console.log(`silent divergence: found after ${found.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s at the usual pace`)
})
