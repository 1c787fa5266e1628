import { publicAnswer } from '@/app/(public)/_site/answer'
import { standardFeed } from '@/app/(public)/_site/feeds'
import { versionPage } from '@/app/(public)/_site/version-pages'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string }> }

/** `/standards/SLUG`, the version in force, and `/standards/SLUG.atom`, its feed: a folder's name cannot hold an ending. */
export async function GET(request: Request, { params }: Context) {
  const { slug } = await params
  const [, feed] = /^([a-z0-9-]+)\.atom$/.exec(slug) ?? []
  return publicAnswer(request, (site) => (feed ? standardFeed(site, feed) : versionPage(site, slug)), `/standards/${slug}`)
}
