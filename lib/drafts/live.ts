/** One open draft, as an administrator may know it: no text of it, and of people only how many. */
export interface LiveDraft {
  readonly standardId: string
  readonly people: number
  readonly connections: number
  readonly updatesAMinute: number
  /** Received and not durable yet. */
  readonly unsaved: number
}

/** Milliseconds. */
export interface LiveProcess {
  readonly name: 'front' | 'pages'
  readonly pid: number
  readonly memory: number
  readonly delay: { readonly p50: number; readonly p99: number; readonly most: number }
  /** How often it was started again. */
  readonly restarts: number
}

/** How one server process does just now; times in milliseconds, rates of the last minute, refusals since its start. */
export interface Live {
  readonly at: string
  readonly startedAt: string
  readonly connections: readonly { readonly lane: 'read' | 'comment' | 'write'; readonly wire: 'websocket' | 'http'; readonly count: number }[]
  readonly drafts: readonly LiveDraft[]
  readonly updatesAMinute: number
  readonly unsaved: number
  readonly buffered: number
  readonly commit: { readonly p50: number | null; readonly p99: number | null }
  readonly acknowledged: { readonly p50: number | null; readonly p99: number | null }
  readonly failedCommits: number
  readonly slow: readonly { readonly at: number; readonly waited: number; readonly statement: number; readonly relay: number; readonly updates: number; readonly drafts: number }[]
  readonly refused: readonly { readonly reason: string; readonly count: number }[]
  readonly processes: readonly LiveProcess[]
}

/** Null while the process in front does not answer. */
export type LiveLook = () => Promise<Live | null>

const shared = globalThis as { [key: symbol]: LiveLook | undefined }
const slot = Symbol.for('accord.live')

/** As with `draftRooms()`: what is asked for is in the process in front, and the bundles are several. */
export const provideLive = (look: LiveLook): void => { shared[slot] = look }

export const lookLive: LiveLook = async () => await shared[slot]?.() ?? null
