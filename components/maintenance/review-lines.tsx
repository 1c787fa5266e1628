import { dateInWords } from '@/lib/kernel/clock'
import { outcomeInWords, type Review } from '@/lib/maintenance/review'

interface Props {
  reviews: readonly (Review & { readonly publicationId: string })[]
  history: readonly { readonly id: string; readonly label: string }[]
}

/** What reviews came to, the newest first. */
export function ReviewLines({ reviews, history }: Props) {
  if (reviews.length === 0) return null
  return (
    <ul className="mt-6 border-t border-line">
      {reviews.map((one) => (
        <li key={one.id} className="border-b border-line py-3 [overflow-wrap:anywhere]">
          <p><strong>{outcomeInWords[one.outcome]}{one.forVersion ? ` for ${one.forVersion}` : ''}</strong>: {history.find(({ id }) => id === one.publicationId)?.label}, reviewed on {dateInWords(one.at)}
            {one.nextReviewDate ? `. Next review ${dateInWords(new Date(`${one.nextReviewDate}T12:00:00Z`))}` : ''}.</p>
          <p className="mt-1 max-w-prose whitespace-pre-line">{one.reason}</p>
        </li>
      ))}
    </ul>
  )
}
