import { type SQL, sql } from 'drizzle-orm'
import { eventsOfStandard, type ToldEvent } from '../audit/queries'
import type { AuditKind } from '../audit/event'
import { clockOf, type Reader } from '../db'
import { plainText } from '../document/plain-text'
import type { NodeJson } from '../document/types'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import type { ChangeAround } from '../versions/compare-around'
import { compareVersions } from '../versions/compare'
import { versionInFull, versionsOfStandard } from '../versions/queries'
import { redline, type RedlineNode } from '../versions/redline'
import { draftSince, draftText, lastVisit, type Then } from '../versions/since-queries'
import { type StandardInView, standardFor } from '../versions/standard-queries'
import { type AroundNews, type Happening, type RequirementNews, sortedNews } from './catch-up'

/** What the news is told from. */
export type Since = { readonly kind: 'visit'; readonly at: Date } | { readonly kind: 'version'; readonly label: string; readonly at: Date }

export interface News {
  readonly since: Since
  readonly requirements: readonly RequirementNews[]
  /** What was said about the rest of the text, and on the whole. */
  readonly around: readonly AroundNews[]
  readonly changesAround: readonly ChangeAround[]
  /** False: the text of then or of now has no structure to compare by. */
  readonly compared: boolean
  readonly events: readonly ToldEvent[]
  /** Both texts as one, of the changed requirements. */
  readonly redline: readonly RedlineNode[]
}

export interface CatchUp {
  readonly standard: StandardInView
  /** Newest first: what else it can be told from. */
  readonly versions: readonly string[]
  /** Null: the person's first visit lasts still, or they never saw the draft. */
  readonly news: News | null
  /** What is on the page: the person says of this that they have read it. */
  readonly digest: string
  readonly now: Date
}

/**
 * What others did about a standard since the actor's last visit, or what everybody did since a version (`v0.2`). For those who may look at the draft's
 * history: all that it tells of, they may read where it stands. Positions of a round are never among it, nor colleagues' comments to each other.
 */
export async function catchUpOf(on: Reader, actor: Actor, slug: string, label: string | null): Promise<Result<CatchUp>> {
  const found = await standardFor(on, actor, slug, 'draft.readHistory')
  if (!found.ok) return found
  const { standard } = found.value
  const me = actor.kind === 'person' ? actor.id : ''
  const versions = await versionsOfStandard(on, standard.id)
  // The moment first: what is written while this is read shows again rather than never.
  const [now, { digest }] = [await clockOf(on), await draftText(on, standard.id)]
  const from = label === null ? await fromVisit(on, me, standard.id) : await fromVersion(on, versions.find((one) => one.label === label))
  if (!from && label !== null) return refused(refuse('not-found'))
  return ok({ standard, versions: versions.filter((one) => !one.discarded).map((one) => one.label), news: from && await newsFrom(on, standard, from, me), digest, now })
}

interface From { readonly since: Since; readonly text: Omit<Then, 'title'> & { readonly title?: string } }

async function fromVisit(on: Reader, me: string, standardId: string): Promise<From | null> {
  const mark = await lastVisit(on, me, standardId)
  return mark && { since: { kind: 'visit', at: mark.at }, text: { content: mark.content, vector: mark.vector } }
}

async function fromVersion(on: Reader, version: Parameters<typeof versionInFull>[1] | undefined): Promise<From | null> {
  if (!version) return null
  const { content, title, label, taggedAt } = await versionInFull(on, version)
  return { since: { kind: 'version', label, at: taggedAt }, text: { content, title, vector: null } }
}

async function newsFrom(on: Reader, standard: StandardInView, { since, text }: From, me: string): Promise<News> {
  const told = await draftSince(on, standard, { title: standard.title, ...text }, me)
  const notBy = since.kind === 'visit' ? me : null
  const happened = await happeningsSince(on, standard.id, since.at, notBy)
  const events = await eventsOfStandard(on, standard.id, toldToMembers, since.at, notBy)
  const sides = told ?? { before: { title: '', content: [] }, after: { title: '', content: [] }, writers: { names: () => [], onlyMe: () => false, touched: () => false } }
  const comparison = compareVersions(sides.before, sides.after)
  const sorted = sortedNews(standard.slug, sides, comparison.requirements, happened, wordsIn([...sides.after.content, ...sides.before.content]))
  const changed = new Set(sorted.requirements.filter((one) => one.change !== null).map((one) => one.id))
  return {
    since, ...sorted, compared: told !== null, events, changesAround: comparison.around.filter(({ id }) => !sides.writers.onlyMe(id)),
    redline: redline(sides.before.content, sides.after.content).filter((node) => changed.has(String(node.attrs?.id))),
  }
}

function wordsIn(content: readonly NodeJson[]): (id: string) => string | null {
  const find = (nodes: readonly NodeJson[], id: string): NodeJson | null => {
    for (const node of nodes) {
      const found = node.attrs?.id === id ? node : find(node.content ?? [], id)
      if (found) return found
    }
    return null
  }
  return (id) => { const block = find(content, id); return block && plainText(block).replace(/\s+/g, ' ').trim() }
}

