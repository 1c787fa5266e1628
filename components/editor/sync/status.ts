import type { CloseReason } from '@/lib/drafts/close-codes'
import { changesIn, type Ledger } from './ledger'

/** What the page says about the text being safe. `changes` are local ones not known to be on disk. */
export type SyncStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly changes: number; readonly slow: boolean }
  | { readonly kind: 'unsaved'; readonly changes: number }
  | { readonly kind: 'refused'; readonly ending: CloseReason; readonly changes: number }

export type Connection =
  | { readonly kind: 'opening'; readonly before: boolean }
  /** Synchronised: what the server has is here, and what is here was sent. */
  | { readonly kind: 'live'; readonly slow: boolean }
  | { readonly kind: 'lost' }
  | { readonly kind: 'ended'; readonly ending: CloseReason }

/** Whether what the page holds is saved, from the connection and the count of changes. `before`: it had been live once. */
export function statusOf(connection: Connection, ledger: Ledger): SyncStatus {
  const changes = changesIn(ledger)
  switch (connection.kind) {
    case 'opening': return connection.before || changes > 0 ? { kind: 'unsaved', changes } : { kind: 'connecting' }
    case 'live': return changes === 0 ? { kind: 'saved' } : { kind: 'saving', changes, slow: connection.slow }
    case 'lost': return { kind: 'unsaved', changes }
    case 'ended': return { kind: 'refused', ending: connection.ending, changes }
  }
}

export const sameStatus = (a: SyncStatus, b: SyncStatus): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Would leaving the page lose something? */
export const losesOnLeaving = (status: SyncStatus): boolean => 'changes' in status && status.changes > 0

const count = (changes: number): string => (changes === 1 ? '1 change is' : `${changes} changes are`)

/** Two or three words, for the top line. Who only reads has nothing to save. */
export function statusInBrief(status: SyncStatus, writes = true): string {
  switch (status.kind) {
    case 'connecting': return 'Connecting…'
    case 'saved': return writes ? 'Saved' : 'Up to date'
    case 'saving': return 'Saving…'
    case 'unsaved': return status.changes === 0 ? 'Not connected' : 'Not saved'
    case 'refused': return status.changes === 0 ? 'Not connected' : 'Not saved'
  }
}

const endings: Record<CloseReason, string> = {
  'signed out': 'You are signed out. Sign in again in another tab, then come back here and try again.',
  'not allowed': 'Your role no longer lets you change this draft, so it is shown as you last saw it.',
  'no such draft': 'This draft is no longer here, or no longer yours to see.',
  'draft frozen': 'This draft is frozen and cannot be changed.',
  'schema too old': 'Accord has been updated since you opened this page. Reload it to go on.',
  'too large': 'The last change is larger than Accord takes. Copy what you need, then reload the page.',
  'too fast': 'Too many changes came from this page at once.',
  'our fault': 'Something went wrong at our end.',
  'going away': 'Accord is restarting.',
}

/** The sentence of the banner; null when nothing is wrong. */
export function warningOf(status: SyncStatus, writes = true): string | null {
  if (status.kind === 'unsaved' && !writes) return 'No connection to Accord. You see the text as it was; it catches up when the connection is back.'
  switch (status.kind) {
    case 'connecting':
    case 'saved': return null
    case 'saving': return status.slow ? `${count(status.changes)} not saved yet. Accord is taking longer than usual; keep this page open.` : null
    case 'unsaved': return status.changes === 0
      ? 'No connection to Accord. Everything you wrote is saved; you can go on writing and it will be sent when the connection is back.'
      : `No connection to Accord. ${count(status.changes)} not saved yet. Keep this page open: they will be sent when the connection is back.`
    case 'refused': return status.changes === 0
      ? endings[status.ending]
      : `${endings[status.ending]} ${count(status.changes)} not saved: copy the text before you leave this page.`
  }
}
