import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeUpdates } from '@/lib/drafts/log'
import { seeded } from '../../tests/seed'
import { Draft } from './draft'
import { vetKeystroke } from './keystroke'
import { defaultLimits } from './limits'
import { vet } from './vet'

test('SY-22 the short way with a keystroke comes to what the long way does, or leaves it to that: real ones, and bits of them flipped', { timeout: 60_000 }, () => {
  const random = seeded('keystrokes')
  const tally = { short: 0, long: 0 }
  const base = new Y.Doc()
  base.getText('t').insert(0, 'some words to begin with')
  const rows = [{ seq: 1, updates: encodeUpdates([Y.encodeStateAsUpdate(base)]) }]
  for (let n = 0; n < 1_500; n += 1) {
    const author = new Y.Doc()
    Y.applyUpdate(author, Y.encodeStateAsUpdate(base))
    const text = author.getText('t')
    const updates: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => { updates.push(update) })
    const place = random.below(text.length + 1)
    if (random.below(6) === 0) text.delete(random.below(text.length - 3), 1 + random.below(3))
    else text.insert(place, random.pick(['a', 'ab ', 'é', '€uro', 'x'.repeat(200)]))
    const update = Buffer.from(updates[0]!)
    if (n % 2 === 1) for (let bits = random.below(3); bits >= 0; bits -= 1) update[random.below(update.length)]! ^= 1 << random.below(8)
    const short = vetKeystroke(update, new Draft({ compaction: null, rows }))
    tally[short ? 'short' : 'long'] += 1
    const long = vet(update, new Draft({ compaction: null, rows }), defaultLimits.update)
    if (short) expect(short, `seed ${random.seed}, update ${update.toString('hex')}`).toEqual(long)
  }
  console.log('keystrokes:', tally)
  expect(tally.short).toBeGreaterThan(300)
})

test('SY-22 a keystroke that leans on what is not here, or is here already, is not taken the short way', () => {
  const author = new Y.Doc()
  const updates: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => { updates.push(update) })
  for (const letter of 'abc') author.getText('t').insert(author.getText('t').length, letter)
  const draft = new Draft({ compaction: null, rows: [{ seq: 1, updates: encodeUpdates(updates.slice(0, 2)) }] })
  expect(vetKeystroke(updates[2]!, draft)).not.toBeNull()
  expect(vetKeystroke(updates[1]!, draft)).toBeNull()
  expect(vetKeystroke(updates[2]!, new Draft({ compaction: null, rows: [] }))).toBeNull()
})