/** What every member may know. Who took a position, and who stated a minority view, is not: a round's positions are open to some only. */
const toldToMembers = [
  'standard renamed', 'standard archived', 'file imported', 'version tagged', 'version discarded', 'version restored', 'ref chosen', 'round opened', 'round closed',
  'round withdrawn', 'round certified', 'meeting ended', 'version published', 'publication withdrawn', 'consultation opened', 'consultation closed',
  'backlog item made', 'erratum proposed', 'erratum published', 'erratum refused', 'review opened', 'review recorded', 'review reminded',
] as const satisfies readonly AuditKind[]

const consulted = (standardId: string): SQL => sql`select m.*, jsonb_build_object('consultation', n.number, 'number', m.number, 'late', m.late) as facts
  from consultation_comments m join consultations n on n.id = m.consultation_id where n.standard_id = ${standardId}`

/** Each tells: when, who, for which organisation, in which constituency, where in the text, which kind, and its facts. */
const sources = (standardId: string): SQL[] => [
  sql`select c.created_at as at, c.author_id as by, c.organisation_id, case when c.as_advisor then 'advisor' else c.constituency end as constituency, t.block_id, 'comment' as kind,
      jsonb_build_object('thread', t.id, 'quotation', t.quotation, 'body', c.body,
        'first', not exists (select from comments e where e.thread_id = t.id and (e.created_at, e.id) < (c.created_at, c.id))) as facts
    from comments c join threads t on t.id = c.thread_id where t.standard_id = ${standardId} and c.deleted_at is null`,
  sql`select t.resolved_at, t.resolved_by, null, null, t.block_id, 'thread resolved', jsonb_build_object('thread', t.id, 'quotation', t.quotation)
    from threads t where t.standard_id = ${standardId} and t.resolved_at is not null`,
  sql`select p.proposed_at, p.proposed_by, p.organisation_id, p.constituency, p.block_id, 'proposal', jsonb_build_object('number', p.number, 'deed', p.kind, 'note', p.note)
    from proposals p where p.standard_id = ${standardId}`,
  sql`select d.decided_at, d.decided_by, null, null, p.block_id, 'proposal decided', jsonb_build_object('number', p.number, 'outcome', d.outcome, 'reason', d.reason)
    from proposal_decisions d join proposals p on p.id = d.proposal_id where p.standard_id = ${standardId}`,
  sql`select c.created_at, c.author_id, c.organisation_id, c.constituency, c.block_id, 'consultation comment',
      c.facts || jsonb_build_object('body', c.body) from (${consulted(standardId)}) c`,
  sql`select r.created_at, r.author_id, r.organisation_id, case when r.as_advisor then 'advisor' else r.constituency end, c.block_id, 'reply',
      c.facts || jsonb_build_object('body', r.body) from consultation_replies r join (${consulted(standardId)}) c on c.id = r.comment_id`,
  sql`select d.decided_at, d.decided_by, null, null, c.block_id, 'late decision',
      c.facts || jsonb_build_object('decision', d.decision, 'reason', d.reason, 'deferredTo', d.deferred_to) from late_decisions d join (${consulted(standardId)}) c on c.id = d.comment_id`,
  sql`select d.disposed_at, d.disposed_by, null, null, c.block_id, 'disposition',
      c.facts || jsonb_build_object('outcome', d.outcome, 'reason', d.reason, 'revision', d.revision) from dispositions d join (${consulted(standardId)}) c on c.id = d.comment_id`,
  sql`select o.lodged_at, o.objector_id, o.organisation_id, o.constituency, o.block_id, 'objection', jsonb_build_object('number', o.number, 'body', o.reason)
    from objections o where o.standard_id = ${standardId}`,
  sql`select s.at, s.by_id, null, null, o.block_id, 'objection step', jsonb_build_object('number', o.number, 'step', s.kind, 'body', s.text, 'version', 'v' || v.major || '.' || v.minor)
    from objection_steps s join objections o on o.id = s.objection_id left join versions v on v.id = s.version_id where o.standard_id = ${standardId}`,
]

interface Row extends Record<string, unknown> {
  at: string; name: string | null; organisation: string | null; constituency: string | null; block_id: string | null; kind: Happening['kind']; facts: Record<string, unknown>
}

/** In the order in which they happened. Checks nobody. */
async function happeningsSince(on: Reader, standardId: string, since: Date, notBy: string | null): Promise<Happening[]> {
  const rows = await on.execute<Row>(sql`select n.at, p.name, o.name as organisation, n.constituency, n.block_id, n.kind, n.facts
    from (${sql.join(sources(standardId), sql` union all `)}) n left join people p on p.id = n.by left join organisations o on o.id = n.organisation_id
    where n.at > ${since.toISOString()}::timestamptz and (${notBy}::uuid is null or n.by is distinct from ${notBy}::uuid) order by n.at`)
  return rows.map(({ block_id: blockId, at, ...row }) => ({ ...row, blockId, at: new Date(at) }))
}
