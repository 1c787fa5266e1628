import type { ChangeAround } from './compare-around'
import { changeKinds, type Compared, type Comparison, type RequirementChange } from './compare'

/** One change, as whoever was away is told it. */
export interface SinceLine {
  readonly id: string
  readonly sentence: string
  /** Who wrote there since, by name; none where that is not known. */
  readonly by: readonly string[]
  /** Where it stands now; a removed one stands nowhere. */
  readonly there: boolean
}

export interface Since {
  /** When they last saw the text; ISO 8601. */
  readonly at: string
  /** `1 weakened, 3 reworded, 1 added` */
  readonly summary: string
  readonly lines: readonly SinceLine[]
}

/** Who wrote in each block since. `me` tells nothing to whoever wrote it. */
export interface Writers {
  readonly names: (blockId: string) => readonly string[]
  readonly onlyMe: (blockId: string) => boolean
  readonly touched: (blockId: string) => boolean
}

/** A text of before beside the draft of now, both under their refs. */
export interface DraftSince { readonly before: Compared; readonly after: Compared; readonly writers: Writers }

/**
 * What others changed: requirements in the order of the text, then what stands around them. With `touchedOnly` a block in which nothing was
 * written since is left out: its change was seen.
 */
export function sinceOf(comparison: Comparison, writers: Writers, at: Date, touchedOnly: boolean): Since | null {
  const isNews = ({ id }: { id: string }) => !writers.onlyMe(id) && (!touchedOnly || writers.touched(id))
  const requirements = comparison.requirements.filter((change) => !change.kinds.includes('unchanged') && isNews(change))
  const around = comparison.around.filter(isNews)
  if (requirements.length + around.length === 0) return null
  const line = ({ id, sentence }: RequirementChange | ChangeAround, there: boolean): SinceLine => ({ id, sentence, by: writers.names(id), there })
  return {
    at: at.toISOString(), summary: summaryOf(requirements, around),
    lines: [...requirements.map((change) => line(change, change.after !== null)), ...around.map((change) => line(change, change.kind !== 'removed'))],
  }
}

function summaryOf(requirements: readonly RequirementChange[], around: readonly ChangeAround[]): string {
  const counts = changeKinds.map((kind) => ({ kind, count: requirements.filter((change) => change.kinds[0] === kind).length })).filter(({ count }) => count > 0)
  const words = counts.map(({ kind, count }, at) => `${count}${at === 0 ? (count === 1 ? ' requirement' : ' requirements') : ''} ${kind}`)
  const where = requirements.length > 0 ? 'around them' : 'outside requirements'
  if (around.length > 0) words.push(`${around.length} ${around.length === 1 ? 'change' : 'changes'} ${where}`)
  return words.join(', ')
}
