import { groupAdvisors, organisationMemberships } from '../../drizzle/schema'
import { type Database, openDatabase, type Sql } from '../../lib/db'
import type { Result } from '../../lib/kernel/result'
import { publish, withdrawPublication } from '../../lib/publication/commands'
import { certify, openRound } from '../../lib/signoff/commands'
import { roundById } from '../../lib/signoff/queries'
import type { Round } from '../../lib/signoff/round'
import { tagVersion } from '../../lib/versions/commands'
import { makePerson } from '../group'
import { documentOf, requirement } from '../texts'
import { inAWeek, makeWorkingGroup, valueOf, writeDraft } from '../working-group'
import type { Refused } from './oracle'

export interface Score { ran: number; accepted: Record<string, number>; refused: Record<string, number>; deadlocks: number; faults: string[]; refusals: Refused[] }

/** Numbers between 0 and 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Group = Awaited<ReturnType<typeof makeWorkingGroup>> & { second: Awaited<ReturnType<typeof makePerson>>; carried: string[] }
type Op = readonly [name: string, run: () => Promise<unknown>]

/** Races in one group after another version of its standard, on connections of its own. Positions, ends and members are hand-typed statements, which no command's lock shields. */
export class Race {
  readonly score: Score = { ran: 0, accepted: {}, refused: {}, deadlocks: 0, faults: [], refusals: [] }
  readonly #db: Database
  readonly #sql: Sql
  #bout = 0

