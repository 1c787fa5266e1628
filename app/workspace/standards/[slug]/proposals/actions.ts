'use server'
import { z } from 'zod'
import { type ActionState, badField, stateOf, textOf } from '@/app/action-state'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { decideProposal, proposeChange } from '@/lib/proposals/commands'
import { proposalKinds } from '@/lib/proposals/proposal'

const source = z.object({ on: z.enum(['comment', 'consultation comment', 'objection']), id: z.string() }).nullable()

/** What a block is made of the command checks against the document's schema. */
const proposing = z.object({
  standardId: z.string(), kind: z.enum(proposalKinds), blockId: z.string(), seen: z.string(), note: z.string(), answers: source.optional(),
  block: z.unknown().optional(), level: z.string().optional(), metBy: z.string().optional(), afterBlockId: z.string().nullable().optional(),
})

const deciding = z.object({
  proposalId: z.string(), decision: z.enum(['accepted', 'accepted with edits', 'rejected', 'withdrawn']), seen: z.string(), reason: z.string(), block: z.unknown().optional(),
})

/** It travels as JSON in one field: a form's own fields would have their line feeds rewritten on the way. */
function saidIn<T>(form: FormData, shape: z.ZodType<T>): T | null {
  try {
    return shape.parse(JSON.parse(textOf(form, 'said')))
  } catch {
    return null
  }
}

const unread: ActionState = { refusal: badField('said', 'Accord could not read this. Reload the page, then try again.') }

export async function proposeAction(_state: ActionState, form: FormData): Promise<ActionState> {
  const said = saidIn(form, proposing)
  if (!said) return unread
  const { answers, block, level, metBy, afterBlockId, ...rest } = said
  const proposed = await proposeChange(db(), await currentActor(), {
    ...rest, answers: answers ?? null, block, afterBlockId: afterBlockId ?? null, ...(level === undefined ? {} : { level }), ...(metBy === undefined ? {} : { metBy }),
  })
  return stateOf(proposed, new FormData(), proposed.ok ? `P-${proposed.value.number} sent` : '')
}

export async function decideAction(_state: ActionState, form: FormData): Promise<ActionState> {
  const said = saidIn(form, deciding)
  if (!said) return unread
  const decided = await decideProposal(db(), await currentActor(), said)
  return stateOf(decided, new FormData(), decided.ok ? `P-${decided.value.number} ${said.decision}` : '')
}
