import { Cursor } from './cursor'
import { contentRef, type Known, type Sound } from './vet'

const none = new Map<never, never>()

/**
 * Vets the commonest of all updates, some ASCII letters by one client, in a tenth of the time that decoding takes. Null for everything else and for
 * whatever is not sound, down to the last byte: `vet` has the word then. The layout is Yjs's update format, version 1.
 */
export function vetKeystroke(update: Uint8Array, known: Known): Sound | null {
  if (update[0] !== 1 || update[1] !== 1 || update.length < 9) return null
  const at = new Cursor(update, 2)
  const client = at.read()
  const clock = at.read()
  const info = at.byte()
  // Text that stands beside something: its parent and place are its neighbour's.
  if ((info & 0x1f) !== contentRef.text || (info & 0x20) !== 0 || (info & 0xc0) === 0) return null
  const stands = (): boolean => {
    const neighbour = at.read()
    return at.read() < (neighbour === client ? clock : known.upto(neighbour))
  }
  if (clock !== known.upto(client)) return null
  if ((info & 0x80) !== 0 && !stands()) return null
  if ((info & 0x40) !== 0 && !stands()) return null
  const length = at.read()
  const end = at.place + length
  // Behind the text an empty set of deletions, and nothing more.
  if (length === 0 || end + 1 !== update.length || update[end] !== 0) return null
  for (let place = at.place; place < end; place += 1) if (update[place]! > 0x7f) return null
  return { kind: 'sound', writers: [client], spans: new Map([[client, { start: clock, end: clock + length }]]), deletes: false, plain: true, depths: none }
}