  constructor(url: string, private readonly random: () => number, private readonly heat = 1, connections = 12) {
    ({ db: this.#db, sql: this.#sql } = openDatabase(url, connections))
  }

  end(): Promise<void> { return this.#sql.end({ timeout: 5 }) }

  async group(): Promise<Group> {
    const it = await makeWorkingGroup(this.#db)
    const second = await makePerson(this.#db, 'The second advisor')
    await this.#db.insert(organisationMemberships).values({ organisationId: it.body.id, personId: second.id })
    await this.#db.insert(groupAdvisors).values({ groupId: it.group.id, personId: second.id })
    return { ...it, second, carried: [] }
  }

  /** A version, a round on it, everything at once, and then everybody publishes at once. */
  async bout(it: Group, ops: number): Promise<void> {
    const standardId = it.standard.id
    await this.#backIn(it)
    await writeDraft(this.#db, standardId, documentOf(requirement('a', 'MUST', `It works, take ${++this.#bout} ${this.random()}.`)))
    const version = valueOf(await tagVersion(this.#db, it.lead, { standardId, note: 'Another' }))
    const { roundId } = valueOf(await openRound(this.#db, it.lead, { standardId, versionId: version.id, closesAt: inAWeek() }))
    const round = (await roundById(this.#db, roundId))!
    const steps = Array.from({ length: ops }, () => this.#step(it, round, ops))
    await Promise.all(steps.map((step) => this.#count(step)))
    await this.#count(['close', () => this.#close(it, round)])
    if ((await roundById(this.#db, roundId))!.state.kind === 'carried') it.carried.push(roundId)
    await Promise.all(this.#publications(it, roundId).map((step) => this.#count(step)))
  }

  #step(it: Group, round: Round, ops: number): Op {
    // So many of each are to be expected in a bout, whatever its size; all else are positions.
    const steps: [number, Op][] = [
      [1, ['removal', () => this.#removal(it)]], [0.5, ['role change', () => this.#removal(it, 'observer')]], [6, ['role change', () => this.#removal(it, 'editor')]],
      [0.5, ['close', () => this.#close(it, round)]], [0.2, ['withdraw round', () => this.#withdraw(it, round)]], [0.2, ['tag', () => this.#tag(it)]],
    ]
    let luck = this.random() * ops
    for (const [expected, step] of steps) if ((luck -= expected * this.heat) < 0) return step
    return ['position', () => this.#position(it, round)]
  }

  async #position(it: Group, round: Round): Promise<void> {
    const elector = round.electors[Math.floor(this.random() * round.electors.length)]!
    const by = elector.substituteId && this.random() < 0.5 ? elector.substituteId : this.random() < 0.05 ? it.outsider.id : elector.holderId
    const digest = this.random() < 0.05 ? 'f'.repeat(64) : round.digest
    const lawful = by !== it.outsider.id && digest === round.digest
    const [choice, pause] = [this.random(), this.random()]
    let from = ''
    try {
      await this.#sql.begin(async (tx) => {
        const [clock] = await tx<{ now: string }[]>`select clock_timestamp()::text as now`
        from = clock!.now
        const [taken] = await tx<{ revision: number }[]>`insert into positions (round_id, elector_id, digest, revision, position, reason, delegation, taken_by, taken_by_name)
          values (${round.id}, ${elector.id}, ${digest}, 0, ${choice < 0.8 ? 'approve' : 'dissent'}, 'So', 'delegation 4.2', ${by}, '') returning revision`
        await this.#event(tx, it, 'position taken', { round: round.number, seat: elector.seatName, revision: taken!.revision })
        if (pause < 0.2) await tx`select pg_sleep(0.002)`
      })
    } catch (error) {
      const [clock] = await this.#sql<{ now: string }[]>`select clock_timestamp()::text as now`
      if (lawful && from !== '') this.score.refusals.push({ roundId: round.id, by, from, to: clock!.now })
      throw error
    }
  }

  /** A member goes; with a role, they come back in the same step under it. */
  #removal(it: Group, role?: 'observer' | 'editor'): Promise<unknown> {
    const person = it.holders[Math.floor(this.random() * it.holders.length)]!
    return this.#sql.begin(async (tx) => {
      const [ended] = await tx`update group_members set left_at = now() where group_id = ${it.group.id} and person_id = ${person.id} and left_at is null returning *`
      if (ended && role) await tx`insert into group_members (group_id, person_id, organisation_id, constituency, role)
        values (${it.group.id}, ${person.id}, ${ended.organisation_id}, ${ended.constituency}, ${role})`
      await this.#event(tx, it, role ? 'role changed' : 'member removed', { name: person.name })
    })
  }

  async #backIn(it: Group): Promise<void> {
    await this.#sql.begin(async (tx) => {
      await tx`update group_members set left_at = now() where group_id = ${it.group.id} and left_at is null and role = 'observer' and person_id <> ${it.observer.id}`
      await tx`insert into group_members (group_id, person_id, organisation_id, constituency, role)
        select distinct on (person_id) group_id, person_id, organisation_id, constituency, 'reviewer' from group_members gone where group_id = ${it.group.id}
          and not exists (select from group_members m where m.group_id = gone.group_id and m.person_id = gone.person_id and m.left_at is null)`
    })
  }

  #close(it: Group, round: Round): Promise<unknown> {
    return this.#sql.begin(async (tx) => {
      const [o] = await tx`insert into round_outcomes (round_id, closed_by) values (${round.id}, ${it.advisor.id}) returning outcome, seats, approve, dissent, abstain`
      await this.#event(tx, it, 'round closed', { round: round.number, version: round.versionLabel, ...o })
    })
  }

  #withdraw(it: Group, round: Round): Promise<unknown> {
    return this.#sql.begin(async (tx) => {
      await tx`insert into round_withdrawals (round_id, reason, withdrawn_by) values (${round.id}, 'Why', ${it.lead.id})`
      await this.#event(tx, it, 'round withdrawn', { round: round.number, reason: 'Why' })
    })
  }

  #tag(it: Group): Promise<unknown> {
    const words = `It works, tagged ${this.random()}.`
    return writeDraft(this.#db, it.standard.id, documentOf(requirement('a', 'MUST', words)))
      .then(() => answered(tagVersion(this.#db, it.lead, { standardId: it.standard.id, note: 'Amid a round' })))
  }

  /** Two advisors certify and publish at once, an older candidate is published too, and one withdraws what the other publishes. */
  #publications(it: Group, roundId: string): Op[] {
    const by = [it.advisor, it.second]
    const terms = { ownerPost: 'Head', reviewDate: `${new Date().getUTCFullYear() + 2}-01-11` }
    const older = it.carried[Math.floor(this.random() * it.carried.length)] ?? roundId
    const withdraw = async () => {
      const [newest] = await this.#sql<{ id: string }[]>`select id from publications where standard_id = ${it.standard.id} order by major desc, minor desc limit 1`
      if (newest) await answered(withdrawPublication(this.#db, it.second, { standardId: it.standard.id, publicationId: newest.id, reason: 'Law', hidesText: false }))
    }
    return by.flatMap((advisor): Op[] => [
      ['certify', () => answered(certify(this.#db, advisor, { roundId, statement: 'Due process' }))],
      ['publish', () => answered(publish(this.#db, advisor, { roundId, ...terms }))],
      ['publish older', () => answered(publish(this.#db, advisor, { roundId: older, ...terms }))],
      ['withdraw publication', withdraw],
      ['publish', () => answered(publish(this.#db, advisor, { roundId, ...terms }))],
    ])
  }

  #event(tx: Sql | Parameters<Parameters<Sql['begin']>[1]>[0], it: Group, kind: string, facts: object): PromiseLike<unknown> {
    return tx`insert into audit_events (kind, actor_name, group_id, standard_id, facts) values (${kind}, 'Race', ${it.group.id}, ${it.standard.id}, ${JSON.stringify(facts)}::text::jsonb)`
  }

  async #count([name, run]: Op): Promise<void> {
    const { score } = this
    score.ran++
    try {
      await run()
      score.accepted[name] = (score.accepted[name] ?? 0) + 1
    } catch (error) {
      const { code, message } = error as { code?: string; message: string }
      if (code === 'AC001' || code === 'refused' || (code === '23503' && name === 'position')) score.refused[name] = (score.refused[name] ?? 0) + 1
      else if (code === '40P01') score.deadlocks++
      else score.faults.push(`${name}: ${code ?? ''} ${message}`)
    }
  }
}

async function answered<T>(result: Promise<Result<T>>): Promise<void> {
  const given = await result
  if (!given.ok) throw Object.assign(new Error(given.refusal.message), { code: 'refused' })
}
