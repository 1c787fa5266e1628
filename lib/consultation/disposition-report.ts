import type { Comparison } from '../versions/compare'
import { type ConsultationComment, placeInWords, sourceInPublic } from './comment'
import type { Consultation } from './consultation'
import { counted, type DisposedComment, type OutcomeOfComment, type Tally, tallyOf, toDispose } from './disposition'
import { hasEnded, type Objection, type ObjectionKind, stateOfObjection } from './objection'

/** A comment and what became of it, as anyone may read it: organisations, never people. */
export interface ReportedComment {
  readonly comment: string
  readonly on: string
  readonly from: string
  readonly kind: string
  readonly words: string
  readonly proposedText: string
  readonly outcome: OutcomeOfComment | 'open'
  readonly deferredTo: string
  readonly reason: string
  /** `FSM-09 weakened, MUST to SHOULD`; empty where no change was named. */
  readonly change: string
  /** Where that change stands: the ref, or the block. `stands`: in the text of this version; else only beside the one that was consulted on. */
  readonly changed: { readonly anchor: string; readonly stands: boolean } | null
  /** The number of the consultation that it was written in. */
  readonly consultation: number
}

export interface ReportedLate extends ReportedComment {
  readonly answer: 'admit' | 'defer' | 'decline' | 'none yet'
  readonly answerReason: string
}

export interface ReportedObjection {
  readonly objection: string
  readonly on: string
  readonly version: string
  readonly from: string
  readonly reason: string
  readonly wouldSatisfy: string
  /** How it stood when the version was published, or stands now. */
  readonly end: Exclude<ObjectionKind, 'asked' | 'dissent withdrawn'>
  /** The ruling, or the objector's own words. */
  readonly rationale: string
  readonly resolvedIn: string
  readonly dissentWithdrawnAt: string | null
}

export interface DispositionReport {
  readonly accord: 'disposition report'
  readonly standard: { readonly slug: string; readonly title: string }
  /** `v0.4`: the text as it was signed. */
  readonly version: string
  /** `v1.0`; null before publication. */
  readonly publishedAs: string | null
  readonly consultations: readonly { readonly number: number; readonly version: string; readonly openedAt: string; readonly closedAt: string | null }[]
  readonly counts: Tally & { readonly comments: number; readonly late: number; readonly objections: number }
  readonly comments: readonly ReportedComment[]
  readonly late: readonly ReportedLate[]
  readonly objections: readonly ReportedObjection[]
}

export interface ReportParts {
  readonly standard: { readonly slug: string; readonly title: string }
  readonly version: string
  readonly publication: { readonly label: string; readonly at: Date } | null
  readonly consultations: readonly { readonly consultation: Consultation; readonly comments: readonly DisposedComment[]; readonly changes: Comparison | null }[]
  readonly objections: readonly Objection[]
}

export function buildReport(parts: ReportParts): DispositionReport {
  const { standard, version, publication, consultations, objections } = parts.publication ? asItStood(parts, parts.publication.at) : parts
  const all = consultations.flatMap(({ comments }) => comments)
  const shown = consultations.flatMap(({ consultation, comments, changes }) => comments.map((comment) => ({ comment, row: reported(comment, consultation.number, changes) })))
  return {
    accord: 'disposition report', standard, version, publishedAs: publication?.label ?? null,
    consultations: consultations.map(({ consultation }) => ({
      number: consultation.number, version: consultation.versionLabel, openedAt: consultation.openedAt.toISOString(),
      closedAt: consultation.state.kind === 'closed' ? consultation.state.closing.closedAt.toISOString() : null,
    })),
    counts: { ...tallyOf(all.filter((one) => !one.late)), comments: all.filter((one) => !one.late).length, late: all.filter((one) => one.late).length, objections: objections.length },
    comments: shown.filter(({ comment }) => !comment.late).map(({ row }) => row),
    late: shown.filter(({ comment }) => comment.late).map(({ comment, row }) => ({ ...row, ...answered(comment) })),
    objections: objections.map((objection) => reportedObjection(objection)).sort((a, b) => a.objection.localeCompare(b.objection, 'en', { numeric: true })),
  }
}

