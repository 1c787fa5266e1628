import * as Y from 'yjs'
import { changesAmong, type Edit, inPieces, pauseOfOneChange } from './edits'
import { changed, changesIn, disconnected, durable, emptyLedger, type Ledger, sent } from './ledger'

/** The edits made here that are not known to be durable, in the order made; the ledger counts them. */
export class Outbox {
  #ledger: Ledger = emptyLedger
  #edits: Edit[] = []
  #editedAt = -Infinity

  get edits(): readonly Edit[] { return this.#edits }
  /** Nothing waits, and of what was sent everything is durable. */
  get isEmpty(): boolean { return this.#ledger.waiting === 0 && this.#ledger.sent.length === 0 }
  /** As a person counts them. */
  get changes(): number { return changesAmong(this.#edits) }

  /** `now` in milliseconds. */
  editOf(update: Uint8Array, now: number): Edit {
    const fresh = now - this.#editedAt >= pauseOfOneChange
    this.#editedAt = now
    return { update, fresh }
  }

  add(edits: readonly Edit[]): void {
    for (const edit of edits) {
      this.#edits.push(edit)
      this.#ledger = changed(this.#ledger)
    }
  }

  /** A message went out that carries all that no message carried yet. */
  sent(): void { this.#ledger = sent(this.#ledger) }

  durable(messages: number): void {
    this.#ledger = durable(this.#ledger, messages)
    this.#edits.splice(0, this.#edits.length - changesIn(this.#ledger))
  }

  disconnected(): void { this.#ledger = disconnected(this.#ledger) }

  clear(): void {
    this.#ledger = emptyLedger
    this.#edits = []
  }

  /**
   * Everything again, for a connection that has carried nothing yet, as the messages to send: the first says nothing, being the answer that
   * the server waits for. They count as sent.
   */
  inMessages(): Uint8Array[] {
    const pieces = inPieces(this.#edits)
    this.#ledger = { waiting: 0, sent: [0, ...pieces.map((piece) => piece.length)] }
    return [nothing, ...pieces.map((piece) => Y.mergeUpdates(piece.map(({ update }) => update)))]
  }
}

/** An update that changes nothing. */
const nothing: Uint8Array = new Uint8Array([0, 0])

/**
 * Applies the edits as one. `brought` is what they came to: nothing, where all of it was there. Not `whole` when some build on what is not
 * there: those are let go of, since kept in waiting they would be sent, refused, and sent again.
 */
export function applied(doc: Y.Doc, edits: readonly Edit[], origin: unknown): { brought: Uint8Array; whole: boolean } {
  let brought = nothing
  const hear = (update: Uint8Array, from: unknown) => { if (from === origin) brought = update }
  doc.on('update', hear)
  Y.transact(doc, () => { for (const { update } of edits) Y.applyUpdate(doc, update) }, origin, false)
  doc.off('update', hear)
  const whole = doc.store.pendingStructs === null && doc.store.pendingDs === null
  doc.store.pendingStructs = doc.store.pendingDs = null
  return { brought, whole }
}
