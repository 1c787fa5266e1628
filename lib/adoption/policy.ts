import type { Actor } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { longestPost } from '../publication/policy'
import { parseDate, type PublicationState } from '../publication/publication'
import { compareNumbers, labelOf, type VersionNumber } from '../versions/version'
import { type Adoption, dayInWords } from './adoption'

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

/** A baseline or an exemption is added to the adoption that holds. */
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

export interface BaselineGiven {
  readonly measure: string
  readonly numerator: string
  readonly denominator: string
  readonly periodFrom: string
  readonly periodTo: string
}

/** Nothing was filled in: there is no baseline yet. */
export const isNoBaseline = (given: BaselineGiven): boolean => Object.values(given).every((text: string) => text.trim() === '')

/** `11,840` as people write it; null for what is no whole number. */
export function wholeNumber(text: string): number | null {
  const plain = text.trim().replace(/[,\s]/g, '')
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null
}

export const longestMeasure = 300

export function baseline(given: BaselineGiven, today: string): Refusal | null {
  const wrong = (message: string, field: keyof BaselineGiven) => refuse('invalid', message, field)
  if (!given.measure.trim()) return wrong('Say in words what was measured, such as “Applications made digitally”.', 'measure')
  if (given.measure.trim().length > longestMeasure) return wrong(`The measure must be ${longestMeasure} characters or fewer.`, 'measure')
  const [part, whole] = [wholeNumber(given.numerator), wholeNumber(given.denominator)]
  if (part === null) return wrong('Enter how many, as a whole number.', 'numerator')
  if (whole === null || whole === 0) return wrong('Enter out of how many, as a whole number above 0.', 'denominator')
  if (part > whole) return wrong('The part cannot be more than the whole.', 'numerator')
  if (!parseDate(given.periodFrom)) return wrong('Enter the first day of the period.', 'periodFrom')
  if (!parseDate(given.periodTo)) return wrong('Enter the last day of the period.', 'periodTo')
  if (given.periodTo < given.periodFrom) return wrong('The last day of the period must not be before its first.', 'periodTo')
  return given.periodTo > today ? wrong('A baseline is what was measured: the period must be over.', 'periodTo') : null
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
