import type { AwarenessEntry } from '../frames'

export interface Abroad {
  committed(standardId: string, seq: number, updates: readonly Uint8Array[]): void
  present(standardId: string, entries: readonly AwarenessEntry[]): void
  enter(standardId: string, room: Homeland): Promise<void>
  leave(standardId: string): void
}
export interface Homeland {
  hear(seq: number, updates: readonly Uint8Array[]): void
  see(origin: string, entries: readonly AwarenessEntry[]): void
  lost(origin: string): void
  catchUp(): void
}
