import type { Database } from '../db'
import { inTransaction } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { eventsOfPlatform, type ToldEvent } from './queries'
import { record } from './record'

/** The trail of Accord itself, for administrators; reading it is itself an event. */
export async function readPlatformTrail(on: Database, actor: Actor): Promise<Result<ToldEvent[]>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person' || !actor.isAdmin) return refused(refuse(actor.kind === 'person' ? 'admin-only' : 'sign-in-needed'))
    const events = await eventsOfPlatform(tx)
    await record(tx, actor, { kind: 'platform trail read', facts: { events: events.length } })
    return ok(events)
  })
}
