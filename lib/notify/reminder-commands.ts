import { sql } from 'drizzle-orm'
import { roundReminders } from '@/drizzle/schema'
import { type Database, inTransaction } from '../db'
import { momentInWords } from '../kernel/clock'
import { ok } from '../kernel/result'
import { type Post, tellPerson } from './commands'

interface Due extends Record<string, unknown> {
  elector_id: string; ahead: '2 days' | '2 hours'; closes_at: string; holder_id: string; substitute_id: string | null; seat_name: string; slug: string; title: string
}

/**
 * Reminds the holder and the substitute of each seat without a position, 2 days and 2 hours before its round closes: each once, also when
 * several processes run this, and none that is late (a round that is opened within the 2 days was just told of). Answers how many seats.
 */
export async function remindOfPositions(on: Database, post: Post): Promise<number> {
  const done = await inTransaction(on, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7243003)`)
    const due = await tx.execute<Due>(sql`select e.id as elector_id, lead.ahead, r.closes_at::text, e.holder_id, e.substitute_id, e.seat_name, s.slug, s.title
      from sign_off_rounds r join electors e on e.round_id = r.id join standards s on s.id = r.standard_id
      cross join lateral (select case when r.closes_at <= accord_now() + interval '2 hours' then '2 hours' else '2 days' end as ahead) lead
      where r.ended_at is null and r.closes_at > accord_now() and r.closes_at <= accord_now() + interval '2 days'
        and r.opened_at <= r.closes_at - lead.ahead::interval
        and not exists (select from positions p where p.elector_id = e.id)
        and not exists (select from round_reminders m where m.elector_id = e.id and m.ahead = lead.ahead and m.closes_at = r.closes_at)
      order by r.closes_at, e.seat_name`)
    for (const one of due) {
      const closesAt = new Date(one.closes_at)
      await tx.insert(roundReminders).values({ electorId: one.elector_id, ahead: one.ahead, closesAt, remindedAt: sql`accord_now()` as never })
      const sentence = `The seat “${one.seat_name}” has taken no position on “${one.title}” yet; the round closes on ${momentInWords(closesAt)}`
      for (const personId of [one.holder_id, one.substitute_id]) {
        if (personId) await tellPerson(tx, post, { personId, kind: 'round', sentence, link: `/workspace/standards/${one.slug}/sign-off` })
      }
    }
    return ok(due.length)
  })
  return done.ok ? done.value : 0
}
