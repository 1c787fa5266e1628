import { publicAnswer } from '@/app/(public)/_site/answer'
import { dispositionsPage } from '@/app/(public)/_site/disposition-pages'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; version: string }> }

export async function GET(request: Request, { params }: Context) {
  const { slug, version } = await params
  return publicAnswer(request, (site) => dispositionsPage(site, slug, version), `/standards/${slug}/${version}/dispositions`)
}
