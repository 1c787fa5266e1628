import { auditEvents } from '@/drizzle/schema'
import type { Tx } from '../db'
import type { Actor } from '../kernel/actor'
import type { AuditEvent } from './event'

/** Records an event in the transaction of the step that it tells of: both stand or neither does. */
export async function record(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await tx.insert(auditEvents).values({
    kind: event.kind,
    actorId: actor.kind === 'person' ? actor.id : null,
    actorName: actor.kind === 'person' ? actor.name : 'Accord',
    groupId: 'groupId' in event ? event.groupId : null,
    standardId: 'standardId' in event ? event.standardId : null,
    facts: event.facts,
  })
}
