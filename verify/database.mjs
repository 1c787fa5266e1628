// Checks a database of Accord's: the whole audit chain, and that versions, positions, outcomes and publications are those that it tells of.
import postgres from 'postgres'
import { Walk, beginning, digestOfEvent, inWords, sha256 } from './chain.mjs'
import { firstWrong, sealOfPosition } from './verify.mjs'

const moment = (sql, column) => sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const pageSize = 2000

/** Links in their order, each with its event; an event of null is gone. */
async function* links(sql) {
  for (let after = 0; ;) {
    const rows = await sql`
      select c.place, c.event_id, c.digest, c.hash, e.id, ${moment(sql, 'at')} as at, e.kind, e.actor_id as "actorId", e.actor_name as "actorName",
        e.group_id as "groupId", e.standard_id as "standardId", e.facts
      from audit_chain c left join audit_events e on e.id = c.event_id where c.place > ${after} order by c.place limit ${pageSize}`
    for (const { place, event_id: eventId, digest, hash, ...event } of rows) {
      yield { place: Number(place), eventId: Number(eventId), digest, hash, event: event.id === null ? null : { ...event, id: Number(event.id) } }
    }
    if (rows.length < pageSize) return
    after = rows.at(-1).place
  }
}

function linkWrong(walk, { place, eventId, digest, hash, event }) {
  const expected = walk.head.place + 1
  if (place !== expected) return `The link at place ${expected} is gone: the next one there is, is at place ${place}.`
  if (event === null) return `The event ${eventId}, at place ${place} of the chain, is gone.`
  if (digestOfEvent(event) !== digest) return `The event ${eventId} at place ${place} (${event.kind}, ${event.at}) is not the one that was recorded: it does not match its link.`
  const wrong = walk.step(digest)
  if (wrong) return wrong
  return walk.head.hash === hash ? null : `The link at place ${place} does not follow from the one before it: its hash should be ${walk.head.hash}, it is ${hash}.`
}

/** What the chain tells of that is kept elsewhere too. */
class Told {
  tagged = new Map()
  published = new Map()
  positions = new Map()
  closed = new Map()

  hear({ kind, standardId, facts }) {
    if (kind === 'version tagged') this.tagged.set(`${standardId} ${facts.version}`, facts)
    if (kind === 'version published') this.published.set(`${standardId} ${facts.number}`, facts)
    if (kind === 'position taken') this.positions.set(`${standardId} ${facts.round} ${facts.seat} ${facts.revision}`, facts)
    if (kind === 'round closed') this.closed.set(`${standardId} ${facts.round}`, facts)
  }
}

async function versionsWrong(sql, told) {
  const rows = await sql`select v.standard_id, v.title, 'v' || v.major || '.' || v.minor as label, v.digest, encode(sha256(convert_to(v.canonical, 'UTF8')), 'hex') as computed
    from versions v order by v.tagged_at, v.id`
  for (const { standard_id: standard, title, label, digest, computed } of rows) {
    const name = `The text of ${title}, ${label},`
    if (computed !== digest) return `${name} is not the one that was tagged: its SHA-256 is ${computed}, the version's is ${digest}.`
    const facts = told.tagged.get(`${standard} ${label}`)
    if (facts?.digest !== digest) return `${name} is not the one that the audit trail tells of: ${facts ? `its digest there is ${facts.digest}` : 'nobody tagged it'}.`
    told.tagged.delete(`${standard} ${label}`)
  }
  const [[gone] = []] = told.tagged
  return gone ? `A version that the audit trail tells of is gone: ${gone.split(' ')[1]} of the standard ${gone.split(' ')[0]}.` : null
}

async function positionsWrong(sql, told) {
  const rows = await sql`
    select r.standard_id, r.number as round, e.seat_name, p.id, p.round_id as "roundId", p.elector_id as "electorId", p.digest, p.revision, p.position, p.reason,
      p.authority, p.delegation, p.carried_from as "carriedFrom", p.taken_by as "takenBy", ${moment(sql, 'taken_at')} as "takenAt"
    from positions p join electors e on e.id = p.elector_id join sign_off_rounds r on r.id = p.round_id order by p.taken_at, p.id`
  for (const { standard_id: standard, round, seat_name: seat, ...position } of rows) {
    const key = `${standard} ${round} ${seat} ${position.revision}`
    const facts = told.positions.get(key)
    const name = `The position of the seat “${seat}” in sign-off round ${round} (revision ${position.revision}, standard ${standard})`
    if (!facts) return `${name} is none that the audit trail tells of.`
    // Positions from before seals were recorded are held by their round's counts alone.
    if (facts.seal !== undefined && facts.seal !== sealOfPosition(position)) return `${name} is not the one that was recorded: it does not match its seal in the audit trail.`
    told.positions.delete(key)
  }
  const [[, gone] = []] = told.positions
  return gone ? `A position that the audit trail tells of is gone: seat “${gone.seat}”, sign-off round ${gone.round}, revision ${gone.revision}.` : null
}

