import { sql } from 'drizzle-orm'
import type { Reader } from '../db'
import { type Highlighted, openMark, closeMark, highlightsOf, snippetOf } from './search'

export interface FoundRequirement {
  readonly slug: string
  readonly title: string
  readonly label: string
  readonly ref: string
  readonly level: string
  readonly section: string
  readonly snippet: Highlighted
}

export interface FoundStandard { readonly slug: string; readonly title: Highlighted; readonly label: string }

export interface Found { readonly standards: readonly FoundStandard[]; readonly requirements: readonly FoundRequirement[] }

// In force: published, not withdrawn, the highest number of its standard.
const inForce = sql`in_force as (
  select distinct on (p.standard_id) p.version_id, s.slug, v.title, 'v' || p.major || '.' || p.minor as label
  from publications p join standards s on s.id = p.standard_id join versions v on v.id = p.version_id
  where not exists (select 1 from publication_withdrawals w where w.publication_id = p.id)
  order by p.standard_id, p.major desc, p.minor desc)`

const marks = `StartSel=${openMark}, StopSel=${closeMark}`

/**
 * Titles and requirements of the versions in force that a search finds, best first; at most `limit` of each. A requirement is found when all
 * the words stand in it, its section or its standard's title, and at least one of them in itself; or by its ref.
 */
export async function searchPublished(on: Reader, words: string, limit = 50): Promise<Found> {
  const plain = words.replace(/[\p{Cc}]/gu, ' ').trim().slice(0, 200)
  if (!plain) return { standards: [], requirements: [] }
  const asked = sql`websearch_to_tsquery('english', ${plain})`
  // Any one of the words. What a search excludes stays excluded by the whole of it.
  const any = sql`replace(websearch_to_tsquery('english', ${plain})::text, '&', '|')::tsquery`
  const titles = await on.execute<{ slug: string; title: string; label: string }>(sql`with ${inForce}
    select slug, label, ts_headline('english', title, ${asked}, ${`HighlightAll=true, ${marks}`}) as title
    from in_force where to_tsvector('english', title) @@ ${asked}
    order by ts_rank(to_tsvector('english', title), ${asked}) desc, slug limit ${limit}`)
  const found = await on.execute<Omit<FoundRequirement, 'snippet'> & { snippet: string }>(sql`with ${inForce}
    select f.slug, f.title, f.label, r.ref, r.level, r.section,
      ts_headline('english', r.text, ${asked}, ${`HighlightAll=true, ${marks}`}) as snippet
    from in_force f join version_requirements r on r.version_id = f.version_id
    where (r.search @@ ${any} and to_tsvector('english', f.title || ' ' || r.section) || r.search @@ ${asked}) or upper(r.ref) = upper(${plain})
    order by upper(r.ref) = upper(${plain}) desc, ts_rank(r.search, ${any}) desc, f.slug, r.position limit ${limit}`)
  return {
    standards: titles.map((row) => ({ ...row, title: highlightsOf(row.title) })),
    requirements: found.map((row) => ({ ...row, snippet: snippetOf(highlightsOf(row.snippet)) })),
  }
}
