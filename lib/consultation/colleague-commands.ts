import { eq } from 'drizzle-orm'
import { colleagueComments, consultationSubmitters, people } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import type { Actor } from '../kernel/actor'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { organisationsOf } from '../organisations/queries'
import { quotationIn } from './block-queries'
import { writingToColleagues } from './colleague'
import { type HeldConsultation, holdConsultation } from './commands'
import { checkWords, limits, tidy } from './comment'

interface Among { readonly consultationId: string; readonly organisationId: string }

/** Held for somebody of this organisation; for everyone else there is nothing here. */
async function holdAmong(tx: Tx, actor: Actor, input: Among): Promise<Result<HeldConsultation & { organisation: string }>> {
  const held = await holdConsultation(tx, actor, input.consultationId)
  if (!held.ok) return held
  const organisation = (await organisationsOf(tx, held.value.person.id)).find((one) => one.id === input.organisationId)
  if (!organisation) return refused(refuse('not-found'))
  const closed = writingToColleagues(held.value.consultation, await clockOf(tx))
  return closed ? refused(closed) : ok({ ...held.value, organisation: organisation.name })
}

/** Writes to the colleagues of one's organisation. No event tells of it: the trail is read by people of other organisations. */
export async function writeToColleagues(on: Database, actor: Actor, input: Among & { blockId: string | null; body: string }): Promise<Result<{ id: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await holdAmong(tx, actor, input)
    if (!held.ok) return held
    const refusal = checkWords(input.body, 'body', 'Write your comment.', limits.body)
    if (refusal) return refused(refusal)
    const { consultation, person } = held.value
    if (await quotationIn(tx, consultation.versionId, input.blockId) === null) return refused(refuse('not-found', 'What this is on does not stand in the version under consultation.'))
    const { consultationId, organisationId, blockId } = input
    const [written] = await tx.insert(colleagueComments).values({ consultationId, organisationId, blockId, body: tidy(input.body), authorId: person.id })
      .returning({ id: colleagueComments.id })
    return ok(written!)
  })
}

/** Names who submits for the organisation: oneself, or a colleague. The earlier one is kept as a revision. */
export async function nameSubmitter(on: Database, actor: Actor, input: Among & { personId: string }): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const held = await holdAmong(tx, actor, input)
    if (!held.ok) return held
    const { consultation, person, organisation } = held.value
    const [named] = isUuid(input.personId) ? await tx.select({ id: people.id, name: people.name }).from(people).where(eq(people.id, input.personId)) : []
    const theirs = named ? await organisationsOf(tx, named.id) : []
    if (!named || !theirs.some((one) => one.id === input.organisationId)) return refused(refuse('invalid', `Choose a person of ${organisation}.`, 'personId'))
    await tx.insert(consultationSubmitters)
      .values({ consultationId: consultation.id, organisationId: input.organisationId, revision: 0, personId: named.id, namedBy: person.id })
    const { groupId, standardId } = consultation
    await record(tx, actor, { kind: 'submitter named', groupId, standardId, facts: { organisation, name: named.name } })
    return ok(undefined)
  })
}
