import { sql } from 'drizzle-orm'
import { openObjectionsOn, objectionById } from '../consultation/objection-queries'
import { ruling } from '../consultation/objection-policy'
import type { Reader } from '../db'
import { mayIn, type Standing } from '../groups/standing'
import { opening } from '../signoff/policy'
import { openingState } from '../signoff/queries'
import type { ReadinessLine } from '../signoff/readiness'
import { readinessOf } from '../signoff/readiness-queries'
import { newestVersion, type VersionListed } from '../versions/queries'
import type { Waiting } from './desk'

interface Row extends Record<string, unknown> { id: string; group_id: string; slug: string; title: string }

/**
 * Standards whose newest version is a candidate: a consultation since the last publication has closed, and every change that a disposition
 * promised on that text is in a later one. Before that a version is a working draft, and nobody waits for a round on it.
 */
const candidates = (on: Reader, groupIds: readonly string[]) => on.execute<Row>(sql`
  select s.id, s.group_id, s.slug, s.title from standards s
  where s.archived_at is null and s.group_id in (${sql.join(groupIds.map((id) => sql`${id}::uuid`), sql`, `)})
    and exists (select from consultations c join versions v on v.id = c.version_id
      where c.standard_id = s.id and (c.ended_at is not null or c.closes_at <= accord_now()) and not exists (
        select from publications p join versions o on o.id = p.version_id where p.standard_id = s.id and (o.major, o.minor) >= (v.major, v.minor)))
    and not exists (select from counted_dispositions d where d.version_id = newest_version(s.id) and d.outcome in ('accepted', 'accepted in part'))`)

/** Entries of their own stand on the desk for comments and late comments: by themselves they make no line here. */
const hasOwnEntry = (line: ReadinessLine): boolean => line.place === 'comments' || line.place === 'late'

async function mayClear(on: Reader, standing: Standing, version: VersionListed, line: ReadinessLine): Promise<boolean> {
  switch (line.place) {
    case 'draft': return !mayIn(standing, 'draft.syncWrite')
    case 'comments': return !mayIn(standing, 'consultation.dispose')
    case 'late': return !mayIn(standing, 'consultation.admitLate')
    // It closes at its time, by itself: nobody is waited for.
    case 'consultation': return false
    case 'objections': return mayRuleAll(on, standing, version)
  }
}

async function mayRuleAll(on: Reader, standing: Standing, version: VersionListed): Promise<boolean> {
  for (const { id } of await openObjectionsOn(on, version.standardId, version.id)) {
    const objection = await objectionById(on, id)
    if (!objection || ruling(standing, objection)) return false
  }
  return true
}

const places = { draft: '', objections: '/objections', comments: '/dispositions', late: '/consultation', consultation: '/consultation' }

async function readyOn(on: Reader, row: Row, standing: Standing): Promise<Waiting[]> {
  const version = await newestVersion(on, row.id)
  if (!version || mayIn(standing, 'round.open') || opening(standing, await openingState(on, row.id, row.group_id))) return []
  const lacks = (await readinessOf(on, version)).filter((line) => !line.done)
  if (lacks.length > 0 && lacks.every(hasOwnEntry)) return []
  for (const line of lacks) if (!await mayClear(on, standing, version, line)) return []
  const base = `/workspace/standards/${row.slug}`
  const [only, more] = lacks
  return [{
    kind: 'ready', title: row.title, version: version.label, lacks: lacks.map((line) => `${line.name}: ${line.words}`), at: version.taggedAt, says: 'since',
    link: only && !more ? `${base}${places[only.place]}` : `${base}/sign-off/open`,
  }]
}

/** Candidates that this person may put to a sign-off round, where nothing is missing but what they can do themselves. */
export async function candidatesWaiting(on: Reader, standings: ReadonlyMap<string, Standing>): Promise<Waiting[]> {
  const able = [...standings].filter(([, standing]) => !mayIn(standing, 'round.open')).map(([id]) => id)
  const found: Waiting[] = []
  for (const row of able.length > 0 ? await candidates(on, able) : []) found.push(...await readyOn(on, row, standings.get(row.group_id)!))
  return found
}
