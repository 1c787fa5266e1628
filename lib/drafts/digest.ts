import { createHash } from 'node:crypto'

/** Over the draft's id as well, so that a row that was moved to another draft is found damaged too. */
export const digestOfRow = (standardId: string, updates: Uint8Array): Buffer => createHash('sha256').update(standardId).update(updates).digest()

export interface CompactionContent { readonly generation: number; readonly state: Uint8Array; readonly vector: Uint8Array; readonly formatted: boolean; readonly depth: number | null }

export const digestOfCompaction = (standardId: string, { generation, state, vector, formatted, depth }: CompactionContent): Buffer =>
  createHash('sha256').update(`${standardId} ${generation} ${formatted} ${vector.length}${depth === null ? '' : ` ${depth}`}`).update(vector).update(state).digest()
