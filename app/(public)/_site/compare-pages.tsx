import { ComparePage } from '@/components/public/compare-page'
import type { Site } from '@/components/public/shell'
import { db } from '@/lib/db'
import { publishedVersion } from '@/lib/publication/queries'
import { compareVersions } from '@/lib/versions/compare'
import { redline } from '@/lib/versions/redline'
import { type Answer, notHere, page } from './answer'

/** Any two published versions, in the order asked for. */
export async function comparePage(site: Site, slug: string, [from, to]: readonly [string, string], whole: boolean): Promise<Answer> {
  const [before, after] = await Promise.all([publishedVersion(db(), slug, from), publishedVersion(db(), slug, to)])
  if (!before?.text || !after?.text) return notHere(site)
  const [old, now] = [before.text.content.content, after.text.content.content]
  const comparison = compareVersions({ title: before.title, content: old }, { title: after.title, content: now })
  return page(<ComparePage site={site} before={before} after={after} comparison={comparison} redline={redline(old, now)} whole={whole} />)
}
