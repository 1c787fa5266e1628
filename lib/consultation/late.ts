import { type Refusal, refuse } from '../kernel/refusal'
import { parseLabel } from '../versions/version'

export const lateChoices = ['admit', 'defer', 'decline'] as const
export type LateChoice = (typeof lateChoices)[number]

export const isLateChoice = (text: string): text is LateChoice => (lateChoices as readonly string[]).includes(text)

/** What became of a late comment; given once. */
export interface LateAnswer {
  readonly decision: LateChoice
  readonly reason: string
  /** `v1.1`; empty but for a deferred one. */
  readonly deferredTo: string
  readonly decidedByName: string
  readonly decidedAt: Date
}

/** `deferred to v1.1`; `waits for the advisor` without an answer. */
export function answerInWords(answer: Pick<LateAnswer, 'decision' | 'deferredTo'> | null): string {
  if (!answer) return 'waits for the advisor’s answer'
  return { admit: 'admitted', defer: `deferred to ${answer.deferredTo}`, decline: 'declined' }[answer.decision]
}

const mostOfReason = 2_000

/** An answer as it was put into the form. */
export interface LateInput { readonly decision: LateChoice; readonly reason: string; readonly deferredTo: string }

export function checkAnswer({ decision, reason, deferredTo }: LateInput): Refusal | null {
  if (!isLateChoice(decision)) return refuse('invalid', 'Choose whether to admit, defer or decline the late comment.', 'decision')
  if (decision === 'defer' && !parseLabel(deferredTo.trim())) return refuse('invalid', 'Enter the version that it waits for, such as v1.1.', 'deferredTo')
  if (reason.trim() === '') return refuse('invalid', 'Give the reason. The person who wrote the comment reads it.', 'reason')
  return reason.trim().length > mostOfReason ? refuse('invalid', `Use at most ${mostOfReason} characters for the reason.`, 'reason') : null
}
