/**
 * Every way Accord says no. A code is part of the public contract (`{ refusal: { code, message, field? } }`);
 * its sentence is what a person reads when the place that refuses has nothing more exact to say.
 */
const catalogue = {
  // who you are
  'sign-in-needed': [401, 'Sign in to do this.'],
  'not-found': [404, 'There is nothing here, or it is not yours to see.'],
  'not-allowed': [403, 'Your role does not let you do this.'],
  'members-only': [403, 'Only members of the working group can do this.'],
  'advisor-only': [403, 'Only an advisor assigned to this working group can do this.'],
  'lead-only': [403, 'Only the lead editor can do this.'],
  'editor-only': [403, 'Only editors of the working group can do this.'],
  'admin-only': [403, 'Only an administrator can do this.'],
  'electors-only': [403, 'Only the holder of a seat, or their named substitute, can do this.'],
  'own-only': [403, 'Only the person who made this can do this.'],
  'break-glass-needed': [403, 'This needs a second person and a recorded reason, which Accord does not offer yet.'],
  'suspended': [403, 'This account is suspended. Ask an administrator.'],
  'wrong-address': [403, 'This invitation was sent to another e-mail address. Sign in with that address to accept it.'],
  'wrong-origin': [403, 'This request came from another site.'],
  // what you gave
  'invalid': [422, 'Something in what you sent needs putting right.'],
  'too-large': [413, 'This is larger than Accord takes.'],
  'too-fast': [429, 'Too many requests. Wait a moment and try again.'],
  'unreadable-file': [422, 'This file could not be read.'],
  'unsupported-file': [422, 'This kind of file is not supported. Use Word (.docx), OpenDocument (.odt), Markdown (.md), HTML (.html), or a table (.ods, .csv).'],
  // how things stand
  'expired': [410, 'This has expired.'],
  'already-done': [409, 'This has already been done.'],
  'taken': [409, 'This is already in use.'],
  'stale': [409, 'What you were looking at has changed since. Look at it again, then decide.'],
  'frozen': [409, 'This is frozen and cannot be changed.'],
  'archived': [409, 'This standard is archived.'],
  'closed': [409, 'This has closed.'],
  'nothing-changed': [409, 'Nothing has changed since the last version.'],
  'round-open': [409, 'A sign-off round is open on this standard.'],
  'round-not-open': [409, 'No sign-off round is open.'],
  'not-newest': [409, 'Only the newest version can be put to a sign-off round.'],
  'not-ready': [409, 'The version is not ready for a sign-off round.'],
  'not-carried': [409, 'Only a version that a sign-off round carried can be published.'],
  'not-quorate': [409, 'The sign-off round was not quorate.'],
  'not-certified': [409, 'The advisor must certify due process first.'],
  'blocked-by-objection': [409, 'A formal objection is open on a requirement of this version. It must end before sign-off.'],
  'conflict-of-role': [403, 'The same person cannot do both.'],
  'last-lead': [409, 'A working group must keep a lead editor. Name another one first.'],
  'unavailable': [503, 'Accord cannot do this at the moment. Nothing was lost; try again shortly.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type RefusalCode = keyof typeof catalogue

export interface Refusal {
  readonly code: RefusalCode
  /** A sentence that the person can act on. */
  readonly message: string
  /** The name of the field that has to change, where there is one. */
  readonly field?: string
}

export const refusalCodes = Object.keys(catalogue) as RefusalCode[]

export function refuse(code: RefusalCode, message?: string, field?: string): Refusal {
  return { code, message: message ?? catalogue[code][1], ...(field === undefined ? {} : { field }) }
}

/** The HTTP status (RFC 9110) that goes with a refusal. */
export function statusOf(refusal: Refusal): number {
  return catalogue[refusal.code][0]
}
