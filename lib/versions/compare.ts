import { appliesToInWords } from '../document/applies-to'
import { strength, withoutLevelWords } from '../document/levels'
import { metByInWords } from '../document/met-by'
import { requirementsOf, sectionInWords, type Part, type RequirementView } from '../document/requirements'
import { attribute, type Block } from '../document/types'
import { changesAround, type ChangeAround } from './compare-around'
import { groupedBy, movedBetween } from './order'
import { partedFrom, saysNothingNew } from './splits'
import type { VersionNumber } from './version'

export const changeKinds = [
  'added', 'removed', 'split', 'merged', 'strengthened', 'weakened', 'reversed', 'reworded', 'applicability changed', 'met-by changed', 'moved', 'unchanged',
] as const

export type ChangeKind = (typeof changeKinds)[number]

/** 1 no change of text · 2 no effect on conformance · 3 may affect conformance · 4 new requirement. */
export type ChangeClass = 1 | 2 | 3 | 4

export interface RequirementChange {
  id: string
  ref: string | null
  /** One or more; `unchanged` stands alone. */
  kinds: ChangeKind[]
  class: ChangeClass
  /** `FSM-09 weakened, MUST to SHOULD` */
  sentence: string
  before: RequirementView | null
  after: RequirementView | null
}

export type Proposal = 'major' | 'minor' | 'editorial'

export interface Compared { title: string; content: readonly Block[] }

export interface Comparison {
  /** One for each requirement of either text: in the order of the later, the removed ones after what they followed. */
  requirements: RequirementChange[]
  /** What changed outside requirements: headings, notes, tables… */
  around: ChangeAround[]
  title: { before: string; after: string } | null
  class: ChangeClass
  proposal: Proposal
}

/** Compares by block id. A copy is another requirement, however alike. */
export function compareVersions(before: Compared, after: Compared): Comparison {
  const moved = movedBetween(spine(before.content), spine(after.content))
  const [old, now] = [requirementsOf(before), requirementsOf(after)]
  const [oldById, nowById] = [byId(old), byId(now)]
  const parted = partings(oldById, nowById)
  const requirements = now.map((view) => {
    const [was, source] = [oldById.get(view.id), parted.from.get(view.id)]
    if (was) return changed(was, view, moved.has(view.id), parted)
    return source ? splitOff(oldById.get(source)!, view, nowById.get(source)!) : added(view)
  })
  for (const view of old.filter((one) => !nowById.has(one.id))) {
    const [followed, target] = [old[view.position - 1], parted.into.get(view.id)]
    const change = target ? mergedInto(view, nowById.get(target)!) : removed(view)
    requirements.splice(followed ? requirements.findIndex((one) => one.id === followed.id) + 1 : 0, 0, change)
  }
  const around = changesAround(before.content, after.content, moved)
  const title = before.title === after.title ? null : { before: before.title, after: after.title }
  const classes = [...requirements.map((change) => change.class), ...around.map((change) => change.class), title ? 2 : 1]
  return { requirements, around, title, class: Math.max(1, ...classes) as ChangeClass, proposal: proposalFor(requirements) }
}

const byId = (views: readonly RequirementView[]): Map<string, RequirementView> => new Map(views.map((view) => [view.id, view]))

interface Partings {
  /** Of a requirement that is new: the one that it was split from. */
  readonly from: ReadonlyMap<string, string>
  /** Of a requirement that is gone: the one that it was merged into. */
  readonly into: ReadonlyMap<string, string>
  /** What was split from each, and what was merged into it. */
  readonly off: ReadonlyMap<string, RequirementView[]>
  readonly taken: ReadonlyMap<string, RequirementView[]>
}

/** A merger is a split seen from the later text. */
function partings(old: ReadonlyMap<string, RequirementView>, now: ReadonlyMap<string, RequirementView>): Partings {
  const both = [...old.values()].flatMap((was) => { const is = now.get(was.id); return is ? [{ was, is }] : [] })
  const [fresh, gone] = [[...now.values()].filter((view) => !old.has(view.id)), [...old.values()].filter((view) => !now.has(view.id))]
  const from = partedFrom(fresh, both.map(({ was, is }) => ({ whole: was, rest: is })))
  const into = partedFrom(gone, both.map(({ was, is }) => ({ whole: is, rest: was })))
  return {
    from, into, off: groupedBy(fresh.filter((view) => from.has(view.id)), (view) => from.get(view.id)!),
    taken: groupedBy(gone.filter((view) => into.has(view.id)), (view) => into.get(view.id)!),
  }
}

