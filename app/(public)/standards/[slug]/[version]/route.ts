import { notHere, publicAnswer } from '@/app/(public)/_site/answer'
import { type Form, versionInForm, versionPage } from '@/app/(public)/_site/version-pages'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ slug: string; version: string }> }

/** `v1.0`, and `v1.0.json`, `v1.0.md`, `v1.0.csv`. */
export async function GET(request: Request, { params }: Context) {
  const { slug, version } = await params
  const [, label, form] = /^(v\d+\.\d+)(?:\.(json|md|csv))?$/.exec(version) ?? []
  return publicAnswer(request, (site) => {
    if (!label) return notHere(site)
    return form ? versionInForm(site, slug, label, form as Form) : versionPage(site, slug, label)
  }, `/standards/${slug}/${version}`)
}
