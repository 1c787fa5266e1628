import { openDatabase, type Sql } from '@/lib/db'
import { hashOfToken, sessionCookie } from '@/lib/auth/sessions'
import { startThread } from '@/lib/comments/commands'
import { closeConsultation, openConsultation, writeComment } from '@/lib/consultation/commands'
import { lodgeObjection } from '@/lib/consultation/objection-commands'
import { roles, type Role } from '@/lib/groups/permissions'
import { openRound } from '@/lib/signoff/commands'
import { roundById } from '@/lib/signoff/queries'
import { tagVersion } from '@/lib/versions/commands'
import { londonDay } from './sign-off'
import { makeCall } from '@/tests/call'
import { inAWeek, makeWorkingGroup, valueOf } from '@/tests/working-group'

/** A group with somebody in each role, a draft, a version, an open round, a thread, and two consultations, the first closed with a late comment; and a cookie for each of them. */
export async function doorsWorld(url: string, address: string) {
  const { db, sql } = openDatabase(url, 2)
  const it = await makeWorkingGroup(db)
  const standardId = it.standard.id
  const version = valueOf(await tagVersion(db, it.lead, { standardId, note: 'First.' }))
  const { roundId } = valueOf(await openRound(db, it.advisor, { standardId, versionId: version.id, closesAt: inAWeek() }))
  const { electors } = (await roundById(db, roundId))!
  const thread = valueOf(await startThread(db, it.lead, { standardId, anchor: { on: 'whole' }, body: 'How is this tested?' }))
  const call = await makeCall(db, it.advisor)
  const consult = async () => valueOf(await openConsultation(db, it.advisor, { standardId, versionId: version.id, introduction: 'Tell us.', closesAt: inAWeek() })).consultationId
  const over = await consult()
  valueOf(await closeConsultation(db, it.advisor, { consultationId: over, reason: 'Enough.' }))
  valueOf(await writeComment(db, it.outsider, { consultationId: over, blockId: null, kind: 'general', body: 'Late.' }))
  const consultationId = await consult()
  const objection = valueOf(await lodgeObjection(db, it.reviewer, { standardId, versionId: version.id, blockId: 'a'.repeat(12), reason: 'Why.', wouldSatisfy: 'What.' }))
  const bystander = await it.join('A bystander', it.council.id, 'service team', 'observer')
  const people: Record<Role, string | null> = {
    anonymous: null, outsider: it.outsider.id, observer: it.observer.id, reviewer: it.reviewer.id, editor: it.editor.id, lead: it.lead.id,
    advisor: it.advisor.id, admin: it.admin.id,
  }
  const cookies = {} as Record<Role, string>
  for (const role of roles) cookies[role] = people[role] ? `${sessionCookie(address)}=${await signIn(sql, people[role])}` : ''
  const slug = it.standard.slug
  return {
    sql, cookies, slug, standardId, close: () => sql.end({ timeout: 5 }),
    parts: { slug, call: call.slug, group: it.group.slug, version: 'v0.1', pair: 'v0.1...draft', range: 'v0.1...v1.0', objection: objection.name, person: bystander.id, standardId, path: 'nowhere', number: '2', comment: 'LC-1', form: 'json' },
    fields: {
      slug, standardId, callId: call.id, interests: 'None that matters.', list: 'services', versionId: version.id, consultationId, consultation: '2', decision: 'admit', roundId, electorId: electors[0]!.id, digest: version.digest, threadId: thread.threadId,
      objectionId: objection.id, objection: objection.name, blockId: 'a'.repeat(12), wouldSatisfy: 'Other words.', resolves: 'no',
      commentId: thread.commentId, person: bystander.id, group: it.group.id, organisation: it.council.id, organisationId: it.council.id,
      constituency: 'service team', role: 'reviewer', email: 'somebody.new@place.example', name: 'Somebody New', kind: 'council', csv: 'gss,name',
      anchor: '{"on":"whole"}', body: 'And this?', reason: 'A reason.', note: '', statement: 'Due process was followed.', text: 'We disagree.',
      closesAt: londonDay(7), closesTime: '17:00', position: 'approve', step: 'take', ownerPost: 'Head of service', reviewDate: londonDay(300), number: 'v1.0',
      'how': 'append', 'scope': 'Applying.', 'changes': 'Nothing.', 'rows': '1', 'seat 0 holder': it.lead.id, 'presentComparison': 'over', 'presentShare': '60',
      'carriedComparison': 'over', 'carriedShare': '50', 'writtenWindowDays': '5', 'reviewPeriodMonths': '12', 'upload': crypto.randomUUID(),
      said: JSON.stringify({
        standardId, kind: 'delete', blockId: 'a'.repeat(12), seen: 'nothing', note: '', proposalId: crypto.randomUUID(), decision: 'accepted', reason: '',
      }),
    },
    groupSlug: it.group.slug,
  }
}

async function signIn(sql: Sql, personId: string): Promise<string> {
  const token = crypto.randomUUID()
  await sql`insert into sessions (token_hash, person_id, expires) values (${hashOfToken(token)}, ${personId}, now() + interval '1 day')`
  return token
}

export type DoorsWorld = Awaited<ReturnType<typeof doorsWorld>>

/** Every row of what people write, as a digest a table: a refusal leaves them as they were. What merely notes a visit, or what happened, does not count. */
export async function digestsOfData(sql: Sql): Promise<Map<string, string>> {
  const passing = ['sessions', 'audit_events', 'audit_chain', 'visits', 'mailbox', 'verification_tokens', 'draft_clients', 'draft_sights', 'draft_texts', 'notifications', 'told_events']
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' and tablename <> all (${passing})`
  const parts = tables.map(({ name }) => `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as part from ${name} t`)
  const found = await sql.unsafe<{ name: string; part: string }[]>(parts.join(' union all '))
  return new Map(found.map(({ name, part }) => [name, part]))
}

/** The tables that are not as they were. */
export const changedSince = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] =>
  [...now.keys()].filter((name) => before.get(name) !== now.get(name))
