import type { CloseReason } from '@/lib/drafts/close-codes'

/** What the page says about the text being safe. `changes` are local ones not known to be on disk. */
export type SyncStatus =
  | { readonly kind: 'connecting' }
  /** The text has never been here, and nothing that was tried brought it. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly changes: number; readonly slow: boolean }
  | { readonly kind: 'unsaved'; readonly changes: number }
  | { readonly kind: 'refused'; readonly ending: CloseReason; readonly changes: number }

/** The copy before was given up: all is well now, or something is lost; or this one would have to be, too. */
export interface Note { readonly kind: 'mended' | 'lost' | 'again'; readonly words: string }

export type Connection =
  /** `before`: the text has been here. `tried`: more than once on each way. */
  | { readonly kind: 'away'; readonly before: boolean; readonly tried: boolean }
  /** Synchronised: what the server has is here, and what is here was sent. */
  | { readonly kind: 'live'; readonly slow: boolean }
  | { readonly kind: 'ended'; readonly ending: CloseReason }

/** Whether what the page holds is saved, from the connection and the count of changes. */
export function statusOf(connection: Connection, changes: number): SyncStatus {
  switch (connection.kind) {
    case 'away': return connection.before || changes > 0 ? { kind: 'unsaved', changes } : { kind: connection.tried ? 'unreachable' : 'connecting' }
    case 'live': return changes === 0 ? { kind: 'saved' } : { kind: 'saving', changes, slow: connection.slow }
    case 'ended': return { kind: 'refused', ending: connection.ending, changes }
  }
}

export const sameStatus = (a: SyncStatus, b: SyncStatus): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether what is not sent would survive the tab: all of it is on this device, not yet, or it cannot be. */
export type Kept = 'here' | 'not yet' | 'cannot'

export const hasUnsent = (status: SyncStatus): boolean => 'changes' in status && status.changes > 0

const inWords = (changes: number): string => (changes === 1 ? '1 change' : `${changes} changes`)
const notSent = (changes: number): string => `${inWords(changes)} not sent`

/** Two to four words, for the top line. Who only reads has nothing to save. */
export function statusInBrief(status: SyncStatus, writes = true): string {
  switch (status.kind) {
    case 'connecting': return 'Connecting…'
    case 'saved': return writes ? 'Saved' : 'Up to date'
    case 'saving': return 'Saving…'
    case 'unreachable': return 'Not connected'
    case 'unsaved':
    case 'refused': return status.changes === 0 ? 'Not connected' : notSent(status.changes)
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

/** What the banner says: `count` goes up with every change and is not for reading aloud each time. */
export interface Warning { readonly before: string; readonly count: string; readonly after: string }

const only = (before: string): Warning => ({ before, count: '', after: '' })

/** Null when nothing is wrong. */
export function warningOf(status: SyncStatus, writes = true, kept: Kept = 'not yet'): Warning | null {
  switch (status.kind) {
    case 'connecting':
    case 'saved': return null
    case 'unreachable': return only('Accord cannot be reached from here, so the text cannot be shown yet. This page goes on trying.')
    case 'saving': return status.slow
      ? { before: 'Saving takes longer than usual.', count: `${inWords(status.changes)} not saved yet.`, after: kept === 'here' ? '' : 'Keep this page open.' }
      : null
    case 'unsaved': return withoutConnection(status.changes, writes, kept)
    case 'refused': return status.changes === 0
      ? only(endings[status.ending])
      : { before: endings[status.ending], count: `${notSent(status.changes)}.`, after: afterEnding(status.ending, kept) }
  }
}

const cannot = 'This browser cannot keep unsent changes if you close the tab.'

function withoutConnection(changes: number, writes: boolean, kept: Kept): Warning {
  const before = 'No connection to Accord.'
  if (!writes) return only(`${before} You see the text as it was; it catches up when the connection is back.`)
  if (changes === 0) return only(`${before} Everything you wrote is saved; you can go on writing and it will be sent when the connection is back.`)
  const after = {
    'here': 'They are kept on this device, also when you close the tab, and go out when the connection is back.',
    'not yet': 'Keep this page open: they go out when the connection is back.',
    'cannot': `${cannot} Keep it open: they go out when the connection is back.`,
  }[kept]
  return { before, count: `${notSent(changes)}.`, after: changes === 1 ? inSingular(after) : after }
}

const inSingular = (words: string): string => words.replace('They are', 'It is').replace('they go', 'it goes').replace('and go', 'and goes')

/** After these the same text can still be sent: by the same person signed in again, or by this page loaded anew. */
const passing: ReadonlySet<CloseReason> = new Set(['signed out', 'schema too old', 'too fast', 'our fault', 'going away'])

function afterEnding(ending: CloseReason, kept: Kept): string {
  if (!passing.has(ending) || kept !== 'here') return 'Copy the text before you leave this page.'
  return `What you wrote is kept on this device${ending === 'signed out' ? ', locked until you sign in here again.' : ' and goes out after that.'}`
}

/** What the server has said no to for good must not be tried again at the next visit. */
export const isFinal = (status: SyncStatus): boolean => status.kind === 'refused' && !passing.has(status.ending)