/** What came after publication belongs to a later version, and is left out; but a dissent that is withdrawn is told. */
function asItStood(parts: ReportParts, at: Date): ReportParts {
  const consultations = parts.consultations.map(({ comments, ...rest }) => ({
    ...rest, comments: comments.filter((one) => one.at <= at).map((one) => (one.answer && one.answer.decidedAt > at ? { ...one, answer: null } : one)),
  }))
  const objections = parts.objections.filter((one) => one.lodgedAt <= at).map((one) => {
    const steps = one.steps.filter((step) => step.at <= at || step.kind === 'dissent withdrawn')
    return { ...one, steps, state: stateOfObjection(steps) }
  })
  return { ...parts, consultations, objections }
}

/** What became of a block, in a sentence, and where it is seen. */
export function changeOf(comparison: Comparison | null, blockId: string): { change: string; changed: NonNullable<ReportedComment['changed']> } | null {
  const requirement = comparison?.requirements.find((one) => one.id === blockId)
  if (requirement) return { change: requirement.sentence, changed: { anchor: requirement.ref ?? requirement.id, stands: requirement.after !== null } }
  const around = comparison?.around.find((one) => one.id === blockId)
  return around ? { change: around.sentence, changed: { anchor: around.id, stands: around.kind !== 'removed' } } : null
}

function reported(comment: DisposedComment, consultation: number, comparison: Comparison | null): ReportedComment {
  const last = counted(comment)
  const named = last?.changedBlockId ? changeOf(comparison, last.changedBlockId) : null
  return {
    comment: comment.label, on: placeInWords(comment), from: sourceInPublic(comment), kind: comment.kind, words: comment.body, proposedText: comment.proposedText,
    outcome: last?.outcome ?? 'open', deferredTo: last?.deferredTo ?? '', reason: last?.reason ?? '',
    change: named?.change ?? '', changed: named?.changed ?? null, consultation,
  }
}

function answered(comment: ConsultationComment): Pick<ReportedLate, 'answer' | 'answerReason'> & Partial<ReportedComment> {
  const { answer } = comment
  return {
    answer: answer?.decision ?? 'none yet', answerReason: answer?.reason ?? '',
    ...(toDispose(comment) || !answer ? {} : { outcome: answer.decision === 'defer' ? 'deferred' as const : 'not accepted' as const, deferredTo: answer.deferredTo, reason: answer.reason }),
  }
}

function reportedObjection(objection: Objection): ReportedObjection {
  const { state } = objection
  const ruled = objection.steps.findLast((step) => step.kind === 'not upheld')
  const end = state.kind === 'dissent withdrawn' ? 'not upheld' : hasEnded(state) ? state.kind : 'open'
  const last = state.kind === 'dissent withdrawn' ? ruled : 'end' in state ? state.end : undefined
  return {
    objection: objection.name, on: objection.ref, version: objection.version, from: sourceInPublic(objection), reason: objection.reason, wouldSatisfy: objection.wouldSatisfy,
    end: end as ReportedObjection['end'], rationale: last?.text ?? '', resolvedIn: state.kind === 'resolved by change' ? state.end.version ?? 'the draft' : '',
    dissentWithdrawnAt: state.kind === 'dissent withdrawn' ? state.end.at.toISOString() : null,
  }
}

/** A published report with what came of its dissents since: it is the one thing that may still be told of it. */
export function withLaterDissents(report: DispositionReport, objections: readonly Objection[]): DispositionReport {
  const withdrawn = new Map(objections.flatMap(({ name, state }) => (state.kind === 'dissent withdrawn' ? [[name, state.end.at.toISOString()] as const] : [])))
  return { ...report, objections: report.objections.map((one) => (one.end === 'not upheld' ? { ...one, dissentWithdrawnAt: withdrawn.get(one.objection) ?? null } : one)) }
}

/** Rows for a spreadsheet: comments first, then late ones, then objections. */
export const reportRows = (report: DispositionReport): string[][] => [
  ['number', 'what', 'on', 'from', 'kind', 'words', 'proposed text', 'outcome', 'deferred to', 'reason', 'change', 'changed requirement'],
  ...[...report.comments.map((one) => ({ what: 'comment', one })), ...report.late.map((one) => ({ what: 'late comment', one }))].map(({ what, one }) =>
    [one.comment, what, one.on, one.from, one.kind, one.words, one.proposedText, one.outcome, one.deferredTo, one.reason, one.change, one.changed?.anchor ?? '']),
  ...report.objections.map((one) => [one.objection, 'formal objection', one.on, one.from, '', one.reason, one.wouldSatisfy,
    one.end === 'not upheld' && one.dissentWithdrawnAt ? 'not upheld, dissent since withdrawn' : one.end, '', one.rationale, one.resolvedIn && `resolved in ${one.resolvedIn}`, '']),
]
