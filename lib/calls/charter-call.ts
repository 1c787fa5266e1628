import type { CharterInput, SeatInput } from '../groups/charter'
import { isMemberRole } from '../groups/group'
import type { MemberRole } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'

export const answers = ['seat', 'member', 'declined'] as const
export type Answer = (typeof answers)[number]

/** What the advisor answers one expression of interest with. */
export interface AnswerInput {
  readonly expressionId: string
  readonly answer: Answer | null
  /** Needed to decline; who is declined reads it. */
  readonly reason: string
  /** As what a member joins. */
  readonly role: string
  /** Of a seat: what it is called, and who stands in. */
  readonly seatName: string
  readonly substituteId: string | null
}

export type CharterTerms = Omit<CharterInput, 'seats' | 'changes'>

export interface CharterCallInput extends CharterTerms { readonly callId: string; readonly name: string; readonly remit: string; readonly answers: readonly AnswerInput[] }

export interface Expressed { readonly id: string; readonly number: number; readonly personId: string; readonly name: string }

export interface Answered { readonly expression: Expressed; readonly answer: Answer; readonly reason: string; readonly role: MemberRole; readonly seatName: string; readonly substituteId: string | null }

export type Answering = { readonly answered: readonly Answered[] } | { readonly refusal: Refusal }

/** Everybody who expressed interest gets an answer, and a declined one a reason. */
export function decideAnswers(expressed: readonly Expressed[], given: readonly AnswerInput[]): Answering {
  const answered: Answered[] = []
  for (const expression of expressed) {
    const input = given.find((one) => one.expressionId === expression.id)
    const wrong = (message: string, field: string) => ({ refusal: refuse('invalid', message, `${field}-${expression.number}`) })
    if (!input?.answer) return wrong(`Answer the expression of interest of ${expression.name}: a seat, a membership, or no.`, 'answer')
    const reason = input.reason.trim()
    if (input.answer === 'declined' && reason === '') return wrong(`Say why ${expression.name} is declined. They read the reason.`, 'reason')
    if (reason.length > 1000) return wrong('Give the reason in 1,000 characters or fewer.', 'reason')
    const role = isMemberRole(input.role) ? input.role : input.answer === 'seat' ? 'editor' : 'reviewer'
    answered.push({ expression, answer: input.answer, reason, role, seatName: input.seatName.trim(), substituteId: input.substituteId })
  }
  return { answered }
}

export const seatsOf = (answered: readonly Answered[]): SeatInput[] =>
  answered.filter((one) => one.answer === 'seat').map((one) => ({ name: one.seatName, holderId: one.expression.personId, substituteId: one.substituteId }))
