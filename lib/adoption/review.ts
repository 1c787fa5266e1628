import type { RequirementView } from '../document/requirements'
import { type RequirementState, requirementStates, stateInWords } from './assessment'
import { beforeAndSince, type MeasureKind, measureInWords, measureKinds, type Measures, type Parts, type Pooled, pooled } from './measures'

/** What one council's adoption gives to the review of the standard. */
export interface AdopterData {
  readonly organisation: string
  /** Of the version that it is on. */
  readonly label: string
  readonly adoptedOn: string
  /** On which it first adopted any version of the standard. */
  readonly firstAdoptedOn: string
  readonly measures: readonly Measures[]
  /** By the id of the requirement; none for what its version does not have. */
  readonly states: ReadonlyMap<string, RequirementState>
}

export interface MeasureReviewed {
  readonly kind: MeasureKind
  readonly before: Pooled | null
  readonly since: Pooled | null
  /** Of the councils that gave both, where those are not all of either: only what is of the same councils compares. */
  readonly ofBoth: { readonly before: Pooled; readonly since: Pooled } | null
}

const given = (all: readonly (Parts | null)[]): Parts[] => all.filter((one) => one !== null)

/** Each measure of all adopters together: before they adopted, and the latest since. */
export function measuresReviewed(adopters: readonly AdopterData[]): MeasureReviewed[] {
  return measureKinds.map((kind) => {
    const all = adopters.map((one) => beforeAndSince(kind, one.measures, one.firstAdoptedOn))
    const [before, since] = [pooled(kind, given(all.map((one) => one.before))), pooled(kind, given(all.map((one) => one.since)))]
    const both = all.filter((one) => one.before && one.since)
    const uneven = both.length > 0 && (both.length < before!.councils || both.length < since!.councils)
    return { kind, before, since, ofBoth: uneven ? { before: pooled(kind, given(both.map((one) => one.before)))!, since: pooled(kind, given(both.map((one) => one.since)))! } : null }
  })
}

export interface PassRate {
  readonly requirement: RequirementView
  readonly met: number
  /** The councils to which it applies and which assessed it, those exempt from it among them. */
  readonly of: number
  readonly states: ReadonlyMap<RequirementState | 'not in their version', number>
}

const assessed: readonly RequirementState[] = ['met', 'partly met', 'not met', 'evidence out of date', 'exempt']

/** Each requirement, in the order of the text. */
export function passRates(requirements: readonly RequirementView[], adopters: readonly AdopterData[]): PassRate[] {
  return requirements.map((requirement) => {
    const found = adopters.map((one) => one.states.get(requirement.id) ?? 'not in their version' as const)
    const states = new Map([...requirementStates, 'not in their version' as const].map((state) => [state, found.filter((one) => one === state).length]))
    return { requirement, met: states.get('met')!, of: assessed.reduce((sum, state) => sum + states.get(state)!, 0), states }
  })
}

/** The least met first, what nobody assessed last; of equals the order of the text. */
export function leastMetFirst(rates: readonly PassRate[]): PassRate[] {
  const share = ({ met, of }: PassRate) => (of === 0 ? 2 : met / of)
  return [...rates].sort((a, b) => share(a) - share(b) || a.requirement.position - b.requirement.position)
}

/** `7 of 9` */
export const rateInWords = ({ met, of }: PassRate): string => (of === 0 ? 'assessed by none' : `${met} of ${of}`)

/** `1 partly met, 1 exempt`: those that are not met, by what they are. */
export const othersInWords = ({ states, requirement }: PassRate): string =>
  [...states].filter(([state, count]) => state !== 'met' && count > 0)
    .map(([state, count]) => `${count} ${state === 'not in their version' ? state : stateInWords(state, requirement.level)}`).join(', ')

/** `61.2% to 88.0%`; one value where they are all the same. */
export const rangeInWords = ({ least, most }: Pooled): string => (least === most ? least : `${least} to ${most}`)

const cells = (one: Pooled | null): string[] => (one ? [one.value, one.least, one.most, String(one.councils)] : ['', '', '', '0'])

/** Rows for a spreadsheet: the measures, then the requirements. No council is named. */
export function reviewRows(measures: readonly MeasureReviewed[], rates: readonly PassRate[]): string[][] {
  const which: readonly (RequirementState | 'not in their version')[] = [...requirementStates.filter((state) => state !== 'met'), 'not in their version']
  return [
    ['measure', 'latest', 'latest lowest', 'latest highest', 'latest councils', 'baseline', 'baseline lowest', 'baseline highest', 'baseline councils'],
    ...measures.map(({ kind, before, since }) => [measureInWords[kind].name, ...cells(since), ...cells(before)]), [],
    ['ref', 'level', 'statement', 'met', 'of', ...which],
    ...rates.map((rate) => [
      rate.requirement.ref ?? '', rate.requirement.level, rate.requirement.statement.text, String(rate.met), String(rate.of), ...which.map((state) => String(rate.states.get(state) ?? 0)),
    ]),
  ]
}
