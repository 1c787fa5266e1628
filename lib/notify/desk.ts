import { londonDate } from '../kernel/clock'

/** What stands on a person's desk: three short lists and nothing else. */
export interface Desk {
  /** In order of harm. */
  readonly waits: readonly Waiting[]
  /** What was told and not yet seen: outcomes and publications. */
  readonly news: readonly DeskNews[]
  readonly changed: readonly Changed[]
  readonly groups: readonly OwnGroup[]
  readonly now: Date
}

/** Why the moment of an entry matters: until then it can be done · it is due then · it has waited since then. */
export type DateSays = 'by' | 'due' | 'since'

interface Dated {
  readonly at: Date
  readonly says: DateSays
  /** A day of the calendar; the hour means nothing. */
  readonly dayOnly?: boolean
}

/** One thing that this person may do now, and that waits for it. */
export type Waiting = Dated & (
  | { readonly kind: 'position'; readonly title: string; readonly seat: string; readonly round: number; readonly written: boolean; readonly link: string }
  | { readonly kind: 'minority'; readonly title: string; readonly seat: string; readonly version: string; readonly certified: boolean; readonly link: string }
  | { readonly kind: 'meeting'; readonly title: string; readonly round: number; readonly link: string }
  | { readonly kind: 'objection'; readonly name: string; readonly ref: string; readonly title: string; readonly asked: boolean; readonly link: string }
  | { readonly kind: 'certificate' | 'publication' | 'review'; readonly title: string; readonly version: string; readonly link: string }
  | { readonly kind: 'comments' | 'late' | 'errata' | 'proposals'; readonly title: string; readonly count: number; readonly link: string }
  /** `lacks` is empty: a sign-off round can open. Else the lines of the checklist that are left, all for this person to clear. */
  | { readonly kind: 'ready'; readonly title: string; readonly version: string; readonly lacks: readonly string[]; readonly link: string }
  | { readonly kind: 'expressions'; readonly title: string; readonly count: number; readonly link: string }
  | { readonly kind: 'invitation'; readonly id: string; readonly group: string; readonly from: string; readonly role: string }
  | { readonly kind: 'mention'; readonly author: string; readonly title: string; readonly body: string; readonly link: string }
)

export interface DeskNews { readonly sentence: string; readonly link: string; readonly at: Date }

export interface Changed { readonly slug: string; readonly title: string; readonly facts: ChangeFacts; readonly since: Date | null }

/** What others did to a draft since the person's last visit. */
export interface ChangeFacts { readonly versions: readonly string[]; readonly comments: number; readonly text: boolean }

export interface OwnGroup { readonly slug: string; readonly name: string; readonly next: { readonly what: string; readonly at: Date; readonly dayOnly: boolean } | null }

/** A due date that has gone by. A closing time is none: what it ended is not listed any more. */
export const isOverdue = ({ at, says, dayOnly }: Dated, now: Date): boolean => says === 'due' && (dayOnly ? londonDate(at) < londonDate(now) : at < now)

/**
 * The order of harm. First what takes a right away when its moment passes unused: a position, a minority statement. Then what is overdue.
 * Then what others cannot go on without. Then what has a date ahead, or nobody stands still for. Last what is only offered: proposed changes,
 * mentions. Among equals the soonest end, the longest wait, comes first.
 */
const harm: Record<Waiting['kind'], number> = {
  position: 0, minority: 0,
  meeting: 2, objection: 2, certificate: 2, publication: 2, comments: 2, late: 2, errata: 2, ready: 2,
  review: 3, expressions: 3, invitation: 3,
  proposals: 4, mention: 4,
}
const overdue = 1

const harmOf = (waiting: Waiting, now: Date): number => (isOverdue(waiting, now) ? Math.min(overdue, harm[waiting.kind]) : harm[waiting.kind])

export const inOrderOfHarm = (waits: readonly Waiting[], now: Date): Waiting[] =>
  [...waits].sort((a, b) => harmOf(a, now) - harmOf(b, now) || a.at.getTime() - b.at.getTime())

const some = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** `5 things wait on you, 2 of them overdue`; null when nothing does. */
export function countInWords(waits: readonly Waiting[], now: Date): string | null {
  if (waits.length === 0) return null
  const late = waits.filter((one) => isOverdue(one, now)).length
  const all = some(waits.length, 'thing waits on you', 'things wait on you')
  if (late === 0) return all
  return waits.length === 1 ? `${all}, and it is overdue` : `${all}, ${late} of them overdue`
}

/** `v0.3 tagged, 4 comments, text changed`; null when nothing did. */
export function changeInWords({ versions, comments, text }: ChangeFacts): string | null {
  const parts = [
    versions.length > 0 && `${versions.join(', ')} tagged`,
    comments > 0 && some(comments, 'comment', 'comments'),
    text && 'text changed',
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : null
}
