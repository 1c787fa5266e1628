import type { Live } from '@/lib/drafts/live'
import type { DraftRooms } from '@/lib/drafts/rooms'
import type { Vital } from '../insight/pulse'

/** What the pages ask of the process in front, where the live drafts are. Only plain data crosses, and refusals as the values that they are. */
export interface Questions {
  replaceContent: DraftRooms['replaceContent']
  amend: DraftRooms['amend']
  live(): Promise<Live>
}

export type Question = keyof Questions

/** From the front to the pages. */
export type ToPages =
  /** The environment that is known only once the database runs. */
  | { readonly kind: 'begin'; readonly environment: Record<string, string> }
  | { readonly kind: 'stop' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number }

/** From the pages to the front. */
export type ToFront =
  | { readonly kind: 'serving'; readonly path: string }
  | { readonly kind: 'ask'; readonly id: number; readonly what: Question; readonly words: readonly unknown[] }
  /** Every `aliveEvery` ms: what does not say it is stuck. */
  | { readonly kind: 'alive'; readonly vital: Vital }

export const aliveEvery = 5_000
