import { momentInWords } from '../kernel/clock'
import { type Refusal, refuse } from '../kernel/refusal'

export interface CallInput {
  readonly title: string
  readonly lgsl: number | null
  readonly lgil: number | null
  readonly evidence: string
  readonly asks: string
  /** Null for what is no moment of a London clock. */
  readonly closesAt: Date | null
}

/** When a call closes or closed, as far as it is known. */
export interface CallTimes { readonly closesAt: Date; readonly closing: { readonly at: Date; readonly reason: string } | null }

export type CallState =
  | { readonly kind: 'open'; readonly until: Date }
  | { readonly kind: 'closed'; readonly at: Date; readonly early: string | null }

export function stateOfCall({ closesAt, closing }: CallTimes, now: Date): CallState {
  if (closing && closing.at <= now) return { kind: 'closed', at: closing.at, early: closing.reason }
  return closesAt <= now ? { kind: 'closed', at: closesAt, early: null } : { kind: 'open', until: closesAt }
}

/** As PostgreSQL says it when it refuses (0013_calls_rules). */
export function stateInWords(state: CallState): string {
  if (state.kind === 'open') return `This call is open until ${momentInWords(state.until)}.`
  return state.early === null
    ? `This call closed on ${momentInWords(state.at)}. It takes no more expressions of interest.`
    : `This call was closed on ${momentInWords(state.at)}, before its time: ${state.early}`
}

export const closedRefusal = (state: CallState): Refusal | null => (state.kind === 'closed' ? refuse('closed', stateInWords(state)) : null)

const limits = { title: 120, evidence: 4000, asks: 4000 }
const wrong = (message: string, field: string) => refuse('invalid', message, field)

/** What is wrong with a call that is to be published; null when nothing is. */
export function faultOfCall(input: CallInput, now: Date): Refusal | null {
  if (input.title.trim() === '' || input.title.length > limits.title) return wrong(`Enter a title in ${limits.title} characters or fewer, such as “Free school meals: apply online”.`, 'title')
  if (input.lgsl === null) return wrong('Choose the service from the list. Type its number or a part of its name.', 'lgsl')
  if (input.lgil === null) return wrong('Choose what people do with the service.', 'lgil')
  if (input.evidence.trim() === '' || input.evidence.length > limits.evidence) return wrong('Say what shows that this is done badly today, in 4,000 characters or fewer.', 'evidence')
  if (input.asks.trim() === '' || input.asks.length > limits.asks) return wrong('Say what is asked of those who answer, in 4,000 characters or fewer.', 'asks')
  if (!input.closesAt) return wrong('Enter a day and a time that a clock in London shows.', 'closesAt')
  return input.closesAt <= now ? wrong('Choose a closing time that is still to come.', 'closesAt') : null
}
