import type { RequirementView } from '../document/requirements'

/** A requirement that stands in both texts: with all its words (`whole`) in the one, and perhaps with fewer (`rest`) in the other. */
export interface Kept { readonly whole: RequirementView; readonly rest: RequirementView }

/** Words are said to have gone over when they went in runs of three or more: single words, and pairs such as “of the”, stand everywhere. */
const runLength = 3
/** Fewer words than this are a phrase that anyone may write. Level words do not count: each half of a split states its own. */
const fewestWords = 4
/** Of the piece's words this share came over. The others are what a sentence of its own needs: a subject, a link word. */
const cameOver = 0.6
/** Of what was kept, this share stood there before: else the old words were replaced, not parted. */
const stayed = 0.5

const levelWords = new Set(['must', 'shall', 'should', 'may', 'required', 'recommended', 'optional'])

const wordsOf = (view: RequirementView): string[] =>
  (view.statement.text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !levelWords.has(word))

const runsOf = (words: readonly string[]): string[] => words.slice(runLength - 1).map((_, at) => words.slice(at, at + runLength).join(' '))

/** How often each run stands in a text. */
type Runs = Map<string, number>

function counted(words: readonly string[]): Runs {
  const runs: Runs = new Map()
  for (const run of runsOf(words)) runs.set(run, (runs.get(run) ?? 0) + 1)
  return runs
}

function without(runs: Runs, others: Runs): Runs {
  return new Map([...runs].map(([run, count]) => [run, count - (others.get(run) ?? 0)] as const).filter(([, count]) => count > 0))
}

/** The places of words that lie in a run of `runs`; each run serves as often as it stands there. */
function coveredBy(runs: Runs, words: readonly string[]): Set<number> {
  const left = new Map(runs)
  const places = new Set<number>()
  runsOf(words).forEach((run, at) => {
    const count = left.get(run) ?? 0
    if (count === 0) return
    left.set(run, count - 1)
    for (let place = at; place < at + runLength; place += 1) places.add(place)
  })
  return places
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Whether all that `kept` says stood in one of `sources`, but for a few words. */
export function saysNothingNew(kept: RequirementView, sources: readonly RequirementView[]): boolean {
  const words = wordsOf(kept)
  const known = new Set(sources.flatMap(wordsOf))
  return share(words.filter((word) => known.has(word)).length, words.length) >= 0.9
}

/**
 * Which of `pieces` (requirements that stand in one text only) hold words that in the other text stand in a requirement which is in both:
 * `[piece id, kept id]`. Words count only where they left the kept one, so a copy has taken nothing; and each run only once.
 */
export function partedFrom(pieces: readonly RequirementView[], kept: readonly Kept[]): Map<string, string> {
  const parted = new Map<string, string>()
  const left = new Map<string, Runs>()
  const holders = new Map<string, string[]>()
  for (const { whole, rest } of pieces.length > 0 ? kept : []) {
    if (whole.statement.text === rest.statement.text) continue
    const [all, now] = [wordsOf(whole), wordsOf(rest)]
    if (share(coveredBy(counted(all), now).size, now.length) < stayed) continue
    const gone = without(counted(all), counted(now))
    left.set(whole.id, gone)
    for (const run of gone.keys()) holders.set(run, [...holders.get(run) ?? [], whole.id])
  }
  for (const piece of left.size > 0 ? pieces : []) {
    const words = wordsOf(piece)
    const [best] = [...new Set(runsOf(words).flatMap((run) => holders.get(run) ?? []))]
      .map((id) => ({ id, came: coveredBy(left.get(id)!, words).size })).sort((a, b) => b.came - a.came)
    if (!best || best.came < fewestWords || share(best.came, words.length) < cameOver) continue
    parted.set(piece.id, best.id)
    left.set(best.id, without(left.get(best.id)!, counted(words)))
  }
  return parted
}
