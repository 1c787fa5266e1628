import { mayIn, type Standing } from '../groups/standing'

/** What a person may do at an open draft: read the live text, comment beside it, write it; `none` must not learn that it exists. */
export const lanes = ['none', 'read', 'comment', 'write'] as const

export type Lane = (typeof lanes)[number]

/** Derived here and nowhere else: the page, the socket and the API all ask this. */
export function laneOf(standing: Standing): Lane {
  if (mayIn(standing, 'draft.open')) return 'none'
  if (!mayIn(standing, 'draft.syncWrite')) return 'write'
  return mayIn(standing, 'draft.comment') ? 'read' : 'comment'
}

/** An archived standard can only be read. */
export function laneAt(standing: Standing, standard: { readonly archivedAt: Date | null }): Lane {
  const lane = laneOf(standing)
  return standard.archivedAt && lane !== 'none' ? 'read' : lane
}
