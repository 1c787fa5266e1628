import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { seeded } from '../../tests/seed'
import { outline } from './outline'
import { contentRef } from './vet'

type Line = readonly [clientId: number, clock: number, length: number, ref: number]

function outlined(update: Uint8Array): Line[] {
  const lines: Line[] = []
  outline(update, (...line) => lines.push(line))
  return lines
}

const refOf = (struct: Y.AbstractStruct): number =>
  struct instanceof Y.Skip ? contentRef.skip : struct instanceof Y.Item ? (struct.content as unknown as { getRef(): number }).getRef() : contentRef.gone

const decoded = (update: Uint8Array): Line[] => Y.decodeUpdate(update).structs.map((struct) => [struct.id.client, struct.id.clock, struct.length, refOf(struct)])

/** One step of somebody who uses everything that Yjs has. */
function step(doc: Y.Doc, random: ReturnType<typeof seeded>): void {
  const [text, map, list, fragment] = [doc.getText('text'), doc.getMap('map'), doc.getArray('list'), doc.getXmlFragment('document')]
  const plain = random.pick([null, undefined, true, -5, 2 ** 40, 0.1, 1.5, 5n, 'é€😀', [1, ['two', {}]], { a: { b: [null] } }, new Uint8Array([1, 2, 3])])
  const at = random.below(text.length + 1)
  switch (random.below(8)) {
    case 0: return map.set(random.pick(['one', 'two']), plain as never)
    case 1: return list.insert(random.below(list.length + 1), [[plain], 'two'])
    case 2: return text.insertEmbed(at, { image: 'here' })
    case 3: return text.length > 2 ? text.format(random.below(text.length - 1), 1, { bold: random.pick([null, {}]) }) : undefined
    case 4: return text.length > 2 ? text.delete(random.below(text.length - 1), 1) : undefined
    case 5: return void map.set('within', random.pick([new Y.Doc(), new Y.Map([['in', 1]]), new Y.XmlElement('table'), new Y.XmlHook('hook'), new Y.Text('deeper')]) as never)
    case 6: {
      const block = new Y.XmlElement('paragraph')
      block.setAttribute('id', 'x'.repeat(random.below(200)))
      return fragment.insert(random.below(fragment.length + 1), [block])
    }
    default: return text.insert(at, random.pick(['a', 'é', '€uro', '😀 and 😀', 'x'.repeat(300)]))
  }
}

/** What two people wrote, one update each step, now and then merged with a gap between. */
function written(random: ReturnType<typeof seeded>): Uint8Array[] {
  const docs = [new Y.Doc(), new Y.Doc()]
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'other') updates.push(update) })
  for (let n = 0; n < 60; n += 1) {
    const doc = random.pick(docs)
    doc.transact(() => step(doc, random))
    if (n % 10 === 9) for (const [from, to] of [[0, 1], [1, 0]] as const) Y.applyUpdate(docs[to]!, Y.encodeStateAsUpdate(docs[from]!), 'other')
  }
  return [...updates, Y.encodeStateAsUpdate(docs[0]!), Y.mergeUpdates([updates[0]!, updates[2]!, updates.at(-1)!])]
}

test('SY-22 an update’s outline is that of its structs, whatever Yjs can hold', () => {
  const random = seeded('outlines')
  const met = new Set<number>()
  for (let run = 0; run < 40; run += 1) {
    for (const update of written(random)) {
      const lines = decoded(update)
      for (const [, , , ref] of lines) met.add(ref)
      expect(outlined(update), `seed ${random.seed}, update ${Buffer.from(update).toString('hex')}`).toEqual(lines)
    }
  }
  // JSON is of an earlier Yjs: nothing writes it any more.
  const { json: _, ...today } = contentRef
  for (const [name, ref] of Object.entries(today)) expect(met, name).toContain(ref)
})

test('SY-22 an update that is cut short has no outline', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'some words')
  const update = Y.encodeStateAsUpdate(doc)
  for (let size = 0; size < update.length - 1; size += 1) expect(() => outlined(update.subarray(0, size)), `${size} bytes`).toThrow('cannot be read')
})
