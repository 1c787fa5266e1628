import type { ReactNode } from 'react'
import { dateInWords } from '@/lib/kernel/clock'
import type { PublicationListed } from '@/lib/publication/queries'
import { reviewOverdue } from '@/lib/publication/public-record'
import { dayInWords } from './words'

const looks = { waits: 'border-waits bg-waits-tint', refusal: 'border-refusal bg-refusal-tint', plain: 'border-edge bg-tint' } as const

export function Banner({ kind, title, children }: { kind: keyof typeof looks; title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={`mt-6 max-w-[80ch] border-l-8 px-4 py-3 text-ink print:border-2 ${looks[kind]}`}>
      <p className="font-bold">{title}</p>
      <p className="mt-1">{children}</p>
    </section>
  )
}

/** What a reader must know before they rely on the text. */
export function StateBanner({ publication, today }: { publication: PublicationListed; today: string }) {
  const { state, slug } = publication
  if (state.kind === 'withdrawn') {
    return (
      <Banner kind="refusal" title={`Withdrawn on ${dateInWords(state.at)}`}>
        This version is not in force. Reason: {state.reason}{state.hidesText ? ' Its text was withdrawn for legal reasons and is no longer shown.' : ''}
      </Banner>
    )
  }
  if (state.kind === 'superseded') {
    return (
      <Banner kind="plain" title={`Superseded by ${state.by}`}>
        This version stays readable, and adoptions of it stay valid.{' '}
        <a href={`/standards/${slug}/${state.by}`}>Read {state.by}</a> or <a href={`/standards/${slug}/compare/${publication.label}...${state.by}`}>see
        what changed</a>.
      </Banner>
    )
  }
  if (!reviewOverdue(publication.reviewDate, today)) return null
  return (
    <Banner kind="waits" title="Review overdue">
      Review was due on {dayInWords(publication.reviewDate)}. The text stays in force until its review. Owner: {publication.ownerPost}.
    </Banner>
  )
}
