import { type Refusal, refuse } from '../kernel/refusal'
import { type Consultation, takesComments } from './consultation'
import { closedInWords } from './policy'

/** What somebody wrote to colleagues of one organisation. */
export interface ColleagueComment {
  readonly id: string
  readonly blockId: string | null
  readonly ref: string
  readonly body: string
  readonly authorId: string
  readonly authorName: string
  readonly at: Date
  /** `C-3`: the organisation's comment that it was taken into. */
  readonly takenInto: string | null
}

/** Who submits for an organisation; the newest counts, the earlier ones are kept. */
export interface Submitter {
  readonly personId: string
  readonly name: string
  readonly namedById: string
  readonly namedByName: string
  readonly at: Date
}

/** Among colleagues, writing and naming end when the consultation does. */
export const writingToColleagues = (consultation: Consultation, now: Date): Refusal | null =>
  takesComments(consultation, now) ? null : refuse('closed', `${closedInWords(consultation)} What you wrote to each other stays here, for your organisation alone.`)

/** Source: CN-13. */
export function submittingFor(personId: string, submitter: Submitter | null, organisation: string): Refusal | null {
  if (submitter?.personId === personId) return null
  return refuse('own-only', submitter
    ? `${submitter.name} submits for ${organisation}. Ask them to take your comment into what they submit, or name yourself instead.`
    : `Nobody submits for ${organisation} yet. Volunteer, then comment on its behalf.`)
}
