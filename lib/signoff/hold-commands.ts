import type { Tx } from '../db'
import type { Standing } from '../groups/standing'
import type { Actor, PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { lockStandard } from '../versions/standard-queries'
import { roundById } from './queries'
import type { Round } from './round'

export interface Held { readonly round: Round; readonly groupId: string; readonly standing: Standing; readonly person: PersonActor }

/** The round with its standard's row held, so that what the policy sees still stands when the step is written. */
export async function holdRound(tx: Tx, actor: Actor, roundId: string): Promise<Result<Held>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  const seen = await roundById(tx, roundId)
  if (!seen) return refused(refuse('not-found'))
  const held = await lockStandard(tx, actor, seen.standardId)
  if (!held.ok) return held
  const round = await roundById(tx, roundId)
  return ok({ round: round!, groupId: held.value.standard.groupId, standing: held.value.standing, person: actor })
}
