import { Interests } from '@/components/calls/interests'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import type { ExpressionView } from '@/lib/calls/queries'
import { momentInWords } from '@/lib/kernel/clock'

export const answerInWords = ({ answer, seat }: Pick<ExpressionView, 'answer' | 'seat'>): string =>
  (answer === 'seat' ? `Seat: ${seat ?? 'in the first charter'}` : answer === 'member' ? 'Member without a seat' : answer === 'declined' ? 'Declined' : 'Not answered yet')

/** All of them, in the order they came, for advisors. */
export function Expressions({ list }: { list: readonly ExpressionView[] }) {
  if (list.length === 0) return <EmptyState title="Nobody has expressed interest yet">Each expression stands here with what its author offers and declares.</EmptyState>
  return (
    <ol className="border-t border-line">
      {list.map((one) => (
        <li key={one.id} className="border-b border-line py-4">
          <p><span className="font-mono text-quiet">{one.number}</span> <span className="font-semibold">{one.name}</span>, {one.organisation}, {one.constituency}</p>
          <Interests of={one.name} declared={one.declared} />
          <p className="mt-2 [overflow-wrap:anywhere] whitespace-pre-line">{one.offers}</p>
          <p className="mt-1 flex flex-wrap items-baseline gap-x-3 text-small text-quiet">
            <span>{momentInWords(one.at)}</span>{one.answer && <Tag kind={one.answer === 'declined' ? 'plain' : 'done'}>{answerInWords(one)}</Tag>}
          </p>
          {one.reason && <p className="mt-1 text-small">Reason: {one.reason}</p>}
        </li>
      ))}
    </ol>
  )
}
