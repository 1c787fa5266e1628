import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { deletedBy, deletedIn, lackingTo } from './lacking'

type Step = { readonly who: number; readonly at: number; readonly take: number; readonly say: string }
const steps = fc.array(fc.record({ who: fc.nat(1), at: fc.nat(60), take: fc.nat(6), say: fc.string({ maxLength: 6 }) }), { maxLength: 40 })

function write(doc: Y.Doc, { at, take, say }: Step): void {
  const text = doc.getText('t')
  const from = Math.min(at, text.length)
  text.delete(from, Math.min(take, text.length - from))
  text.insert(from, say)
}

test('what is answered brings the other all that it lacks, and no deletion that it knows of', () => {
  fc.assert(fc.property(steps, steps, steps, (shared, here, there) => {
    const [server, own] = [new Y.Doc(), new Y.Doc()]
    for (const step of shared) write(step.who ? server : own, step)
    Y.applyUpdate(server, Y.encodeStateAsUpdate(own))
    Y.applyUpdate(own, Y.encodeStateAsUpdate(server))
    for (const step of there) write(server, step)
    for (const step of here) write(own, step)
    const given = Y.encodeStateAsUpdate(server, Y.encodeStateVector(own))
    Y.applyUpdate(own, given)
    const known = deletedBy(given)
    const answer = lackingTo(own, Y.encodeStateVector(server), known)
    for (const [client, ranges] of deletedBy(answer).clients) {
      for (const { clock, len } of ranges) for (let one = clock; one < clock + len; one++) {
        expect(known.clients.get(client)?.some((range) => range.clock <= one && one < range.clock + range.len) ?? false).toBe(false)
      }
    }
    Y.applyUpdate(server, answer)
    expect(server.getText('t').toString()).toBe(own.getText('t').toString())
    expect(Y.encodeStateVector(server)).toEqual(Y.encodeStateVector(own))
    expect(Y.equalDeleteSets(deletedIn(server), deletedIn(own))).toBe(true)
  }))
})

test('to somebody who has it all the answer is nothing, however much was ever deleted', () => {
  const doc = new Y.Doc()
  for (let times = 0; times < 500; times++) { doc.getText('t').insert(0, 'abc'); doc.getText('t').delete(1, 1) }
  expect(lackingTo(doc, Y.encodeStateVector(doc), deletedIn(doc))).toEqual(new Uint8Array([0, 0]))
  expect(lackingTo(doc, Y.encodeStateVector(doc), null).length).toBeGreaterThan(500)
})
