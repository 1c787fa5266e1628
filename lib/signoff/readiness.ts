import type { DraftingFaults } from '../document/drafting'
import { momentInWords } from '../kernel/clock'
import { type Refusal, refuse } from '../kernel/refusal'

/** What is looked at before a version is put to its seats. */
export interface ReadinessFacts {
  readonly label: string
  /** `FO-1 to FSM-09, which stands there unchanged` */
  readonly openObjections: readonly string[]
  readonly consultation: { readonly number: number; readonly closesAt: Date } | null
  readonly undisposed: number
  readonly lateUnanswered: number
  readonly drafting: DraftingFaults
}

/** Where a missing thing is put right. */
export type ReadinessPlace = 'consultation' | 'objections' | 'comments' | 'late' | 'draft'

export interface ReadinessLine {
  readonly name: string
  readonly done: boolean
  /** What is missing, or that nothing is. */
  readonly words: string
  readonly place: ReadinessPlace
}

const many = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

function named(list: readonly string[]): string {
  const [shown, more] = [list.slice(0, 3).join(', '), list.length - 3]
  return more > 0 ? `${shown} and ${more} more` : shown
}

const drafting = (label: string, name: string, wrong: readonly string[], fine: string, says: string): ReadinessLine => ({
  name, done: wrong.length === 0, place: 'draft',
  words: wrong.length === 0 ? fine : `${says}: ${named(wrong)}. Put it right in the draft, then tag the version after ${label}`,
})

/** The checklist, in the order in which a group meets it. The first three are rules, which PostgreSQL holds by itself too. */
export function readiness({ label, openObjections, consultation, undisposed, lateUnanswered, drafting: faults }: ReadinessFacts): ReadinessLine[] {
  return [
    { name: 'Formal objections', done: openObjections.length === 0, place: 'objections',
      words: openObjections.length === 0 ? 'None is open' : openObjections.join('; ') },
    { name: 'Consultation', done: consultation === null, place: 'consultation',
      words: consultation ? `Consultation ${consultation.number} is open until ${momentInWords(consultation.closesAt)}` : 'None is open' },
    { name: 'Dispositions', done: undisposed === 0, place: 'comments',
      words: undisposed === 0 ? 'Every comment has one' : `${many(undisposed, 'comment')} ${undisposed === 1 ? 'has' : 'have'} none` },
    { name: 'Late comments', done: lateUnanswered === 0, place: 'late',
      words: lateUnanswered === 0 ? 'Every one is answered' : `${many(lateUnanswered, 'late comment')} ${lateUnanswered === 1 ? 'waits' : 'wait'} to be admitted, deferred or declined` },
    drafting(label, 'Levels', faults.level, 'Every requirement has one', 'No level yet'),
    drafting(label, 'Met by', faults.metBy, 'Every requirement names somebody', 'Nobody named yet'),
    drafting(label, 'Statements', faults.statement, 'Every requirement has one', 'No statement yet'),
    drafting(label, 'Refs', faults.ref, 'Every requirement has one', 'No ref yet'),
    drafting(label, 'Placeholders', faults.placeholder, 'None is left', 'Still to be written'),
  ]
}

/** What keeps the round from opening, the first of it named; null when the list is done. */
export function notReady(lines: readonly ReadinessLine[]): Refusal | null {
  const missing = lines.filter((line) => !line.done)
  if (missing.length === 0) return null
  const more = missing.length > 1 ? ` ${many(missing.length - 1, 'more thing')} on the list ${missing.length === 2 ? 'waits' : 'wait'} too.` : ''
  return refuse(missing[0]!.place === 'objections' ? 'blocked-by-objection' : 'not-ready', `The version is not ready for a sign-off round. ${missing[0]!.name}: ${missing[0]!.words}.${more}`)
}
