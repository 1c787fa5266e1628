import { dateInWords } from '../kernel/clock'
import type { PublicationState } from '../publication/publication'

/** One council's adoption of one published version. It never changes. */
export interface Adoption {
  readonly id: string
  readonly organisationId: string
  readonly organisation: string
  readonly standardId: string
  readonly slug: string
  readonly title: string
  readonly publicationId: string
  readonly versionId: string
  /** `v1.0` */
  readonly label: string
  readonly digest: string
  /** `2027-01-18` */
  readonly adoptedOn: string
  readonly ownerPost: string
  readonly recordedByName: string
  readonly recordedAt: Date
  readonly version: PublicationState
  /** The adoption of a newer version by the same council, which holds instead. This one stays valid for its time. */
  readonly movedTo: { readonly id: string; readonly label: string; readonly adoptedOn: string } | null
}

export interface Exemption {
  readonly id: string
  readonly blockId: string
  readonly ref: string
  readonly reason: string
  readonly ownerPost: string
  /** The last day on which it holds. */
  readonly expiresOn: string
  readonly recordedByName: string
  readonly recordedAt: Date
}

/** As anybody reads it: an organisation, never a person. */
export interface Adopter {
  readonly organisation: string
  readonly label: string
  readonly adoptedOn: string
  /** The version that it has moved to since. */
  readonly movedTo: string | null
}

/** `58.0%`, of a whole that is not nothing. */
export const shareInWords = (numerator: number, denominator: number): string => `${(Math.round((numerator * 1000) / denominator) / 10).toFixed(1)}%`

/** `30 September 2027`, of a date of the calendar. */
export const dayInWords = (date: string): string => dateInWords(new Date(`${date}T12:00:00Z`))

/** It holds through the whole of its last day in London. */
export const exemptionHolds = ({ expiresOn }: Pick<Exemption, 'expiresOn'>, today: string): boolean => expiresOn >= today
