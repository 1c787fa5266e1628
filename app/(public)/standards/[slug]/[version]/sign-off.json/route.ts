import { publicAnswer } from '@/app/(public)/_site/answer'
import { signOffJson } from '@/app/(public)/_site/version-pages'

export { onlyReadingJson as DELETE, onlyReadingJson as PATCH, onlyReadingJson as POST, onlyReadingJson as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; version: string }> }

/** The sign-off record as published: what the verifier takes. */
export async function GET(request: Request, { params }: Context) {
  const { slug, version } = await params
  return publicAnswer(request, () => signOffJson(slug, version), `/standards/${slug}/${version}/sign-off.json`)
}
