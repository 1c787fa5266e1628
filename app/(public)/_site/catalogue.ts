import type { CatalogueEntry } from '@/components/public/catalogue'
import type { StatusFilter } from '@/components/public/search-form'
import type { Reader } from '@/lib/db'
import { publishedStandards } from '@/lib/publication/queries'
import { reviewOverdue } from '@/lib/publication/public-record'
import { levelsOf } from '@/lib/publication/public-record-queries'

/** Every published standard with its requirements counted. */
export async function catalogue(on: Reader): Promise<CatalogueEntry[]> {
  const standards = await publishedStandards(on)
  const levels = await levelsOf(on, standards.map((publication) => publication.id))
  return standards.map((publication) => ({ publication, levels: levels.get(publication.id) ?? {} }))
}

export function hasStatus({ publication }: CatalogueEntry, status: StatusFilter | '', today: string): boolean {
  const inForce = publication.state.kind === 'current'
  if (status === 'in force') return inForce
  if (status === 'withdrawn') return publication.state.kind === 'withdrawn'
  return status === '' || (inForce && reviewOverdue(publication.reviewDate, today))
}

/** What `q` asks for, in one line. */
export const askedWords = (request: Request): string =>
  (new URL(request.url).searchParams.get('q') ?? '').replace(/\p{Cc}/gu, ' ').trim().slice(0, 200)
