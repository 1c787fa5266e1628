import { eq } from 'drizzle-orm'
import { certifications, publications, publicationWithdrawals } from '@/drizzle/schema'
import { record } from '../audit/record'
import { clockOf, type Database, inTransaction, type Tx } from '../db'
import { dispositionReport, reportInBytes } from '../consultation/disposition-report-queries'
import type { Actor, PersonActor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { isUuid } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { positionsOf, roundById } from '../signoff/queries'
import type { Round } from '../signoff/round'
import { versionById, versionInFull } from '../versions/queries'
import { lockStandard, type StandardInView } from '../versions/standard-queries'
import { compareNumbers, labelOf, nextPublicNumbers, type VersionNumber } from '../versions/version'
import { ownerPost, publicNumber, publishing, publishState, reviewDate, withdrawingPublication } from './policy'
import { publicationHistory, type PublicationListed, taggedNumbersPublished } from './queries'
import { buildRecord } from './record'

export interface Publishing {
  readonly roundId: string
  /** The post, not the person, that answers for the standard. */
  readonly ownerPost: string
  /** `2028-01-11` */
  readonly reviewDate: string
  /** Left out: v1.0 at first, then the next minor. */
  readonly number?: VersionNumber
}

/** What was signed, built whole from the rows of the round: nothing of it comes from the form. */
async function recordOf(tx: Tx, actor: PersonActor, standard: StandardInView, round: Round, publication: { label: string; ownerPost: string; reviewDate: string; at: Date }) {
  const version = await versionInFull(tx, (await versionById(tx, standard.id, round.versionId))!)
  const [certified] = await tx.select({ by: certifications.certifiedBy }).from(certifications).where(eq(certifications.roundId, round.id))
  if (round.state.kind !== 'certified') throw new Error('Only a certified round has a record')
  const { outcome, certificate } = round.state
  return buildRecord({
    standard: { slug: standard.slug, title: version.title, group: standard.groupName }, version, round, outcome,
    certificate: { statement: certificate.statement, at: certificate.at, certifiedBy: certified!.by },
    positions: await positionsOf(tx, round.id),
    publication: {
      label: publication.label, ownerPost: publication.ownerPost, reviewDate: publication.reviewDate,
      publishedBy: actor.id, publishedAt: publication.at,
    },
  })
}

/** Makes what the round carried public: the same text, byte for byte, under a public number, with its sign-off record. */
export async function publish(on: Database, actor: Actor, input: Publishing): Promise<Result<{ slug: string; label: string }>> {
  return inTransaction(on, async (tx) => {
    if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
    const seen = await roundById(tx, input.roundId)
    if (!seen) return refused(refuse('not-found'))
    const held = await lockStandard(tx, actor, seen.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const [round, history] = [(await roundById(tx, seen.id))!, await publicationHistory(tx, standard.slug)]
    const version = (await versionById(tx, standard.id, round.versionId))!
    const overtaken = (await taggedNumbersPublished(tx, standard.id)).some((number) => compareNumbers(number, version) >= 0)
    const [at, number] = [await clockOf(tx), input.number ?? nextPublicNumbers(history)[0]!]
    const refusal = publishing(standing, publishState(round, overtaken)) ?? ownerPost(input.ownerPost)
      ?? reviewDate(input.reviewDate, londonDate(at)) ?? publicNumber(number, history)
    if (refusal) return refused(refusal)
    const publication = { label: labelOf(number), ownerPost: input.ownerPost.trim(), reviewDate: input.reviewDate, at }
    const built = await recordOf(tx, actor, standard, round, publication)
    const report = await reportInBytes((await dispositionReport(tx, standard.id, version.id, publication))!)
    await tx.insert(publications).values({
      standardId: standard.id, versionId: version.id, roundId: round.id, ...number, ownerPost: publication.ownerPost, reviewDate: input.reviewDate,
      record: built.record, recordDigest: built.digest, report: report.text, reportDigest: report.digest, publishedBy: actor.id,
    })
    await record(tx, actor, {
      kind: 'version published', groupId: standard.groupId, standardId: standard.id,
      facts: { number: publication.label, version: version.label, digest: version.digest, recordDigest: built.digest, reportDigest: report.digest },
    })
    return ok({ slug: standard.slug, label: publication.label })
  })
}

/** Takes a publication out of force; it stays readable under its address, unless the text itself must not be shown. */
export async function withdrawPublication(on: Database, actor: Actor, input: { standardId: string; publicationId: string; reason: string; hidesText: boolean }):
  Promise<Result<{ slug: string; label: string }>> {
  return inTransaction(on, async (tx) => {
    const held = await lockStandard(tx, actor, input.standardId)
    if (!held.ok) return held
    const { standard, standing } = held.value
    const publication = isUuid(input.publicationId) ? (await publicationHistory(tx, standard.slug)).find((one) => one.id === input.publicationId) : undefined
    if (!publication) return refused(refuse('not-found'))
    const reason = input.reason.trim()
    const refusal = withdrawingPublication(standing, publication.state) ?? (reason ? null : refuse('invalid', 'Say why it is withdrawn.', 'reason'))
    if (refusal) return refused(refusal)
    await takeOutOfForce(tx, actor, standard, publication, { reason, hidesText: input.hidesText, by: standing.personId! })
    return ok({ slug: standard.slug, label: publication.label })
  })
}

/** The step itself, in the transaction of what decided it. */
export async function takeOutOfForce(tx: Tx, actor: Actor, standard: StandardInView, publication: Pick<PublicationListed, 'id' | 'label'>,
  { reason, hidesText, by }: { reason: string; hidesText: boolean; by: string }): Promise<void> {
  await tx.insert(publicationWithdrawals).values({ publicationId: publication.id, reason, hidesText, withdrawnBy: by })
  await record(tx, actor, { kind: 'publication withdrawn', groupId: standard.groupId, standardId: standard.id, facts: { number: publication.label, reason } })
}
