import { publicAnswer } from '@/app/(public)/_site/answer'
import { dispositionsInForm } from '@/app/(public)/_site/disposition-pages'

export { onlyReadingJson as DELETE, onlyReadingJson as PATCH, onlyReadingJson as POST, onlyReadingJson as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; version: string }> }

export async function GET(request: Request, { params }: Context) {
  const { slug, version } = await params
  return publicAnswer(request, () => dispositionsInForm(slug, version, 'csv'), `/standards/${slug}/${version}/dispositions.csv`)
}
