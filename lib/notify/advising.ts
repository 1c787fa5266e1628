import { londonDate } from '../kernel/clock'
import { reminderDays } from '../maintenance/review'

/** How things stand with one standard, as PostgreSQL counts them. */
export interface StandardFacts {
  readonly slug: string
  readonly title: string
  readonly leads: readonly string[]
  /** `v0.4`, the newest that was not discarded. */
  readonly newest: string | null
  readonly consultation: { readonly number: number; readonly version: string; readonly closesAt: Date } | null
  /** A consultation since the last publication has ended. */
  readonly consulted: boolean
  /** Comments on the newest version that were accepted, in whole or in part: it does not hold those changes. */
  readonly promised: number
  readonly undisposed: number
  readonly lateUnanswered: number
  readonly openObjections: number
  /** The newest round, unless it is published, withdrawn or about an older version than the newest. */
  readonly round: RoundFacts | null
  readonly published: { readonly label: string; readonly reviewDate: string; readonly isNewest: boolean } | null
  /** It was public, and nothing of it is in force. */
  readonly withdrawn: boolean
  /** The newest event on the record, or edit of the draft. */
  readonly lastAt: Date
}

export interface RoundFacts {
  readonly number: number
  readonly state: 'open' | 'carried' | 'certified' | 'ended'
  readonly closesAt: Date
  readonly meetsAt: Date | null
  readonly met: boolean
  readonly seats: number
  readonly taken: number
}

export interface NextDate { readonly at: Date; readonly dayOnly: boolean; /** What happens then. */ readonly what: string }

/** Where a standard stands, and who has to move. */
export interface Step {
  readonly step: string
  readonly next: NextDate | null
  /** Who owns the next step, and what it is. */
  readonly owner: string
  /** Nothing is expected of anybody before the next date. */
  readonly rests: boolean
}

export interface Stalled { readonly why: 'overdue' | 'silent'; readonly since: Date; readonly days: number }

export interface Advised extends Step { readonly slug: string; readonly title: string; readonly stalled: Stalled | null }

/** Days without an event on the record, or an edit, after which what waits for somebody counts as stalled. */
export const silentDays = 14

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

const leadsInWords = ({ leads }: Pick<StandardFacts, 'leads'>): string =>
  (leads.length === 0 ? 'The lead editor' : `${leads.length === 1 ? 'Lead editor' : 'Lead editors'} ${leads.join(', ')}`)

function roundStep({ round }: StandardFacts & { round: RoundFacts }, now: Date): Step | null {
  const { number, state, closesAt, meetsAt, met, seats, taken } = round
  if (state === 'carried') return { step: `Sign-off round ${number} carried`, next: null, owner: 'An advisor certifies due process', rests: false }
  if (state === 'certified') return { step: `Sign-off round ${number} certified`, next: null, owner: 'An advisor publishes the version', rests: false }
  if (state === 'ended') return null
  const meets = meetsAt !== null && !met
  const owner = meets && meetsAt <= now ? 'An advisor ends the meeting' : taken < seats ? `${many(seats - taken, 'seat takes', 'seats take')} a position, of ${seats}` : 'Nobody: every seat has taken a position'
  const next = meets ? { at: meetsAt, what: 'The meeting begins; an advisor ends it and the quorum is counted' } : { at: closesAt, what: 'The round closes and its outcome is computed' }
  return { step: `Sign-off round ${number}`, next: { ...next, dayOnly: false }, owner, rests: true }
}

function consultationStep({ consultation }: StandardFacts): Step | null {
  return consultation && {
    step: `Consultation ${consultation.number} on ${consultation.version}`, rests: true, owner: 'Whoever comments',
    next: { at: consultation.closesAt, dayOnly: false, what: 'It closes and the counts freeze' },
  }
}

