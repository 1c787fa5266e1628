import { Tag } from '@/components/ui/tag'
import type { DispositionReport, ReportedComment, ReportedLate, ReportedObjection } from '@/lib/consultation/disposition-report'
import { outcomeInWords, tallyInWords } from '@/lib/consultation/disposition'
import { dateInWords } from '@/lib/kernel/clock'
import type { ReactNode } from 'react'

interface Props {
  report: DispositionReport
  Heading: (props: { children: ReactNode }) => ReactNode
  /** Where the change that a comment caused is seen; null where it cannot be. */
  placeOf: (one: ReportedComment) => string | null
}

/** What was said, and what became of it; static, for the workspace and for the public alike. `Heading` is the page's own second heading. */
export function Report({ report, Heading, placeOf }: Props) {
  const { counts } = report
  return (
    <>
      <p className="max-w-[72ch]">{many(counts.comments, 'comment')} in time: {tallyInWords(counts)}. {many(counts.late, 'late comment')}, kept apart. {many(counts.objections, 'formal objection')}.</p>
      <Heading>Comments</Heading>
      {report.comments.length === 0 ? <p>No comment was written in time.</p> : <ul className={list}>{report.comments.map((one) => <Comment key={keyOf(one)} one={one} placeOf={placeOf} />)}</ul>}
      {report.late.length > 0 && <><Heading>Late comments</Heading><ul className={list}>{report.late.map((one) => <Late key={keyOf(one)} one={one} placeOf={placeOf} />)}</ul></>}
      <Heading>Formal objections</Heading>
      {report.objections.length === 0 ? <p>No formal objection was lodged.</p> : <ul className={list}>{report.objections.map((one) => <ObjectionLine key={one.objection} one={one} />)}</ul>}
    </>
  )
}

const list = 'mt-4 max-w-[80ch] border-t border-line'
const item = 'border-b border-line py-4 break-inside-avoid [overflow-wrap:anywhere]'
const words = 'mt-2 whitespace-pre-line'

const many = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

function Head({ name, on, from, tag }: { name: string; on: string; from: string; tag: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <p><span className="font-semibold">{name} on {on}</span> <span className="text-small text-quiet">{from}</span></p>
      <p>{tag}</p>
    </div>
  )
}

const Outcome = ({ one }: { one: ReportedComment }) => one.outcome === 'open' ? <Tag kind="waits">Open</Tag>
  : <Tag kind={one.outcome.startsWith('accepted') ? 'done' : 'plain'}>{outcomeInWords[one.outcome]}{one.deferredTo && ` to ${one.deferredTo}`}</Tag>

/** Each consultation counts its comments from one. */
const keyOf = (one: ReportedComment) => `${one.consultation} ${one.comment}`

interface CommentProps<One> { one: One; placeOf: Props['placeOf']; children?: ReactNode }

function Comment({ one, placeOf, children }: CommentProps<ReportedComment>) {
  const place = one.change ? placeOf(one) : null
  return (
    <li id={one.comment} className={item}>
      <Head name={one.comment} on={one.on} from={`${one.from}, ${one.kind}`} tag={<Outcome one={one} />} />
      <p className={words}>{one.words}</p>
      {one.proposedText && <p className={words}><span className="font-semibold">They would have: </span>{one.proposedText}</p>}
      {children}
      {one.reason && <p className="mt-2 border-l-4 border-line pl-4 whitespace-pre-line">{one.reason}</p>}
      {one.change && <p className="mt-2 text-small"><span className="font-semibold">Change: </span>{place ? <a href={place} className="inline-block min-h-6">{one.change}</a> : one.change}</p>}
    </li>
  )
}

const answers = { 'admit': 'The advisor admitted it: ', 'defer': 'The advisor deferred it.', 'decline': 'The advisor declined it.', 'none yet': 'The advisor has not answered it yet.' }

const Late = ({ one, placeOf }: CommentProps<ReportedLate>) => <Comment one={one} placeOf={placeOf}><p className="mt-2 text-small text-quiet">{answers[one.answer]}{one.answer === 'admit' && one.answerReason}</p></Comment>

function ObjectionLine({ one }: { one: ReportedObjection }) {
  const ended = { 'open': 'Open', 'resolved by change': 'Resolved by change', 'not upheld': 'Not upheld, dissent recorded', 'withdrawn': 'Withdrawn' }[one.end]
  return (
    <li id={one.objection} className={item}>
      <Head name={one.objection} on={`${one.on} of ${one.version}`} from={one.from} tag={<Tag kind={one.end === 'open' ? 'waits' : one.end === 'not upheld' ? 'plain' : 'done'}>{ended}</Tag>} />
      <p className={words}>{one.reason}</p>
      <p className={words}><span className="font-semibold">What would remove it: </span>{one.wouldSatisfy}</p>
      {one.rationale && <p className="mt-2 border-l-4 border-line pl-4 whitespace-pre-line">{one.rationale}</p>}
      {one.resolvedIn && <p className="mt-2 text-small"><span className="font-semibold">Accepted by the objector: </span>the words in {one.resolvedIn}</p>}
      {one.dissentWithdrawnAt && <p className="mt-2 text-small">The dissent was withdrawn on {dateInWords(new Date(one.dissentWithdrawnAt))}.</p>}
    </li>
  )
}
