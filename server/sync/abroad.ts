import type { AwarenessEntry } from './frames'

/** The other server processes on the same database: a room tells them what is durable here, and hears what others made durable. */
export interface Abroad {
  /** After the commit, in the order of commits within a draft; `seq` is the row's number in the log. */
  committed(standardId: string, seq: number, updates: readonly Uint8Array[]): void
  /** States of this process's sockets; `null` as JSON for one that is gone. */
  present(standardId: string, entries: readonly AwarenessEntry[]): void
  /** A room opens here. Resolves when nothing said from then on can be missed; the room reads the log after that. */
  enter(standardId: string, room: Homeland): Promise<void>
  leave(standardId: string): void
  /** No other process serves this database: nothing can be durable that is not here. */
  readonly isAlone: boolean
}

/** What a room offers to the other processes. */
export interface Homeland {
  /** Updates that another process committed under this number; known ones do no harm. */
  hear(seq: number, updates: readonly Uint8Array[]): void
  /** Presence at another process, `origin`. */
  see(origin: string, entries: readonly AwarenessEntry[]): void
  /** That process is gone, and with it everybody who was there. */
  lost(origin: string): void
  /** Something may have been missed: what the log has and the room has not is to be read. */
  catchUp(): void
}
