import { lazy, Suspense } from 'react'
import { momentInWords } from '@/lib/kernel/clock'
import type { AuthorView } from '@/lib/comments/comment'

/** `Formwise, supplier` */
export const inBrief = (author: Pick<AuthorView, 'organisation' | 'constituency'>): string =>
  [author.organisation, author.constituency].filter(Boolean).join(', ')

/** Most have declared nothing: fetched where it is shown, and where it cannot be, the comment is read without. */
const Interests = lazy(() => import('@/components/calls/interests').then((loaded) => ({ default: loaded.Interests })).catch(() => ({ default: () => null })))

export const AuthorInterests = ({ author: { name, interests } }: { author: AuthorView }) =>
  interests ? <Suspense><Interests of={name} declared={interests} /></Suspense> : null

/** Who wrote it and for whom, beside everything they write. `noted`: in a card's head, which is a button, only that an interest was declared. */
export function AuthorLine({ author, mine, noted }: { author: AuthorView; mine: boolean; noted?: boolean }) {
  return (
    <span className="author-line">
      <span className="font-semibold text-ink">{author.name}{mine && <span className="font-normal text-quiet"> (you)</span>}</span>
      <span className="text-quiet">{inBrief(author)}</span>
      {noted && author.interests?.length ? <span className="text-quiet">(interest declared)</span> : null}
    </span>
  )
}

export const Moment = ({ at }: { at: string }) => <time dateTime={at}>{momentInWords(new Date(at))}</time>
