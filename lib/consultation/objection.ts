/** What was done about an objection. Accord itself asks when a version is tagged; every other step is somebody's. */
export const stepKinds = ['answered', 'asked', 'not resolved', 'resolved by change', 'not upheld', 'withdrawn', 'dissent withdrawn'] as const

export type StepKind = (typeof stepKinds)[number]

export interface Step {
  readonly number: number
  readonly kind: StepKind
  readonly text: string
  /** The version that it speaks of; null for the draft, or for none. */
  readonly version: string | null
  /** Of the requirement there; null when it is gone. */
  readonly requirementDigest: string | null
  /** Null: Accord itself. */
  readonly byId: string | null
  readonly byName: string | null
  readonly byOrganisation: string | null
  readonly at: Date
}

/** How an objection stands. The first two have not ended, and block sign-off. */
export const states = ['open', 'asked', 'resolved by change', 'not upheld', 'withdrawn', 'dissent withdrawn'] as const

export type ObjectionKind = (typeof states)[number]

export type ObjectionState =
  | { readonly kind: 'open'; readonly answered: boolean }
  /** The objector is asked whether a change resolves it. */
  | { readonly kind: 'asked'; readonly answered: boolean; readonly question: Step }
  | { readonly kind: Exclude<ObjectionKind, 'open' | 'asked'>; readonly end: Step }

/**
 * Which steps follow from each state. `resolved by change` comes back, asked by Accord alone, when a version takes the change back; nothing else
 * ever does.
 */
export const transitions: Readonly<Record<ObjectionKind, readonly StepKind[]>> = {
  'open': ['answered', 'asked', 'resolved by change', 'not upheld', 'withdrawn'],
  'asked': ['answered', 'asked', 'not resolved', 'resolved by change', 'not upheld', 'withdrawn'],
  'resolved by change': ['asked'],
  'not upheld': ['dissent withdrawn'],
  'withdrawn': [],
  'dissent withdrawn': [],
}

export const mayFollow = (state: ObjectionKind, step: StepKind): boolean => transitions[state].includes(step)

/** The state that steps lead to, in their order: the last one decides, but for answers, which leave it as it was. */
export function stateOfObjection(steps: readonly Step[]): ObjectionState {
  const answered = steps.some((step) => step.kind === 'answered')
  const last = steps.findLast((step) => step.kind !== 'answered')
  if (!last || last.kind === 'not resolved' || last.kind === 'answered') return { kind: 'open', answered }
  return last.kind === 'asked' ? { kind: 'asked', answered, question: last } : { kind: last.kind, end: last }
}

export const hasEnded = (state: ObjectionState): boolean => state.kind !== 'open' && state.kind !== 'asked'

export interface Objection {
  readonly id: string
  readonly standardId: string
  readonly number: number
  /** `FO-1` */
  readonly name: string
  readonly versionId: string
  /** `v0.3`: where the words objected to stand. */
  readonly version: string
  readonly blockId: string
  readonly ref: string
  readonly requirementDigest: string
  readonly reason: string
  readonly wouldSatisfy: string
  readonly objectorId: string
  readonly objectorName: string
  readonly organisation: string
  readonly constituency: string
  readonly lodgedAt: Date
  readonly steps: readonly Step[]
  readonly state: ObjectionState
}

export const nameOfObjection = (number: number): string => `FO-${number}`

/** `FO-2` → 2; null for what is no such name. */
export function parseObjection(name: string): number | null {
  const found = /^FO-([1-9]\d{0,5})$/.exec(name)
  return found ? Number(found[1]) : null
}

/** As it stands on a page, after the objection's name. */
export const stateInWords: Readonly<Record<ObjectionKind, string>> = {
  'open': 'open',
  'asked': 'open, the objector is asked',
  'resolved by change': 'resolved by change',
  'not upheld': 'not upheld, dissent recorded',
  'withdrawn': 'withdrawn',
  'dissent withdrawn': 'not upheld, dissent since withdrawn',
}

/** What became, in a version, of the requirement that was objected to. */
export type Fate = 'unchanged' | 'changed' | 'gone'

/** An objection that stands against a version: it blocks sign-off of it. */
export interface Standing { readonly id: string; readonly number: number; readonly name: string; readonly ref: string; readonly blockId: string; readonly asked: boolean; readonly requirement: Fate }

/** Why it stands against that version, in words. */
export const whyItStands: Readonly<Record<Fate, (ref: string) => string>> = {
  unchanged: (ref) => `${ref} stands there unchanged`,
  changed: (ref) => `${ref} has changed, and the objector has not said that this resolves it`,
  gone: (ref) => `${ref} is gone, and the objector has not said that this resolves it`,
}