/** What still has to be answered before a round may open. */
function answeringStep(facts: StandardFacts): Step | null {
  const { undisposed, lateUnanswered, openObjections } = facts
  const owners = [
    undisposed > 0 && `${leadsInWords(facts)}: ${many(undisposed, 'comment', 'comments')} to dispose of`,
    lateUnanswered > 0 && `An advisor: ${many(lateUnanswered, 'late comment', 'late comments')} to answer`,
    openObjections > 0 && `Editors and the objector: ${many(openObjections, 'formal objection', 'formal objections')} to end`,
  ].filter((owner) => owner !== false)
  const step = undisposed + lateUnanswered > 0 ? 'Dispositions' : 'Formal objections'
  return owners.length === 0 ? null : { step, next: null, owner: `${owners.join('. ')}.`, rests: false }
}

function writingStep(facts: StandardFacts): Step {
  const { newest, consulted, promised, published, withdrawn } = facts
  if (newest && published?.isNewest) return publishedStep(published.label)
  if (newest && withdrawn) return { step: 'Withdrawn', next: null, owner: 'Nobody', rests: true }
  if (newest && consulted && promised > 0) {
    return { step: `Working draft after ${newest}`, next: null, owner: `${leadsInWords(facts)} tags the version with the changes that were accepted`, rests: false }
  }
  if (newest && consulted) return { step: `Release candidate ${newest}`, next: null, owner: `${leadsInWords(facts)} or an advisor opens a sign-off round`, rests: false }
  if (newest) return { step: `Working draft, ${newest} tagged`, next: null, owner: `${leadsInWords(facts)} writes on, or an advisor opens a consultation`, rests: false }
  return { step: 'Working draft, no version yet', next: null, owner: `${leadsInWords(facts)} tags the first version`, rests: false }
}

const publishedStep = (label: string): Step => ({ step: `Published ${label}`, next: null, owner: 'Nobody until the review', rests: true })

function withReview(step: Step, { published }: StandardFacts, now: Date): Step {
  if (!published) return step
  const review: NextDate = { at: new Date(`${published.reviewDate}T12:00:00Z`), dayOnly: true, what: `The review of ${published.label} is due` }
  const near = review.at.getTime() - now.getTime() <= reminderDays * 86_400_000
  const next = !step.next || review.at < step.next.at ? review : step.next
  if (!near) return { ...step, next }
  return { ...step, next, owner: step.owner.startsWith('Nobody') ? 'An advisor records the review' : `An advisor records the review. ${step.owner}` }
}

const isPast = ({ at, dayOnly }: NextDate, now: Date): boolean => (dayOnly ? londonDate(at) < londonDate(now) : at < now)

const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 86_400_000)

/**
 * Stalled: its next date has gone by; or it waits for somebody, for no date, and for a fortnight nothing was recorded and nobody wrote.
 * What rests until a date (a consultation, a round, a version in force) is not stalled before it.
 */
export function stalled({ next, rests }: Step, lastAt: Date, now: Date): Stalled | null {
  if (next && isPast(next, now)) return { why: 'overdue', since: next.at, days: daysBetween(next.at, now) }
  const days = daysBetween(lastAt, now)
  return !rests && days >= silentDays ? { why: 'silent', since: lastAt, days } : null
}

export function advisedFrom(facts: StandardFacts, now: Date): Advised {
  const own = (facts.round && roundStep({ ...facts, round: facts.round }, now)) ?? consultationStep(facts) ?? answeringStep(facts) ?? writingStep(facts)
  const step = withReview(own, facts, now)
  return { slug: facts.slug, title: facts.title, ...step, stalled: stalled(step, facts.lastAt, now) }
}

/** `for 16 days`; `since today` on the first. */
export const howLong = ({ days }: Stalled): string => (days === 0 ? 'since today' : `for ${many(days, 'day', 'days')}`)

const rank = ({ stalled: one }: Pick<Advised, 'stalled'>): number => (one === null ? 2 : one.why === 'overdue' ? 0 : 1)

/** What is overdue first, then what is silent, the longest first; then by the next date, the soonest first; what has none comes last. */
export function byHarm(a: Pick<Advised, 'stalled' | 'next'>, b: Pick<Advised, 'stalled' | 'next'>): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (a.stalled && b.stalled) return a.stalled.since.getTime() - b.stalled.since.getTime()
  return (a.next?.at.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.next?.at.getTime() ?? Number.MAX_SAFE_INTEGER)
}
