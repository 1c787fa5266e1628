import { refusalAnswer } from '@/app/refusal-answer'
import { leastMetFirst, reviewRows } from '@/lib/adoption/review'
import { reviewOfAdopters } from '@/lib/adoption/review-queries'
import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { tableCsv } from '@/lib/export/csv'
import { londonDate } from '@/lib/kernel/clock'

interface Context { readonly params: Promise<{ slug: string }> }

/** What the adopters report in one review (`?review=v1.1-1`; without it the newest), for those who record its outcome. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const result = await reviewOfAdopters(db(), await currentActor(), slug, new URL(request.url).searchParams.get('review') ?? undefined)
  if (!result.ok) return refusalAnswer(result.refusal)
  const { shown } = result.value
  // A page says so, too; a file that is asked for by hand is an empty one.
  const rows = shown ? reviewRows(shown.figures.measures, leastMetFirst(shown.figures.rates)) : [['No review has been opened.']]
  const name = shown ? `${slug}-${shown.review.label}-review-${londonDate(shown.at)}` : slug
  return new Response(tableCsv(rows), {
    headers: { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${name}.csv"`, 'content-type': 'text/csv; charset=utf-8; header=present' },
  })
}
