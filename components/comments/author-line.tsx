import { momentInWords } from '@/lib/kernel/clock'
import type { AuthorView } from '@/lib/comments/comment'

/** `Formwise, supplier` */
export const inBrief = (author: Pick<AuthorView, 'organisation' | 'constituency'>): string =>
  [author.organisation, author.constituency].filter(Boolean).join(', ')

/** Who wrote it and for whom, beside everything they write. */
export function AuthorLine({ author, mine, noted }: { author: AuthorView; mine: boolean; noted?: boolean }) {
  return (
    <span className="author-line">
      <span className="font-semibold text-ink">{author.name}{mine && <span className="font-normal text-quiet"> (you)</span>}</span>
      <span className="text-quiet">{inBrief(author)}</span>
      {noted && author.interests?.length ? <span className="text-quiet">(interest declared)</span> : null}
    </span>
  )
}

/** What the author has declared, behind one press; in a card's head, which is a button itself, only that there is something. */
export function AuthorInterests({ author }: { author: AuthorView }) {
  if (!author.interests?.length) return null
  return (
    <details className="author-interests">
      <summary>Interest declared<span className="sr-only"> by {author.name}</span></summary>
      <ul>{author.interests.map((one) => <li key={one}>{one}</li>)}</ul>
    </details>
  )
}

export const Moment = ({ at }: { at: string }) => <time dateTime={at}>{momentInWords(new Date(at))}</time>
