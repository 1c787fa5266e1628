import { notHere, publicAnswer } from '@/app/(public)/_site/answer'
import { comparePage } from '@/app/(public)/_site/compare-pages'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; range: string }> }

/** `v1.0...v1.1` */
export async function GET(request: Request, { params }: Context) {
  const { slug, range } = await params
  const [, from, to] = /^(v\d+\.\d+)\.\.\.(v\d+\.\d+)$/.exec(range) ?? []
  const whole = new URL(request.url).searchParams.get('show') === 'everything'
  return publicAnswer(request, (site) => (from && to ? comparePage(site, slug, [from, to], whole) : notHere(site)),
    `/standards/${slug}/compare/${range} ${whole}`)
}