/** Requirements and the headings that they stand under: a heading put in moves nothing. */
const spine = (content: readonly Block[]): string[] =>
  content.filter((block) => block.type === 'heading' || block.type === 'requirement').map((block) => attribute(block, 'id'))

/** The ref, or the first words where none was given yet. */
export function nameOf(view: RequirementView): string {
  if (view.ref) return view.ref
  const words = view.statement.text.replace(/\s+/g, ' ').trim()
  return words === '' ? 'A requirement without words' : `“${words.length > 60 ? words.slice(0, 59).trimEnd() + '…' : words}”`
}

const added = (after: RequirementView): RequirementChange => ({
  id: after.id, ref: after.ref, kinds: ['added'], class: 4, sentence: `${nameOf(after)} added, ${after.level}`, before: null, after,
})

const removed = (before: RequirementView): RequirementChange => ({
  id: before.id, ref: before.ref, kinds: ['removed'], class: 3, sentence: `${nameOf(before)} removed, was ${before.level}`, before, after: null,
})

/** The half that got an id of its own: its words stood before, so it is told by what else became different of them. */
const splitOff = (from: RequirementView, after: RequirementView, rest: RequirementView): RequirementChange => ({
  ...told([{ kind: 'split', class: 3, words: `split from ${nameOf(rest)}, ${after.level}` }, ...onceParted(from, after)], after), id: after.id, ref: after.ref, before: null, after,
})

const mergedInto = (before: RequirementView, into: RequirementView): RequirementChange => ({
  ...told([{ kind: 'merged', class: 3, words: `merged into ${nameOf(into)}` }, ...onceParted(before, into)], before), id: before.id, ref: before.ref, before, after: null,
})

const onceParted = (before: RequirementView, after: RequirementView): Finding[] =>
  [levelChange(before, after), applicabilityChange(before, after), metByChange(before, after)].filter((finding) => finding !== null)

interface Finding { kind: ChangeKind; class: ChangeClass; words: string }

const told = (all: readonly Finding[], named: RequirementView): Pick<RequirementChange, 'kinds' | 'class' | 'sentence'> => ({
  kinds: all.map(({ kind }) => kind), class: Math.max(...all.map((one) => one.class)) as ChangeClass, sentence: `${nameOf(named)} ${all.map(({ words }) => words).join('; ')}`,
})

function changed(before: RequirementView, after: RequirementView, moved: boolean, { off, taken }: Partings): RequirementChange {
  const [halves, gained] = [off.get(after.id) ?? [], taken.get(after.id) ?? []]
  const onlyParted = halves.length + gained.length > 0 && saysNothingNew(after, [before, ...gained])
  const reworded = wordChange(before, after)
  const found = [
    halves.length > 0 ? { kind: 'split' as const, class: 3 as const, words: `split into ${listed([after, ...halves])}` } : null,
    gained.length > 0 ? { kind: 'merged' as const, class: 3 as const, words: `merged with ${listed(gained)}` } : null,
    levelChange(before, after), onlyParted && reworded?.words === 'reworded' ? null : reworded,
    applicabilityChange(before, after), metByChange(before, after), moved ? moveOf(before, after) : null,
  ].filter((finding) => finding !== null)
  const all: Finding[] = found.length > 0 ? found : [{ kind: 'unchanged', class: 1, words: 'unchanged' }]
  return { id: after.id, ref: after.ref ?? before.ref, ...told(all, after.ref ? after : { ...after, ref: before.ref }), before, after }
}

const listed = (views: readonly RequirementView[]): string => {
  const names = views.map(nameOf)
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')
}

function levelChange({ level: was }: RequirementView, { level: is }: RequirementView): Finding | null {
  if (was === is) return null
  const kind = strength[was] * strength[is] < 0 ? 'reversed' : Math.abs(strength[is]) > Math.abs(strength[was]) ? 'strengthened' : 'weakened'
  return { kind, class: 3, words: `${kind}, ${was} to ${is}` }
}

