import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { mayFollow, type Objection, stateInWords, type StepKind } from './objection'

export const longestWords = 5000

/** What `lodgeObjection` asks of the version and the requirement. */
export interface LodgingState { readonly newest: boolean; readonly inConsultation: boolean; readonly published: boolean; readonly ownOpen: string | null }

export function lodging(standing: Standing, how?: LodgingState): Refusal | null {
  const refusal = mayIn(standing, 'objection.lodge')
  if (refusal || !how) return refusal
  if (how.published) return refuse('closed', 'This version is published. What should be different belongs in the next one.')
  if (!how.newest && !how.inConsultation) return refuse('stale', 'A newer version has been tagged. Look at the requirement as it stands there.')
  return how.ownOpen ? refuse('already-done', `${how.ownOpen} is open on this requirement already, and it is yours.`) : null
}

export function words(text: string, field: string, missing: string): Refusal | null {
  if (!text.trim()) return refuse('invalid', missing, field)
  return text.trim().length > longestWords ? refuse('invalid', `Write at most ${longestWords} characters.`, field) : null
}

const ownOf = (standing: Standing, objection: Objection) => ({ own: objection.objectorId === standing.personId })

function ended(objection: Objection, step: StepKind): Refusal | null {
  const { kind } = objection.state
  if (mayFollow(kind, step)) return null
  if (kind === 'open' && step === 'not resolved') return refuse('not-allowed', 'You have not been asked whether a change resolves it.')
  if (step === 'dissent withdrawn') return refuse('not-allowed', 'Dissent is withdrawn from an objection that was not upheld.')
  return refuse('already-done', `${objection.name} has ended: ${stateInWords[kind]}.`)
}

const notOwn = (standing: Standing, objection: Objection): Refusal | null => ownOf(standing, objection).own
  ? refuse('conflict-of-role', 'This objection is yours. Nobody answers or disposes of their own.') : null

/** By an editor, the lead editor or the advisor, never the objector; so is asking whether the draft's words resolve it. */
export const answering = (standing: Standing, objection: Objection): Refusal | null =>
  mayIn(standing, 'objection.answer') ?? notOwn(standing, objection) ?? ended(objection, 'answered')

export const asking = (standing: Standing, objection: Objection, differs: boolean): Refusal | null =>
  answering(standing, objection) ?? (differs ? null : unchanged(objection))

const unchanged = (objection: Objection): Refusal =>
  refuse('nothing-changed', `${objection.ref} stands there as it was objected to. When its words change, the objector is asked.`)

/** The objector's own word that a change resolves it; for that, something must have changed. */
export const resolving = (standing: Standing, objection: Objection, differs: boolean): Refusal | null =>
  mayIn(standing, 'objection.withdraw', ownOf(standing, objection)) ?? ended(objection, 'resolved by change')
  ?? (differs ? null : refuse('nothing-changed', `${objection.ref} stands there as you objected to it. To give the objection up, withdraw it.`))

export const notResolving = (standing: Standing, objection: Objection): Refusal | null =>
  mayIn(standing, 'objection.withdraw', ownOf(standing, objection)) ?? ended(objection, 'not resolved')

export const withdrawingObjection = (standing: Standing, objection: Objection): Refusal | null =>
  mayIn(standing, 'objection.withdraw', ownOf(standing, objection)) ?? ended(objection, 'withdrawn')

export const withdrawingDissent = (standing: Standing, objection: Objection): Refusal | null =>
  mayIn(standing, 'objection.withdraw', ownOf(standing, objection)) ?? ended(objection, 'dissent withdrawn')

export const ruling = (standing: Standing, objection: Objection): Refusal | null =>
  mayIn(standing, 'objection.rule') ?? notOwn(standing, objection) ?? ended(objection, 'not upheld')
