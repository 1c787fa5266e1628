/**
 * What is not yet known to be on disk. A change is one local Yjs update; a message carries one change, or, after (re)connecting,
 * all that the server had not got. The server counts durable messages in the order sent (message 100), so counting is enough.
 */
export interface Ledger {
  /** Changes that no message of this connection carries yet. */
  readonly waiting: number
  /** For each message sent and not yet durable, how many changes it carries. */
  readonly sent: readonly number[]
}

export const emptyLedger: Ledger = { waiting: 0, sent: [] }

export const changesIn = (ledger: Ledger): number => ledger.sent.reduce((sum, changes) => sum + changes, ledger.waiting)

/** A change that no message carries yet. */
export const changed = (ledger: Ledger): Ledger => ({ ...ledger, waiting: ledger.waiting + 1 })

/** One message went out, carrying everything that waited (none, when sync step 2 had nothing to say: the server counts it all the same). */
export const sent = (ledger: Ledger): Ledger => ({ waiting: 0, sent: [...ledger.sent, ledger.waiting] })

/** `messages` more of those sent are durable. */
export const durable = (ledger: Ledger, messages: number): Ledger => ({ ...ledger, sent: ledger.sent.slice(messages) })

/** The connection is gone: what was on its way may or may not have arrived, so it waits again. */
export const disconnected = (ledger: Ledger): Ledger => ({ waiting: changesIn(ledger), sent: [] })
