import { sql } from 'drizzle-orm'
import type { Reader } from '../db'
import type { PersonActor } from '../kernel/actor'
import { nameOfObjection } from './objection'

/** An objection that waits on somebody: on its objector, who was asked; or, with no answer since its objector spoke last, on those who may answer it. */
export interface ObjectionWaiting { readonly name: string; readonly ref: string; readonly slug: string; readonly title: string; readonly asked: boolean; readonly since: Date }

interface Row extends Record<string, unknown> { number: number; ref: string; slug: string; title: string; asked: boolean; since: string }

export async function objectionsAwaiting(on: Reader, actor: PersonActor): Promise<ObjectionWaiting[]> {
  const rows = await on.execute<Row>(sql`
    select o.number, o.ref, s.slug, s.title, o.objector_id = ${actor.id}::uuid as asked,
      to_char(o.lodged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
    from objections o join standards s on s.id = o.standard_id cross join lateral (select objection_state(o.id) as state) now
    where now.state in ('open', 'asked') and (
      (o.objector_id = ${actor.id}::uuid and now.state = 'asked' and exists (
        select from group_members m where m.group_id = s.group_id and m.person_id = ${actor.id}::uuid and m.left_at is null and m.role <> 'observer'))
      or (o.objector_id <> ${actor.id}::uuid and not exists (select from objection_steps a where a.objection_id = o.id and a.kind = 'answered'
        and a.number > coalesce((select max(n.number) from objection_steps n where n.objection_id = o.id and n.kind = 'not resolved'), 0)) and (
        is_assigned_advisor(${actor.id}::uuid, s.group_id) or exists (
          select from group_members m where m.group_id = s.group_id and m.person_id = ${actor.id}::uuid and m.left_at is null and m.role in ('editor', 'lead')))))
    order by o.lodged_at`)
  return rows.map((row) => ({ name: nameOfObjection(row.number), ref: row.ref, slug: row.slug, title: row.title, asked: row.asked, since: new Date(row.since) }))
}

/** Who is told of an objection: its objector, and those who answer it. Checks nobody. */
export async function peopleOfObjection(on: Reader, standardId: string, number: number): Promise<{ objector: string; answering: string[] } | null> {
  const [row] = await on.execute<{ objector: string; answering: string[] | null }>(sql`
    select o.objector_id as objector, array(
      select m.person_id::text from group_members m where m.group_id = s.group_id and m.left_at is null and m.role in ('editor', 'lead')
      union select a.person_id::text from group_advisors a where a.group_id = s.group_id and a.ended_at is null) as answering
    from objections o join standards s on s.id = o.standard_id where o.standard_id = ${standardId}::uuid and o.number = ${number}`)
  return row ? { objector: row.objector, answering: (row.answering ?? []).filter((id) => id !== row.objector) } : null
}
