import type { ReactNode } from 'react'
import { momentInWords } from '@/lib/kernel/clock'
import { type ConsultationComment, kindInWords, placeInWords, type Reply } from '@/lib/consultation/comment'
import { answerInWords } from '@/lib/consultation/late'
import { Interests } from '../calls/interests'
import { Tag } from '../ui/tag'

/** Who wrote it, with organisation and constituency, as everywhere beside what somebody wrote. */
const writer = ({ authorName, organisation, constituency }: { authorName: string; organisation: string | null; constituency: string | null }) =>
  [authorName, organisation, constituency].filter(Boolean).join(', ')

/** One comment of a consultation, as members and its own author read it. */
export function CommentView({ comment, actions }: { comment: ConsultationComment; actions?: ReactNode }) {
  const { label, kind, body, proposedText, quotation, late, answer, replies } = comment
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-mono text-quiet">{label}</span>
        <span className="font-semibold">On {placeInWords(comment)}</span>
        <Tag>{kindInWords[kind][0]}</Tag>
        {late && <Tag kind={answer ? 'plain' : 'waits'}>Late: {answerInWords(answer)}</Tag>}
      </p>
      {quotation && <p className="mt-1 max-w-prose border-l-4 border-line pl-3 text-small text-quiet [overflow-wrap:anywhere]">{quotation}</p>}
      <p className="mt-2 max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{body}</p>
      {proposedText && <p className="mt-2 max-w-prose border-l-4 border-proposal pl-3 whitespace-pre-line [overflow-wrap:anywhere]"><span className="font-semibold">Proposed text:</span> {proposedText}</p>}
      <p className="mt-2 text-small text-quiet">{writer(comment)}{comment.forOrganisation && ', for the whole organisation'}. {momentInWords(comment.at)}</p>
      <Interests of={comment.authorName} declared={comment.declared} />
      {answer && <p className="mt-2 max-w-prose border-l-4 border-action pl-3"><span className="font-semibold">The advisor {answerInWords(answer)}:</span> {answer.reason}</p>}
      {replies.length > 0 && <ul aria-label={`Replies to ${label}`} className="mt-3 space-y-3 pl-4">{replies.map((one) => <ReplyView key={one.id} reply={one} />)}</ul>}
      {actions && <div className="mt-2 flex flex-wrap items-start gap-4">{actions}</div>}
    </div>
  )
}

const ReplyView = ({ reply }: { reply: Reply }) => (
  <li className="border-l-4 border-edge pl-3">
    <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{reply.body}</p>
    <p className="text-small text-quiet">Reply by {writer(reply)}{reply.asAdvisor && ', as advisor'}. {momentInWords(reply.at)}</p>
    <Interests of={reply.authorName} declared={reply.declared} />
  </li>
)
