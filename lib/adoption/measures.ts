import { shareInWords } from './adoption'

/** What a council counted over a period; null is what it did not give. */
export interface Figures {
  /** By all channels. */
  readonly completed: number | null
  /** On line, without help. */
  readonly completedOnline: number | null
  readonly startedOnline: number | null
  /** Of everything completed, in pence. */
  readonly cost: number | null
  /** In tenths of one per cent. */
  readonly satisfaction: number | null
}

export interface Measures extends Figures {
  readonly adoptionId: string
  /** Of the version under whose adoption it was recorded. */
  readonly label: string
  readonly revision: number
  readonly corrects: number | null
  readonly periodFrom: string
  readonly periodTo: string
  readonly note: string
  readonly recordedByName: string
  readonly recordedAt: Date
}

export const measureKinds = ['take-up', 'completion', 'cost', 'satisfaction'] as const

export type MeasureKind = (typeof measureKinds)[number]

/** The names by which councils know them, and what is divided by what (GDS). */
export const measureInWords: Record<MeasureKind, { readonly name: string; readonly how: string }> = {
  'take-up': { name: 'Digital take-up', how: 'completed on line, of all completed' },
  completion: { name: 'Completion rate', how: 'completed on line, of started on line' },
  cost: { name: 'Cost per transaction', how: 'total cost, divided by all completed' },
  satisfaction: { name: 'User satisfaction', how: 'as each council measured it; together, the mean of the councils' },
}

export interface Parts { readonly part: number; readonly whole: number }

const both = (part: number | null, whole: number | null): Parts | null => (part === null || whole === null || whole === 0 ? null : { part, whole })

/** What a measure is computed from: it is never supplied. Null where the figures do not have it. */
export function partsOf(kind: MeasureKind, figures: Figures): Parts | null {
  if (kind === 'take-up') return both(figures.completedOnline, figures.completed)
  if (kind === 'completion') return both(figures.completedOnline, figures.startedOnline)
  return kind === 'cost' ? both(figures.cost, figures.completed) : both(figures.satisfaction, 1000)
}

/** `£6.10`, of pence */
export const poundsInWords = (pence: number): string => `£${(Math.round(pence) / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** `58.0%`; `£6.10` */
export const valueInWords = (kind: MeasureKind, { part, whole }: Parts): string => (kind === 'cost' ? poundsInWords(part / whole) : shareInWords(part, whole))

const count = (figure: number): string => figure.toLocaleString('en-GB')

/** `6,867 of 11,840`; empty for what a council measured as a share. */
export function partsInWords(kind: MeasureKind, { part, whole }: Parts): string {
  if (kind === 'satisfaction') return ''
  return kind === 'cost' ? `${poundsInWords(part)} for ${count(whole)}` : `${count(part)} of ${count(whole)}`
}

/** Those that count: none that was corrected, and of one period the newest. The newest period first. */
export function counting<T extends Measures>(all: readonly T[]): T[] {
  const corrected = (one: T) => all.some((other) => other.adoptionId === one.adoptionId && other.corrects === one.revision)
  const again = (one: T) => all.some((other) => other.periodFrom === one.periodFrom && other.periodTo === one.periodTo && !corrected(other) && other.recordedAt > one.recordedAt)
  return all.filter((one) => !corrected(one) && !again(one)).sort((a, b) => b.periodTo.localeCompare(a.periodTo) || b.periodFrom.localeCompare(a.periodFrom))
}

/** The baseline is what was measured before: its period was over by the day on which the council first adopted the standard. */
export const isBaseline = ({ periodTo }: Pick<Measures, 'periodTo'>, firstAdoptedOn: string): boolean => periodTo <= firstAdoptedOn

/** A council's measure before it adopted and its latest since, each of the newest period that gives it. */
export function beforeAndSince(kind: MeasureKind, all: readonly Measures[], firstAdoptedOn: string): { before: Parts | null; since: Parts | null } {
  const given = counting(all).filter((one) => partsOf(kind, one) !== null)
  const newest = (before: boolean) => { const found = given.find((one) => isBaseline(one, firstAdoptedOn) === before); return found ? partsOf(kind, found) : null }
  return { before: newest(true), since: newest(false) }
}

export interface Pooled { readonly councils: number; readonly value: string; readonly least: string; readonly most: string; readonly parts: string }

/** Of all councils together, sum by sum, with the range; null where none gave it. */
export function pooled(kind: MeasureKind, given: readonly Parts[]): Pooled | null {
  if (given.length === 0) return null
  const sorted = [...given].sort((a, b) => a.part / a.whole - b.part / b.whole)
  const sum = { part: given.reduce((total, one) => total + one.part, 0), whole: given.reduce((total, one) => total + one.whole, 0) }
  return { councils: given.length, value: valueInWords(kind, sum), least: valueInWords(kind, sorted[0]!), most: valueInWords(kind, sorted.at(-1)!), parts: partsInWords(kind, sum) }
}
