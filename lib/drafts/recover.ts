import * as Y from 'yjs'
import { digestOfCompaction, digestOfRow } from './digest'
import { decodeUpdates, encodeUpdates } from './log'
import { type Compaction, type Damage, DamagedDraft, hasPending, type LoadedDraft, type StoredDraft, type StoredRow } from './replay'

export interface KeptCompaction extends Compaction {
  /** The generation that this one was replayed from; 0 for none. Its own rows went when this one came. */
  readonly madeFrom: number
  readonly digest: Uint8Array
  /** Set aside earlier. */
  readonly damage: string | null
}

export interface KeptRow extends StoredRow {
  readonly digest: Uint8Array
  /** The generation that holds it, while that is the newest. */
  readonly heldBy: number | null
  readonly damage: string | null
}

export const isSoundRow = (standardId: string, row: Pick<KeptRow, 'updates' | 'digest'>): boolean => digestOfRow(standardId, row.updates).equals(row.digest)
export const isSoundCompaction = (standardId: string, one: KeptCompaction): boolean => digestOfCompaction(standardId, one).equals(one.digest)

/**
 * A draft from everything that is kept of it: the newest sound compaction, and every sound row after it that depends on nothing lost. Throws
 * DamagedDraft when there is no compaction left from which the rows go on: an empty text would be a lie.
 */
export function recover(standardId: string, compactions: readonly KeptCompaction[], rows: readonly KeptRow[]): LoadedDraft {
  const damaged: Damage[] = []
  const compaction = baseOf(standardId, compactions, damaged)
  const whole: StoredRow[] = []
  for (const row of rows.filter(({ heldBy }) => heldBy === null || heldBy > (compaction?.generation ?? 0))) {
    const why = !isSoundRow(standardId, row) ? 'does not match its digest' : !isReadable(row) ? 'cannot be read' : null
    if (why) damaged.push({ seq: row.seq, what: `row ${row.seq} of the log ${why}` })
    else whole.push({ seq: row.seq, updates: row.updates })
  }
  const { taken, waiting } = withoutWaiting({ compaction, rows: whole })
  for (const seq of waiting) damaged.push({ seq, what: `row ${seq} of the log depends on what is lost` })
  return { compaction, rows: taken, damaged }
}

/** The rows that a compaction holds are kept until another is made from it: so one may be stepped over, from the newest, and no more. */
function baseOf(standardId: string, compactions: readonly KeptCompaction[], damaged: Damage[]): Compaction | null {
  let one = compactions.reduce<KeptCompaction | undefined>((newest, each) => (newest && newest.generation > each.generation ? newest : each), undefined)
  while (one && !isSoundCompaction(standardId, one)) {
    const { generation, madeFrom } = one
    damaged.push({ generation, what: `compaction ${generation} does not match its digest` })
    const before = compactions.find((each) => each.generation === madeFrom)
    const stepped = !compactions.some((each) => each.madeFrom === generation) && (before !== undefined || madeFrom === 0)
    if (!stepped) throw new DamagedDraft(damaged.map(({ what }) => what).join('; '))
    one = before
  }
  return one ?? null
}

function isReadable({ updates }: StoredRow): boolean {
  try {
    for (const update of decodeUpdates(updates)) Y.decodeUpdate(update)
    return true
  } catch { return false }
}

/** Leaves out the updates that wait for something lost, and says of which rows. What others wait for may have come in part, so it is looked at again. */
function withoutWaiting({ compaction, rows }: StoredDraft): { taken: StoredRow[]; waiting: Set<number> } {
  let left = rows.map(({ seq, updates }) => ({ seq, updates: decodeUpdates(updates) }))
  const waiting = new Set<number>()
  for (;;) {
    const doc = new Y.Doc()
    Y.transact(doc, () => {
      if (compaction) Y.applyUpdate(doc, compaction.state)
      for (const { updates } of left) for (const update of updates) Y.applyUpdate(doc, update)
    }, null, false)
    if (!hasPending(doc)) break
    const kept = left.map(({ seq, updates }) => ({ seq, updates: updates.filter((update) => isThere(doc, update)) }))
    const gone = kept.filter(({ updates }, n) => updates.length < left[n]!.updates.length)
    if (gone.length === 0) throw new DamagedDraft('updates are missing: some of what is stored depends on what is not')
    for (const { seq } of gone) waiting.add(seq)
    left = kept
  }
  const taken = left.filter(({ updates }) => updates.length > 0).map(({ seq, updates }) => ({ seq, updates: encodeUpdates(updates) }))
  return { taken, waiting }
}

function isThere(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update)
  const reaches = (client: number, end: number) => end <= Y.getState(doc.store, client)
  return structs.every((struct) => struct instanceof Y.Skip || reaches(struct.id.client, struct.id.clock + struct.length))
    && [...ds.clients].every(([client, ranges]) => ranges.every(({ clock, len }) => reaches(client, clock + len)))
}
