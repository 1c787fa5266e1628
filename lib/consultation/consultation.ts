import { momentInWords } from '../kernel/clock'

/** How a consultation closed, as PostgreSQL counted it. A late comment is in none of the counts. */
export interface Closing {
  readonly comments: number
  readonly objections: number
  readonly organisations: number
  readonly people: number
  /** Null: at its closing time, by itself. */
  readonly closedByName: string | null
  readonly reason: string
  readonly closedAt: Date
}

/** Open, then closed for good. */
export type ConsultationState =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly closing: Closing }

export const stateOf = (closing: Closing | null): ConsultationState => (closing ? { kind: 'closed', closing } : { kind: 'open' })

/** A consultation, about one exact text of one standard. */
export interface Consultation {
  readonly id: string
  readonly standardId: string
  readonly slug: string
  readonly groupId: string
  readonly groupName: string
  readonly number: number
  readonly versionId: string
  readonly versionLabel: string
  /** The title that the version carries. */
  readonly title: string
  readonly digest: string
  readonly introduction: string
  readonly openedByName: string
  readonly openedAt: Date
  readonly closesAt: Date
  readonly state: ConsultationState
}

/** Comments are taken on time: not closed, and its hour has not come. Between its hour and its closing it is not. */
export const takesComments = ({ state, closesAt }: Pick<Consultation, 'state' | 'closesAt'>, now: Date): boolean => state.kind === 'open' && now < closesAt

/** When it stopped taking comments on time, or will. */
export const endOf = ({ state, closesAt }: Pick<Consultation, 'state' | 'closesAt'>): Date =>
  (state.kind === 'closed' && state.closing.closedAt < closesAt ? state.closing.closedAt : closesAt)

/** `Open until 4 December 2026, 5pm GMT` */
export function statusInWords(consultation: Pick<Consultation, 'state' | 'closesAt'>, now: Date): string {
  const end = momentInWords(endOf(consultation))
  return takesComments(consultation, now) ? `Open until ${end}` : `Closed on ${end}`
}

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** `26 comments and 2 formal objections, from 14 people of 9 organisations` */
export function countsInWords({ comments, objections, organisations, people }: Pick<Closing, 'comments' | 'objections' | 'organisations' | 'people'>): string {
  const who = `${people === 1 ? '1 person' : `${people} people`} of ${many(organisations, 'organisation')}`
  return `${many(comments, 'comment')} and ${many(objections, 'formal objection')}, from ${who}`
}

/** The address of its page for people who are signed in. */
export const workspaceAddress = ({ slug, number }: Pick<Consultation, 'slug' | 'number'>): string => `/workspace/consultations/${slug}/${number}`
