import { type ConsultationComment, commentKinds } from './comment'

export const outcomes = ['accepted', 'accepted in part', 'not accepted', 'withdrawn', 'deferred'] as const

export type OutcomeOfComment = (typeof outcomes)[number]

/** What somebody other than the author may decide. */
export const decisions = ['accepted', 'accepted in part', 'not accepted', 'deferred'] as const

export type Decision = (typeof decisions)[number]

export const isDecision = (text: string): text is Decision => (decisions as readonly string[]).includes(text)

export const outcomeInWords: Readonly<Record<OutcomeOfComment, string>> = {
  'accepted': 'Accepted', 'accepted in part': 'Accepted in part', 'not accepted': 'Not accepted', 'withdrawn': 'Withdrawn', 'deferred': 'Deferred',
}

export interface Disposition {
  readonly id: string
  readonly revision: number
  readonly outcome: OutcomeOfComment
  readonly reason: string
  readonly changedBlockId: string | null
  readonly deferredTo: string
  readonly disposedBy: string
  readonly disposedByName: string
  readonly disposedAt: Date
}

/** A comment with how it was disposed of, oldest first: the last counts. */
export interface DisposedComment extends ConsultationComment { readonly dispositions: readonly Disposition[] }

export const counted = (comment: DisposedComment): Disposition | null => comment.dispositions.at(-1) ?? null

/** A late comment that the advisor did not admit has its end by that; it is not disposed of. */
export const toDispose = (comment: ConsultationComment): boolean => !comment.late || comment.answer?.decision === 'admit'

/** What the worklist shows; '' is everything. */
export interface Filter { readonly state: '' | 'open' | OutcomeOfComment; readonly kind: string; readonly requirement: string; readonly organisation: string }

export const wholeText = 'whole'

export function filterOf(given: Readonly<Record<string, string | undefined>>): Filter {
  const state = given.state ?? 'open'
  return {
    state: state === '' || state === 'open' || (outcomes as readonly string[]).includes(state) ? state as Filter['state'] : 'open',
    kind: (commentKinds as readonly string[]).includes(given.kind ?? '') ? given.kind! : '',
    requirement: given.requirement ?? '', organisation: given.organisation ?? '',
  }
}

export function passes(comment: DisposedComment, filter: Filter): boolean {
  const outcome = counted(comment)?.outcome ?? 'open'
  return (filter.state === '' || filter.state === outcome) && (filter.kind === '' || filter.kind === comment.kind)
    && (filter.requirement === '' || filter.requirement === (comment.blockId ?? wholeText))
    && (filter.organisation === '' || filter.organisation === (comment.organisation ?? ''))
}

export type Tally = Readonly<Record<OutcomeOfComment | 'open', number>>

export function tallyOf(comments: readonly DisposedComment[]): Tally {
  const tally: Record<OutcomeOfComment | 'open', number> = { 'open': 0, 'accepted': 0, 'accepted in part': 0, 'not accepted': 0, 'withdrawn': 0, 'deferred': 0 }
  for (const comment of comments) tally[counted(comment)?.outcome ?? 'open'] += 1
  return tally
}

/** `14 accepted, 5 accepted in part, 0 open` */
export const tallyInWords = (tally: Tally): string =>
  [...outcomes.filter((outcome) => tally[outcome] > 0).map((outcome) => `${tally[outcome]} ${outcome}`), `${tally.open} open`].join(', ')
