import { momentInWords } from '@/lib/kernel/clock'
import type { AuthorView } from '@/lib/comments/comment'

/** `Formwise, supplier` */
export const inBrief = (author: Pick<AuthorView, 'organisation' | 'constituency'>): string =>
  [author.organisation, author.constituency].filter(Boolean).join(', ')

/** Who wrote it and for whom, beside everything they write. */
export function AuthorLine({ author, mine }: { author: AuthorView; mine: boolean }) {
  return (
    <span className="author-line">
      <span className="font-semibold text-ink">{author.name}{mine && <span className="font-normal text-quiet"> (you)</span>}</span>
      <span className="text-quiet">{inBrief(author)}</span>
    </span>
  )
}

export const Moment = ({ at }: { at: string }) => <time dateTime={at}>{momentInWords(new Date(at))}</time>