async function outcomesWrong(sql, told) {
  const rows = await sql`
    select r.standard_id, r.number as round, o.outcome, o.seats, o.approve, o.dissent, o.abstain, count(p.position) filter (where p.position = 'approve')::int as approving,
      count(p.position) filter (where p.position = 'dissent')::int as dissenting, count(p.position) filter (where p.position = 'abstain')::int as abstaining
    from round_outcomes o join sign_off_rounds r on r.id = o.round_id left join counted_positions p on p.round_id = r.id group by r.id, o.round_id order by r.opened_at, r.id`
  for (const row of rows) {
    const name = `The outcome of sign-off round ${row.round} (standard ${row.standard_id})`
    const facts = told.closed.get(`${row.standard_id} ${row.round}`)
    const same = ['outcome', 'seats', 'approve', 'dissent', 'abstain'].every((key) => facts?.[key] === row[key])
    if (!same) return `${name} is not the one that the audit trail tells of.`
    if (row.approve !== row.approving || row.dissent !== row.dissenting || row.abstain !== row.abstaining) return `${name} does not follow from its positions.`
  }
  return null
}

async function publicationsWrong(sql, told) {
  const rows = await sql`select p.standard_id, 'v' || p.major || '.' || p.minor as label, p.record, p.record_digest, p.report, p.report_digest from publications p order by p.published_at, p.id`
  for (const { standard_id: standard, label, record, record_digest: digest, report, report_digest: reportDigest } of rows) {
    const name = `The sign-off record of ${label} (standard ${standard})`
    const facts = told.published.get(`${standard} ${label}`)
    if (sha256(record) !== digest || facts?.recordDigest !== digest) return `${name} is not the one that was published.`
    const wrong = firstWrong(JSON.parse(record), digest)
    if (wrong) return `${name} does not hold. ${wrong}`
    const kept = report === '' ? '' : sha256(report)
    if (kept !== reportDigest || (facts.reportDigest ?? '') !== kept) return `The disposition report of ${label} (standard ${standard}) is not the one that was published.`
    told.published.delete(`${standard} ${label}`)
  }
  const [[gone] = []] = told.published
  return gone ? `A publication that the audit trail tells of is gone: ${gone.split(' ')[1]} of the standard ${gone.split(' ')[0]}.` : null
}

/** The same on a connection of the caller's, in whatever it sees. */
export async function checkRows(sql, heads = []) {
  const [walk, told] = [new Walk(beginning, heads), new Told()]
  for await (const link of links(sql)) {
    const wrong = linkWrong(walk, link)
    if (wrong) return { wrong }
    told.hear(link.event)
  }
  const cut = walk.end()
  if (cut) return { wrong: cut }
  const [loose] = await sql`select id, kind from audit_events e where not exists (select from audit_chain c where c.event_id = e.id) order by id limit 1`
  if (loose) return { wrong: `The event ${loose.id} (${loose.kind}) is in no link of the chain: it was written past it, or the tail of the chain is cut.` }
  for (const part of [versionsWrong, positionsWrong, outcomesWrong, publicationsWrong]) {
    const wrong = await part(sql, told)
    if (wrong) return { wrong }
  }
  return { wrong: null, head: walk.head }
}

/** `{ wrong, head }` of the database at a URL, as it stands at one moment. */
export async function checkDatabase(url, heads = []) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.begin('isolation level repeatable read read only', (tx) => checkRows(tx, heads))
  } finally {
    await sql.end()
  }
}

export const databaseSummary = (head, heads) => [
  `${head.place} events: the audit chain holds, and versions, positions, outcomes and publications are those that it tells of.`, '',
  `Head         ${inWords(head)}`,
  heads.length > 0 ? `${heads.length} printed ${heads.length === 1 ? 'head stands' : 'heads stand'} in this chain.`
    : 'Compare it with a head printed on a published page, in a feed or beside a backup (--head): a chain that was rewritten as a whole shows only there.',
].join('\n')
