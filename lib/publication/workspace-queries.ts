import { clockOf, type Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { ok, type Result } from '../kernel/result'
import { proposedOwner, roundsOfStandard } from '../signoff/queries'
import type { Round } from '../signoff/round'
import { type OnStandard, versionById, versionInFull } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { compareNumbers, nextPublicNumbers, type VersionNumber } from '../versions/version'
import { publishState, type PublishState } from './policy'
import { type ProposedNumber, proposedPublicNumber } from './proposed-queries'
import { publicationHistory, type PublicationListed, taggedNumbersPublished } from './queries'

export interface PublishingInView extends OnStandard {
  /** The round that publication would be about: the newest. */
  readonly round: Round | null
  readonly state: PublishState | null
  readonly history: readonly PublicationListed[]
  readonly numbers: readonly VersionNumber[]
  /** Owner and review date as proposed when the round was opened. */
  readonly owner: { readonly ownerPost: string; readonly reviewDate: string | null }
  /** By what differs from the text in force; null where none is. */
  readonly proposed: ProposedNumber | null
  readonly now: Date
}

/** What stands between the newest round and its publication, for one who may read the standard's versions. */
export async function publishingOf(on: Reader, actor: Actor, slug: string): Promise<Result<PublishingInView>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const { standard } = found.value
  const [round = null] = await roundsOfStandard(on, standard.id)
  const history = await publicationHistory(on, slug)
  const version = round && await versionById(on, standard.id, round.versionId)
  const published = await taggedNumbersPublished(on, standard.id)
  const overtaken = version !== null && round?.state.kind !== 'published' && published.some((number) => compareNumbers(number, version) >= 0)
  const text = version && await versionInFull(on, version)
  const proposed = text && await proposedPublicNumber(on, slug, { title: text.title, content: text.content.content })
  return ok({
    ...found.value, proposed, round, history, state: round && publishState(round, overtaken), numbers: nextPublicNumbers(history),
    owner: await proposedOwner(on, standard.id), now: await clockOf(on),
  })
}
