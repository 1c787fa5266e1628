import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { afterEach, expect, test } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { digestOfCopy } from '@/lib/drafts/content-digest'
import { fragmentName } from '@/lib/document/version'
import { openDraft } from './anew'
import type { Line } from './line'
import type { DraftProvider } from './provider'

const ends: (() => void)[] = []
afterEach(() => { for (const end of ends.splice(0)) end() })

class Wire implements Line {
  readyState = 0
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: (() => void) | null = null
  readonly heard: Uint8Array[] = []
  send(bytes: Uint8Array) { this.heard.push(bytes) }
  close() { this.readyState = 3 }
  say(type: number, write: (encoder: ReturnType<typeof createEncoder>) => void) {
    const encoder = createEncoder()
    writeVarUint(encoder, type)
    write(encoder)
    this.onmessage?.({ data: toUint8Array(encoder).slice().buffer })
  }
  get reports() { return this.heard.filter((bytes) => bytes[0] === 103).length }
}

function write(doc: Y.Doc, words: string): void {
  const block = new Y.XmlElement('paragraph')
  block.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment(fragmentName).push([block])
}

const textOf = (doc: Y.Doc): string => doc.getXmlFragment(fragmentName).toString()

/** A page whose copy says “wrong” where the stored text says “right”; `compare` is a round, with what is done between its two messages. */
function astray() {
  const [lines, copies]: [Wire[], DraftProvider[]] = [[], []]
  const [server, other] = ['right', 'wrong'].map((word) => {
    const doc = new Y.Doc()
    doc.clientID = 7
    write(doc, word)
    return doc
  })
  ends.push(openDraft('ws://x', () => 'write', (provider) => copies.push(provider), {
    open: () => { const line = new Wire(); lines.push(line); return line }, later: () => () => {}, random: () => 0.5, now: () => 0,
  }))
  const line = () => lines.at(-1)!
  const synchronise = (): void => {
    line().readyState = 1
    line().onopen?.()
    line().say(0, (encoder) => sync.writeSyncStep2(encoder, server!))
    line().say(0, (encoder) => sync.writeSyncStep1(encoder, server!))
    line().say(100, (encoder) => writeVarUint(encoder, 1))
  }
  const compare = async (round: number, between: () => void = () => {}) => {
    line().say(102, (encoder) => writeVarUint(encoder, round))
    // The code for it is fetched with the first.
    await import('./alike').then(() => new Promise(setImmediate))
    between()
    const { vector, text } = digestOfCopy(server!)
    line().say(102, (encoder) => { writeVarUint(encoder, round); writeVarString(encoder, vector); writeVarString(encoder, text) })
    await new Promise(setImmediate)
  }
  copies[0]!.standIn(Y.encodeStateAsUpdate(other!))
  synchronise()
  return { server: server!, lines, copies, synchronise, compare, now: () => copies.at(-1)! }
}

test('SY-34 what was written and not sent when a copy is given up goes over the stored text, and to the server', async () => {
  const { copies, lines, synchronise, compare, now } = astray()
  expect(textOf(now().doc)).toContain('wrong')
  await compare(1)
  // Between the two messages of the round that finds it, and not known to have arrived.
  await compare(2, () => write(now().doc, 'kept'))
  expect([copies.length, lines[0]!.reports]).toEqual([2, 1])
  synchronise()
  expect(textOf(now().doc)).toBe('<paragraph>right</paragraph><paragraph>kept</paragraph>')
  expect(now().note?.words).toContain('was kept')
  expect([Buffer.concat(lines[1]!.heard).includes('kept'), now().status.kind]).toEqual([true, 'saved'])
})

test('SY-34 nothing is compared while something here is not saved, and only words under the same numbers count', async () => {
  const { copies, compare, now, server } = astray()
  write(now().doc, 'on its way')
  await compare(1)
  await compare(2)
  expect(copies).toHaveLength(1)
  const apart = astray()
  write(apart.server, 'not heard of yet')
  await apart.compare(1)
  await apart.compare(2)
  expect(apart.copies).toHaveLength(1)
  expect(textOf(server)).toContain('right')
})

test('SY-34 a copy that differs again is not given up again: the page says so, and the server is told', async () => {
  const { copies, lines, synchronise, compare, now, server } = astray()
  await compare(1)
  synchronise()
  write(server, 'what the new copy has not')
  Y.applyUpdate(now().doc, Y.encodeStateAsUpdate(server), now())
  server.getXmlFragment(fragmentName).delete(0, 1)
  await compare(3)
  expect([copies.length, lines.length]).toEqual([2, 2])
  expect(now().note?.words).toContain('differs from the one that is saved')
  expect(lines[1]!.reports).toBeGreaterThan(0)
})
