import type { Actor } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { longestPost } from '../publication/policy'
import { parseDate, type PublicationState } from '../publication/publication'
import { compareNumbers, labelOf, type VersionNumber } from '../versions/version'
import { type Adoption, dayInWords } from './adoption'
import type { Figures } from './measures'

/**
 * The permissions are silent about adopting; product.md names the adopter, a council. So it is for the people of that council, whatever else they
 * are: no role in the working group, no advisor and no administrator adopts for a council that is not theirs.
 */
export function adopting(actor: Actor, councils: number): Refusal | null {
  if (actor.kind !== 'person') return refuse('sign-in-needed')
  return councils > 0 ? null : refuse('not-allowed', 'Only a person of a council can record its adoption. An administrator can add you to your council.')
}

interface Adopted extends VersionNumber { readonly id: string }

/** Whether a council may adopt this version, after what it has adopted of the standard so far. */
export function adoptingVersion(publication: VersionNumber & { readonly state: PublicationState }, own: readonly Adopted[]): Refusal | null {
  if (publication.state.kind === 'withdrawn') return refuse('closed', `${labelOf(publication)} was withdrawn, so it can no longer be adopted.`)
  if (own.some((one) => compareNumbers(one, publication) === 0)) return refuse('already-done', `Your council has adopted ${labelOf(publication)} already.`)
  const newer = own.find((one) => compareNumbers(one, publication) > 0)
  return newer ? refuse('stale', `Your council has adopted ${labelOf(newer)}, which is newer.`) : null
}

/** Figures, findings and exemptions are added to the adoption that holds. */
export function addingTo({ movedTo, version, label }: Pick<Adoption, 'movedTo' | 'version' | 'label'>): Refusal | null {
  if (movedTo) return refuse('closed', `Your council has moved to ${movedTo.label}. Add this to that adoption.`)
  return version.kind === 'withdrawn' ? refuse('closed', `${label} was withdrawn, so nothing is added to its adoption.`) : null
}

export function ownerPost(post: string): Refusal | null {
  if (!post.trim()) return refuse('invalid', 'Enter the post that answers for it in your council, such as “Head of Revenues and Benefits”.', 'ownerPost')
  return post.trim().length > longestPost ? refuse('invalid', `The owner post must be ${longestPost} characters or fewer.`, 'ownerPost') : null
}

/** `published` and `today` as dates of the calendar in London. */
export function adoptedOn(date: string, published: string, today: string): Refusal | null {
  if (!parseDate(date)) return refuse('invalid', 'Enter the day on which your council adopted it.', 'adoptedOn')
  if (date > today) return refuse('invalid', 'The day of adoption must be today or before. Record it once it is decided.', 'adoptedOn')
  return date < published ? refuse('invalid', `The day of adoption must not be before the version was published, on ${dayInWords(published)}.`, 'adoptedOn') : null
}

export interface MeasuresGiven {
  readonly completed: string
  readonly completedOnline: string
  readonly startedOnline: string
  readonly cost: string
  readonly satisfaction: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly note: string
}

/** Nothing was filled in: there are no figures yet. */
export const isNoMeasures = (given: MeasuresGiven): boolean => Object.values(given).every((text: string) => text.trim() === '')

/** `11,840` as people write it; null for what is no whole number. */
export function wholeNumber(text: string): number | null {
  const plain = text.trim().replace(/[,\s]/g, '')
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null
}

/** `£40,824` or `40824.50` in pence; null for what is no sum of money. */
export function pence(text: string): number | null {
  const plain = text.trim().replace(/^£/, '').replace(/[,\s]/g, '')
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null
}

/** `88`, `87.5%` in tenths; null for what is no share. */
export function tenths(text: string): number | null {
  const plain = text.trim().replace(/\s?%$/, '')
  return /^\d{1,3}(\.\d)?$/.test(plain) && Number(plain) <= 100 ? Math.round(Number(plain) * 10) : null
}

/** The figures that were given, null for what was left empty. Only of what `measures` has let through. */
export const figuresOf = (given: MeasuresGiven): Figures => ({
  completed: wholeNumber(given.completed), completedOnline: wholeNumber(given.completedOnline), startedOnline: wholeNumber(given.startedOnline),
  cost: pence(given.cost), satisfaction: tenths(given.satisfaction),
})

export const longestMeasureNote = 300

const figureAsked: Record<keyof Figures, string> = {
  completed: 'Enter how many were completed in all, as a whole number above 0.', completedOnline: 'Enter how many were completed on line, as a whole number.',
  startedOnline: 'Enter how many were started on line, as a whole number above 0.', cost: 'Enter the cost in pounds, such as 40,824 or 40,824.50.',
  satisfaction: 'Enter the satisfaction as a share from 0 to 100, such as 88 or 87.5.',
}

export function measures(given: MeasuresGiven, today: string): Refusal | null {
  const wrong = (message: string, field: keyof MeasuresGiven) => refuse('invalid', message, field)
  const figures = figuresOf(given)
  const asked = Object.keys(figureAsked) as (keyof Figures)[]
  const unread = asked.find((field) => given[field].trim() !== '' && (figures[field] === null || (figures[field] === 0 && (field === 'completed' || field === 'startedOnline'))))
  if (unread) return wrong(figureAsked[unread], unread)
  const { completed, completedOnline: online, startedOnline: started } = figures
  if (completed !== null && online !== null && online > completed) return wrong('Those completed on line cannot be more than all that were completed.', 'completedOnline')
  if (started !== null && online !== null && online > started) return wrong('Those completed on line cannot be more than those that were started.', 'startedOnline')
  if (asked.every((field) => figures[field] === null)) return wrong('Enter at least one figure.', 'completed')
  if (given.note.trim().length > longestMeasureNote) return wrong(`The note must be ${longestMeasureNote} characters or fewer.`, 'note')
  if (!parseDate(given.periodFrom)) return wrong('Enter the first day of the period.', 'periodFrom')
  if (!parseDate(given.periodTo)) return wrong('Enter the last day of the period.', 'periodTo')
  if (given.periodTo < given.periodFrom) return wrong('The last day of the period must not be before its first.', 'periodTo')
  return given.periodTo > today ? wrong('Figures are of what was measured: the period must be over.', 'periodTo') : null
}

export const longestReason = 2000

export interface ExemptionGiven { readonly reason: string; readonly ownerPost: string; readonly expiresOn: string }

export function exemption(given: ExemptionGiven, adopted: string, today: string): Refusal | null {
  if (!given.reason.trim()) return refuse('invalid', 'Say why your council does not meet it yet.', 'reason')
  if (given.reason.trim().length > longestReason) return refuse('invalid', `The reason must be ${longestReason} characters or fewer.`, 'reason')
  const owner = ownerPost(given.ownerPost)
  if (owner) return owner
  if (!parseDate(given.expiresOn)) return refuse('invalid', 'Enter the last day of the exemption. Every exemption expires.', 'expiresOn')
  if (given.expiresOn <= today) return refuse('invalid', 'The exemption must expire after today.', 'expiresOn')
  return given.expiresOn <= adopted ? refuse('invalid', `The exemption must expire after the adoption, on ${dayInWords(adopted)}.`, 'expiresOn') : null
}
