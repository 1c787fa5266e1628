import { type AuditKind, sentenceOf } from '../audit/event'
import { labelOfComment } from '../consultation/comment'
import { nameOfObjection } from '../consultation/objection'
import type { RequirementView } from '../document/requirements'
import type { NodeJson } from '../document/types'
import { deedOf, labelOf, type ProposalKind } from '../proposals/proposal'
import { nameOf, type RequirementChange } from '../versions/compare'
import type { DraftSince } from '../versions/since'

/** Something that somebody said or did about a place in the text. */
export interface NewsLine {
  /** `Ravi Menon, Wexshire (digital team)` */
  readonly who: string
  /** `commented on “phone”`; reads after `who`. */
  readonly did: string
  /** What they wrote; empty where they wrote nothing. */
  readonly words: string
  readonly link: string
  readonly at: Date
}

export interface RequirementNews {
  readonly id: string
  /** The ref, or the first words where none was given yet. */
  readonly name: string
  readonly statement: string
  readonly level: string
  /** `weakened, MUST to SHOULD`; null when its text is as it was, or only the reader changed it. */
  readonly change: string | null
  /** Who wrote there since; none where that is not known. */
  readonly by: readonly string[]
  /** Whether it stands in the draft. */
  readonly there: boolean
  readonly lines: readonly NewsLine[]
}

/** `on` names the place: `the whole text`, `the note “The earnings limit…”`. */
export interface AroundNews { readonly on: string; readonly line: NewsLine }

/** As PostgreSQL tells it: which of the kinds below, where, by whom. */
export interface Happening {
  readonly kind: keyof typeof tellers
  readonly blockId: string | null
  readonly name: string | null
  readonly organisation: string | null
  readonly constituency: string | null
  readonly at: Date
  readonly facts: Record<string, unknown>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const shortly = (words: string, most = 60): string => (words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words)
const quoted = (words: unknown): string => (text(words) === '' ? '' : ` on “${shortly(text(words))}”`)

interface Told { readonly did: string; readonly words?: string; readonly link: string }
type Facts = Record<string, unknown>

const thread = (slug: string, facts: Facts): string => `/workspace/standards/${slug}#thread-${text(facts.thread)}`
const consulted = (slug: string, facts: Facts): string => `/workspace/consultations/${slug}/${Number(facts.consultation)}/comments/${commentName(facts)}`
const commentName = (facts: Facts): string => labelOfComment({ late: facts.late === true, number: Number(facts.number) })
const objected = (slug: string, facts: Facts): string => `/workspace/standards/${slug}/objections/${nameOfObjection(Number(facts.number))}`
const proposed = (slug: string): string => `/workspace/standards/${slug}/proposals`
const asRecorded = (kind: AuditKind, facts: Facts): string => sentenceOf(kind, facts)

const tellers = {
  'comment': (slug: string, f: Facts): Told => ({ did: f.first === true ? `started a thread${quoted(f.quotation)}` : `replied in the thread${quoted(f.quotation)}`, words: text(f.body), link: thread(slug, f) }),
  'thread resolved': (slug: string, f: Facts): Told => ({ did: `resolved the thread${quoted(f.quotation)}`, link: thread(slug, f) }),
  'proposal': (slug: string, f: Facts): Told =>
    ({ did: `proposed ${labelOf({ number: Number(f.number) })}, ${deedOf(text(f.deed) as ProposalKind).toLowerCase()}`, words: text(f.note), link: proposed(slug) }),
  'proposal decided': (slug: string, f: Facts): Told =>
    ({ did: asRecorded('proposal decided', { proposal: labelOf({ number: Number(f.number) }), outcome: f.outcome, reason: '' }), words: text(f.reason), link: proposed(slug) }),
  'consultation comment': (slug: string, f: Facts): Told =>
    ({ did: `wrote the ${f.late === true ? 'late comment' : 'comment'} ${commentName(f)} in the consultation`, words: text(f.body), link: consulted(slug, f) }),
  'reply': (slug: string, f: Facts): Told => ({ did: `replied to ${commentName(f)}`, words: text(f.body), link: consulted(slug, f) }),
  'late decision': (slug: string, f: Facts): Told => ({
    did: `${{ admit: 'admitted', defer: `deferred to ${text(f.deferredTo)}`, decline: 'declined' }[text(f.decision)]} the late comment ${commentName(f)}`, words: text(f.reason), link: consulted(slug, f),
  }),
  'disposition': (slug: string, f: Facts): Told =>
    ({ did: asRecorded('comment disposed', { comment: commentName(f), outcome: f.outcome, reason: '', revision: f.revision }), words: text(f.reason), link: consulted(slug, f) }),
  'objection': (slug: string, f: Facts): Told => ({ did: `lodged the formal objection ${nameOfObjection(Number(f.number))}`, words: text(f.body), link: objected(slug, f) }),
  'objection step': (slug: string, f: Facts): Told => ({ did: steps[text(f.step)]?.(nameOfObjection(Number(f.number)), text(f.version)) ?? '', words: text(f.body), link: objected(slug, f) }),
} as const

const steps: Record<string, (name: string, version: string) => string> = {
  'answered': (name) => `answered ${name}`,
  'asked': (name, version) => `asked whether ${version || 'the change'} resolves ${name}`,
  'not resolved': (name) => `said that ${name} is not resolved`,
  'resolved by change': (name, version) => `accepted that ${version || 'the change'} resolves ${name}`,
  'not upheld': (name) => `ruled ${name} not upheld, dissent recorded`,
  'withdrawn': (name) => `withdrew ${name}`,
  'dissent withdrawn': (name) => `withdrew their dissent on ${name}`,
}

/** Organisation and constituency stand beside everything that somebody writes. */
const whoOf = ({ name, organisation, constituency }: Happening): string =>
  [name ?? 'Accord', [organisation, constituency && `(${constituency})`].filter(Boolean).join(' ')].filter(Boolean).join(', ')

function lineOf(slug: string, happening: Happening): NewsLine {
  const { did, words = '', link } = tellers[happening.kind](slug, happening.facts)
  return { who: whoOf(happening), did, words: shortly(words.replace(/\s+/g, ' ').trim(), 280), link, at: happening.at }
}

/** Which requirement each block stands in: a thread may hang on a paragraph of one. */
function requirementAt(content: readonly NodeJson[]): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (node: NodeJson, requirement: string) => {
    if (typeof node.attrs?.id === 'string') found.set(node.attrs.id, requirement)
    node.content?.forEach((child) => walk(child, requirement))
  }
  for (const node of content) if (node.type === 'requirement') walk(node, String(node.attrs?.id))
  return found
}

