import { publicAnswer } from '@/app/(public)/_site/answer'
import { consultationPage } from '@/app/(public)/_site/consultation-pages'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; number: string }> }

export async function GET(request: Request, { params }: Context) {
  const { slug, number } = await params
  return publicAnswer(request, (site) => consultationPage(site, slug, number), `/standards/${slug}/consultation/${number}`)
}
