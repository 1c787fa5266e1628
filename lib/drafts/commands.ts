import { draftClients, draftLog } from '@/drizzle/schema'
import { type Database, inTransaction } from '../db'
import { withUniqueIds } from '../document/ids'
import { schema } from '../document/schema'
import { type DocumentJson, emptyDocument } from '../document/types'
import type { Actor } from '../kernel/actor'
import { type Refusal, refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { addStandard, type NewStandard } from '../standards/commands'
import { encodeUpdates } from './log'
import { firstUpdate } from './text'

export interface NewDraft extends NewStandard {
  /** Left out: an empty text. */
  readonly content?: DocumentJson
}

/** A standard and the first row of its log, in the actor's name. */
export async function startDraft(on: Database, actor: Actor, input: NewDraft): Promise<Result<{ id: string; slug: string }>> {
  const content = withUniqueIds(input.content ?? emptyDocument())
  return inTransaction(on, async (tx) => {
    const added = await addStandard(tx, actor, input)
    if (!added.ok) return added
    const refusal = refuseContent(content)
    if (refusal) return refused(refusal)
    const { update, clientId } = firstUpdate(content)
    const { id, slug, createdBy } = added.value
    await tx.insert(draftClients).values({ standardId: id, clientId, personId: createdBy })
    await tx.insert(draftLog).values({ standardId: id, updates: encodeUpdates([update]) })
    return ok({ id, slug })
  })
}

function refuseContent(content: DocumentJson): Refusal | null {
  try {
    schema.nodeFromJSON(content).check()
    return null
  } catch (error) {
    return refuse('invalid', `This text cannot be taken: ${(error as Error).message}`, 'content')
  }
}
