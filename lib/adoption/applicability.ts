import { type AppliesTo, councilTypes, nations, parseAppliesTo, readAppliesTo } from '../document/applies-to'

/** What decides whether a requirement is a council's. */
export interface CouncilFacts { readonly nation: string | null; readonly councilType: string | null }

export type Applicability = 'applies' | 'does not apply' | 'not known'

const plain = (text: string): string => text.trim().toLowerCase()

/** A nation or type that is missing, or is none of the lists, decides nothing: better asked than left out. */
function holds({ condition, value }: AppliesTo, { nation, councilType }: CouncilFacts): Applicability {
  const [own, list] = condition === 'nation' ? [nation, nations] as const : [councilType, councilTypes] as const
  if (own === null || !list.some((one) => plain(one) === plain(own))) return 'not known'
  return plain(own) === plain(value) ? 'applies' : 'does not apply'
}

/** Whether a requirement applies to a council: everyone's does; else every condition must hold (lib/document/applies-to.ts). */
export function appliesToCouncil(appliesTo: unknown, council: CouncilFacts): Applicability {
  if (readAppliesTo(appliesTo) === null) return 'not known'
  const found = parseAppliesTo(appliesTo).map((one) => holds(one, council))
  if (found.includes('does not apply')) return 'does not apply'
  return found.includes('not known') ? 'not known' : 'applies'
}
