import { adoptersOf } from '@/lib/adoption/queries'
import type { Head } from '@/lib/audit/chain'
import { publishedHead } from '@/lib/audit/trail-queries'
import { clockOf, db } from '@/lib/db'
import { londonDate } from '@/lib/kernel/clock'
import { publishedErrata, reviewsOf } from '@/lib/maintenance/queries'
import { publicationHistory, type PublicationInFull, type PublicationListed, publishedVersion } from '@/lib/publication/queries'
import { type LevelCounts, type SignOff } from '@/lib/publication/public-record'
import { levelsOf, signOffOf } from '@/lib/publication/public-record-queries'

export interface Loaded {
  readonly version: PublicationInFull
  readonly history: readonly PublicationListed[]
  readonly levels: LevelCounts
  readonly signOff: SignOff | null
  readonly chainHead: Head | null
  /** None where the text is hidden: they quote it. */
  readonly errata: Awaited<ReturnType<typeof publishedErrata>>
  readonly adopters: Awaited<ReturnType<typeof adoptersOf>>
  readonly reviews: Awaited<ReturnType<typeof reviewsOf>>
}

/** The day in London by the clock that decides everything else: what is overdue shows from its first midnight on. */
export const today = async (): Promise<string> => londonDate(await clockOf(db()))

/** A published version with what is shown beside it; without `label`, the one in force. Null when there is nothing public there. */
export async function loadVersion(slug: string, label?: string): Promise<Loaded | null> {
  const version = await publishedVersion(db(), slug, label)
  if (!version) return null
  const [history, levels, signOff, errata, reviews, chainHead, adopters] = await Promise.all([
    publicationHistory(db(), slug), levelsOf(db(), [version.id]), signOffOf(db(), version.id), version.text ? publishedErrata(db(), [version.id]) : [], reviewsOf(db(), [version.id]),
    publishedHead(db(), version.standardId), adoptersOf(db(), version.standardId),
  ])
  return { version, history, levels: levels.get(version.id) ?? {}, signOff, errata, reviews, chainHead, adopters }
}