const wordsOf = (part: Part | null): string => (part?.text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()

/** Where links lead is part of what is said; bold and italic are not. */
function linksOf(view: RequirementView): string {
  const found: string[] = []
  const walk = (node: Block) => {
    for (const mark of node.marks ?? []) if (mark.type === 'link') found.push(`${String(mark.attrs?.href)} ${node.text}`)
    node.content?.forEach(walk)
  }
  walk(view.node)
  return found.join('\n')
}

/** A statement whose level words follow the level is not reworded by that. A new rationale explains; a new statement, test or evidence binds. */
function wordChange(before: RequirementView, after: RequirementView): Finding | null {
  const statement = (view: RequirementView) => {
    const words = wordsOf(view.statement)
    return before.level === after.level ? words : withoutLevelWords(words, view.level)
  }
  const parts = [
    ['statement', 3, statement(before) !== statement(after)],
    ['test', 3, wordsOf(before.test) !== wordsOf(after.test)],
    ['evidence', 3, wordsOf(before.evidence) !== wordsOf(after.evidence)],
    ['rationale', 2, wordsOf(before.rationale) !== wordsOf(after.rationale)],
  ] as const
  const differing = parts.filter(([, , differs]) => differs)
  if (differing.length === 0) return linksOf(before) === linksOf(after) ? null : { kind: 'reworded', class: 3, words: 'reworded (where a link leads)' }
  const others = differing.map(([name]) => name).filter((name) => name !== 'statement')
  const where = differing.length > others.length ? '' : ` (${others.join(' and ')} only)`
  return { kind: 'reworded', class: Math.max(...differing.map(([, kind]) => kind)) as ChangeClass, words: `reworded${where}` }
}

const small = (words: string) => words[0]!.toLowerCase() + words.slice(1)

const applicabilityChange = (before: RequirementView, after: RequirementView): Finding | null => before.appliesTo === after.appliesTo ? null
  : { kind: 'applicability changed', class: 3,
      words: `applicability changed, ${small(appliesToInWords(before.appliesTo))} to ${small(appliesToInWords(after.appliesTo))}` }

function metByChange(before: RequirementView, after: RequirementView): Finding | null {
  const [was, is] = [before.metBy.join(','), after.metBy.join(',')]
  return was === is ? null
    : { kind: 'met-by changed', class: 3, words: `met-by changed, ${small(metByInWords(was))} to ${small(metByInWords(is))}` }
}

function moveOf(before: RequirementView, after: RequirementView): Finding {
  const [was, is] = [sectionInWords(before), sectionInWords(after)]
  return { kind: 'moved', class: 1, words: was === is ? 'moved within its section' : `moved, from “${was || 'the beginning'}” to “${is || 'the beginning'}”` }
}

const breaking: ReadonlySet<ChangeKind> = new Set(['removed', 'strengthened', 'reversed', 'applicability changed', 'met-by changed'])

/** Major: what conformed may no longer, or somebody else must act. Minor: more, less, other words, or parted otherwise. Editorial: nobody need look again. */
function proposalFor(changes: readonly RequirementChange[]): Proposal {
  if (changes.some((change) => change.kinds.some((kind) => breaking.has(kind)))) return 'major'
  return changes.some((change) => change.class >= 3) ? 'minor' : 'editorial'
}

/** The number that the change deserves. Before v1.0 every version is the next minor; an editorial change of a published text is the next minor too. */
export const proposedNumber = (from: VersionNumber, proposal: Proposal): VersionNumber =>
  from.major > 0 && proposal === 'major' ? { major: from.major + 1, minor: 0 } : { major: from.major, minor: from.minor + 1 }

export interface Tally { kind: ChangeKind; count: number }

/** How many requirements carry each kind, in the order of changeKinds, without those that none carries. */
export const tallyOf = ({ requirements }: Comparison): Tally[] => changeKinds
  .map((kind) => ({ kind, count: requirements.filter((change) => change.kinds.includes(kind)).length }))
  .filter(({ count }) => count > 0)
