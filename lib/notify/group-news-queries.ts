import { and, eq, gt, sql } from 'drizzle-orm'
import { auditEvents, callGroups, calls, expressions, type workingGroups } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import type { Reader } from '../db'
import type { News } from './commands'
import { advisorsOf, membersOf } from './concerned-queries'

export const groupKinds = ['standard created', 'charter changed', 'member joined', 'interest answered'] as const satisfies readonly AuditEvent['kind'][]

type Told = Extract<AuditEvent, { kind: (typeof groupKinds)[number] }> & { readonly id: number }
type Group = typeof workingGroups.$inferSelect

export const isAboutGroup = (event: { readonly kind: string }): boolean => (groupKinds as readonly string[]).includes(event.kind)

const longest = 200
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text)

/**
 * What happens to a working group is news to its members, observers too, and its advisors: none of it asks anything of them, so it waits for their
 * digest. Who answered a call hears what became of it, also when they were declined. `standard` is the one that was started.
 */
export async function newsOfGroup(on: Reader, event: Told, group: Group, standard: { readonly slug: string } | null): Promise<News[]> {
  const everyone = async (sentence: string, link: string): Promise<News[]> =>
    [...new Set([...await membersOf(on, group.id), ...await advisorsOf(on, group.id)])].map((personId) => ({ personId, kind: 'group', sentence, link }))
  const [place, name] = [`/workspace/groups/${group.slug}`, `“${group.name}”`]
  switch (event.kind) {
    case 'standard created': return everyone(`The standard “${event.facts.title}” is started in ${name}`, standard ? `/workspace/standards/${standard.slug}` : place)
    case 'charter changed': return everyone(`${name} has a new charter, its number ${event.facts.charter}: ${short(event.facts.changes)}`, `${place}/charters`)
    case 'member joined': {
      const { name: who, organisation, constituency, role } = event.facts
      return await cameWithCall(on, event.id, group.id) ? [] : everyone(`${who} (${organisation}, ${constituency}) joined ${name} as ${role}`, place)
    }
    case 'interest answered': return answerNews(on, event.facts, group)
  }
}

/** Those whom a call brought join with their group: each is told of their own answer, and nobody of everybody else. */
async function cameWithCall(on: Reader, eventId: number, groupId: string): Promise<boolean> {
  const [chartered] = await on.select({ id: auditEvents.id }).from(auditEvents).innerJoin(callGroups, eq(callGroups.groupId, auditEvents.groupId))
    .where(and(eq(auditEvents.groupId, groupId), eq(auditEvents.kind, 'group chartered'), gt(auditEvents.id, eventId), sql`${auditEvents.facts}->>'charter' = '1'`)).limit(1)
  return chartered !== undefined
}

/** A number is one of its call, and a call makes one group. */
async function answerNews(on: Reader, { number, answer, reason }: Extract<Told, { kind: 'interest answered' }>['facts'], group: Group): Promise<News[]> {
  const [asked] = await on.select({ personId: expressions.personId, slug: calls.slug, title: calls.title }).from(expressions)
    .innerJoin(callGroups, eq(callGroups.callId, expressions.callId)).innerJoin(calls, eq(calls.id, expressions.callId))
    .where(and(eq(callGroups.groupId, group.id), eq(expressions.number, number)))
  if (!asked) return []
  const said = {
    seat: `you hold a seat in “${group.name}”`, member: `you are a member of “${group.name}”, without a seat`, declined: `it is declined: ${short(reason)}`,
  }[answer]
  const link = answer === 'declined' ? `/workspace/calls/${asked.slug}` : `/workspace/groups/${group.slug}`
  return [{ personId: asked.personId, kind: 'group', sentence: `Your expression of interest in “${asked.title}” is answered: ${said}`, link }]
}
