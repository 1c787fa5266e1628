import type { Connection } from './connection'

/** What waits for the disk, in the order in which it came. */
export interface Waiting {
  /** What it brought; nothing for what only keeps its place. */
  readonly brought: readonly Uint8Array[]
  readonly from: Connection | null
  /** The size of the client's message, and of how many it is the acknowledgement. */
  readonly bytes: number
  readonly due: number
  readonly at: number
  /** Said, or done, once everything before it is durable. */
  readonly frame?: Buffer
  readonly after?: () => void
}

export const nothing: readonly Uint8Array[] = []

/** Brings nothing, is nobody's and acknowledges nothing: it only keeps its place. */
export const inPlace: Waiting = { brought: nothing, from: null, bytes: 0, due: 0, at: 0 }
