import { createHash } from 'node:crypto'

/** Over the draft's id as well, so that a row that was moved to another draft is found damaged too. */
export const digestOfRow = (standardId: string, updates: Uint8Array): Buffer => createHash('sha256').update(standardId).update(updates).digest()

export interface CompactionContent { readonly generation: number; readonly state: Uint8Array; readonly vector: Uint8Array; readonly formatted: boolean }

export const digestOfCompaction = (standardId: string, { generation, state, vector, formatted }: CompactionContent): Buffer =>
  createHash('sha256').update(`${standardId} ${generation} ${formatted} ${vector.length}`).update(vector).update(state).digest()
