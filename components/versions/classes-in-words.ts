import type { Comparison, Proposal, RequirementChange } from '@/lib/versions/compare'

export const proposalInWords: Record<Proposal, string> = {
  major: 'Proposed for the next public number: a major one', minor: 'Proposed for the next public number: a minor one', editorial: 'Editorial only',
}

/** What a comparison is looked at for. */
export const views = ['everything', 'duties', 'words'] as const

export type View = (typeof views)[number]

export const viewInWords: Record<View, string> = { everything: 'Everything', duties: 'Duties', words: 'Words' }

export const viewOf = (text: string | undefined): View => views.find((view) => view === text) ?? 'everything'

const aboutWords = new Set(['reworded', 'moved', 'unchanged'])

export const isChange = (change: RequirementChange): boolean => !change.kinds.includes('unchanged')

/** Duties: who must do what, how strictly, where. Words: the rest of what was written anew. */
export function shownIn(view: View, comparison: Comparison): RequirementChange[] {
  const changed = comparison.requirements.filter(isChange)
  if (view === 'duties') return changed.filter((change) => change.kinds.some((kind) => !aboutWords.has(kind)))
  return view === 'words' ? changed.filter((change) => change.kinds.includes('reworded')) : changed
}

/** The blocks that a view draws; undefined: all of them. */
export function drawnIn(view: View, comparison: Comparison): ReadonlySet<string> | undefined {
  if (view === 'everything') return undefined
  return new Set([...shownIn(view, comparison).map((change) => change.id), ...(view === 'words' ? comparison.around.map((change) => change.id) : [])])
}

/** Where a requirement's redline stands on the page. */
export const anchorOf = (change: Pick<RequirementChange, 'ref' | 'id'>): string => change.ref ?? change.id

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** `2 of 24 requirements changed: 1 added, 1 weakened; 1 change around them.` */
export function summaryOf(comparison: Comparison, tally: readonly { kind: string; count: number }[]): string {
  const changed = comparison.requirements.filter(isChange).length
  const kinds = tally.filter(({ kind }) => kind !== 'unchanged').map(({ kind, count }) => `${count} ${kind}`)
  const around = comparison.around.length + (comparison.title ? 1 : 0)
  const start = changed === 0 ? 'No requirement changed' : `${changed} of ${counted(comparison.requirements.length, 'requirement')} changed: ${kinds.join(', ')}`
  return `${start}${around > 0 ? `; ${counted(around, 'change')} around them` : ''}.`
}