export interface Sorted { readonly requirements: readonly RequirementNews[]; readonly around: readonly AroundNews[] }

/** News by requirement, in the order of the text; those without any are left out. */
export function sortedNews(slug: string, { before, after, writers }: DraftSince, changes: readonly RequirementChange[], happenings: readonly Happening[], wordsOfBlock: (id: string) => string | null): Sorted {
  const places = new Map([...requirementAt(before.content), ...requirementAt(after.content)])
  const placeOf = ({ blockId }: Happening) => (blockId === null ? undefined : places.get(blockId))
  const requirements = changes.flatMap((change): RequirementNews[] => {
    const lines = happenings.filter((one) => placeOf(one) === change.id).map((one) => lineOf(slug, one))
    const changed = !change.kinds.includes('unchanged') && !writers.onlyMe(change.id)
    return changed || lines.length > 0 ? [newsOf(change, changed ? writers.names(change.id) : null, lines)] : []
  })
  const around = happenings.filter((one) => placeOf(one) === undefined).map((one): AroundNews => {
    const words = one.blockId === null ? null : wordsOfBlock(one.blockId)
    return { on: one.blockId === null ? 'the whole text' : words === null ? 'what is no longer there' : words === '' ? 'a block without words' : `“${shortly(words)}”`, line: lineOf(slug, one) }
  })
  return { requirements, around }
}

/** `by` is null where its text is no news. */
function newsOf(change: RequirementChange, by: readonly string[] | null, lines: readonly NewsLine[]): RequirementNews {
  const view: RequirementView = change.after ?? change.before!
  const name = nameOf({ ...view, ref: change.ref })
  const said = [name, nameOf(view)].find((start) => change.sentence.startsWith(`${start} `))
  return {
    id: change.id, name, statement: view.statement.text.replace(/\s+/g, ' ').trim(), level: view.level, there: change.after !== null,
    change: by && (said ? change.sentence.slice(said.length + 1) : change.sentence), by: by ?? [], lines,
  }
}
