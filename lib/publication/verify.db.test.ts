import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { requirement } from '../../tests/texts'
import { makeWorkingGroup } from '../../tests/working-group'
import { checkRows } from '../../verify/database.mjs'
import { firstWrongInTrail } from '../../verify/trail.mjs'
import { headInWords } from '../audit/chain'
import { chainHead, publishedHead, type TrailFile, trailFile } from '../audit/trail-queries'
import { trailCsv } from '../export/trail-csv'

const { db, sql, ownerUrl } = await testDatabase()
const it = await makeWorkingGroup(db)
const other = await makeWorkingGroup(db)
await publishText(db, it, [requirement('a', 'MUST', 'It works on a phone.')], { dissent: { by: it.holders[4]!, reason: 'It costs too much.' } })
const printed = (await publishedHead(db, it.standard.id))!
await publishText(db, other, [requirement('a', 'MUST', 'It works on any phone.')])
const folder = await mkdtemp(join(tmpdir(), 'accord-verify-'))
afterAll(() => rm(folder, { recursive: true }))

class Undone extends Error {}

/** What the verifier says of a database in which somebody with the owner's rights changed something behind every trigger. */
async function tampered(statements: string, heads = [printed]): Promise<string | null> {
  let wrong: string | null | undefined
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local session_replication_role = replica; ${statements}`)
    wrong = (await checkRows(tx, heads)).wrong
    throw new Undone()
  }).catch((error: unknown) => { if (!(error instanceof Undone)) throw error })
  return wrong!
}

/** Makes every link again from the events as they are now, as a forger would. */
const rewrite = `do $$ declare e audit_events; h text := repeat('0', 64); n bigint := 0; begin
  for e in select a.* from audit_events a join audit_chain c on c.event_id = a.id order by c.place loop
    n := n + 1; h := sha256_hex(h || event_digest(e));
    update audit_chain set digest = event_digest(e), hash = h where place = n;
  end loop; end $$`

test('AU-4 an untouched database holds, against the head that was printed', async () => {
  expect(await checkRows(sql, [printed])).toEqual({ wrong: null, head: await chainHead(db) })
})

test('AU-4 a text that was changed is named', async () => {
  const change = `update versions set canonical = replace(canonical, 'works on a phone', 'works on no phone')`
  expect(await tampered(change)).toMatch(/^The text of Free school meals.*, v0\.1, is not the one that was tagged/)
  expect(await tampered(`${change}, digest = sha256_hex(replace(canonical, 'works on a phone', 'works on no phone'))`)).toMatch(/is not the one that the audit trail tells of/)
})

test('AU-4 a disposition report that was changed is named, whatever digest is put beside it', async () => {
  const change = `alter table publications drop constraint report_as_published; update publications set report = replace(report, 'Free school meals', 'Free meals') where standard_id = '${it.standard.id}'`
  expect(await tampered(change)).toMatch(/^The disposition report of v1\.0 .* is not the one that was published/)
  expect(await tampered(`${change}; update publications set report_digest = sha256_hex(report)`)).toMatch(/^The disposition report of v1\.0/)
})

test('AU-4 a position that was changed, added or taken away is named', async () => {
  const one = `id = (select id from positions where position = 'dissent')`
  expect(await tampered(`update positions set position = 'approve', reason = '' where ${one}`)).toMatch(/^The position of the seat “Keystone supplier” in sign-off round 1 .* seal/)
  expect(await tampered(`update positions set reason = 'None' where ${one}`)).toMatch(/“Keystone supplier”.* seal/)
  expect(await tampered(`delete from positions where ${one}`)).toMatch(/A position that the audit trail tells of is gone: seat “Keystone supplier”/)
  expect(await tampered(`insert into positions (round_id, elector_id, digest, revision, position, taken_by, taken_by_name)
    select round_id, elector_id, digest, 2, 'approve', taken_by, taken_by_name from positions where ${one}`)).toMatch(/none that the audit trail tells of/)
})

test('AU-4 an outcome, a record and an event that were changed are named', async () => {
  expect(await tampered('update round_outcomes set approve = approve + 1')).toMatch(/^The outcome of sign-off round 1/)
  expect(await tampered(`update publications set record = replace(record, 'dissent', 'approve'), record_digest = sha256_hex(replace(record, 'dissent', 'approve'))`))
    .toMatch(/^The sign-off record of v1\.0 .* is not the one that was published/)
  expect(await tampered(`update audit_events set actor_name = 'Nobody' where id = 5`)).toMatch(/^The event 5 at place 5 \(.*does not match its link/)
  expect(await tampered(`update audit_events set at = at - interval '1 day' where id = 7`)).toMatch(/^The event 7 at place 7/)
  expect(await tampered('delete from audit_events where id = 9')).toMatch(/^The event 9, at place 9 of the chain, is gone/)
  expect(await tampered('delete from audit_chain where place = 9')).toMatch(/^The link at place 9 is gone/)
  expect(await tampered(`update audit_chain set hash = repeat('a', 64) where place = 11`)).toMatch(/^The link at place 11 does not follow/)
  expect(await tampered(`insert into audit_events (kind, actor_name, facts) values ('x', 'y', '{}')`)).toMatch(/in no link of the chain/)
})

test('AU-4 a cut tail is named: in what it took along, and by the printed head', async () => {
  const from = printed.place
  expect(await tampered(`delete from audit_chain where place >= ${from}`)).toMatch(new RegExp(`tail of the chain is cut: it ends at place ${from - 1}, and a head of place ${from}`))
  const cut = `delete from audit_events using audit_chain c where c.event_id = audit_events.id and c.place >= ${from}; delete from audit_chain where place >= ${from}`
  expect(await tampered(cut)).toMatch(/tail of the chain is cut/)
  expect(await tampered(cut, [])).toMatch(/^The sign-off record of|^The text of/)
})

test('AU-4 a chain that was rewritten as a whole shows by the printed head', async () => {
  const forged = `update audit_events set actor_name = 'Nobody' where id = 5; ${rewrite}`
  expect(await tampered(forged)).toMatch(new RegExp(`^The chain was rewritten at place ${printed.place} or before it`))
  expect(await tampered(forged, [])).toBeNull()
  expect(await tampered(rewrite)).toBeNull()
})

const changed = (trail: TrailFile, change: (copy: any) => void, heads = [printed]) => {
  const copy = structuredClone(trail)
  change(copy)
  return firstWrongInTrail(copy, heads)
}

test('AU-6 a group’s trail is checked without the others’ events, and a whole one leaves none out', async () => {
  const [own, whole] = [await trailFile(db, { id: it.group.id, name: it.group.name }), await trailFile(db, null)]
  expect(own.events.every(({ event }) => event.groupId === it.group.id)).toBe(true)
  expect(JSON.stringify(own)).not.toContain(other.group.id)
  for (const trail of [own, whole]) {
    expect(firstWrongInTrail(trail, [printed, trail.head])).toBeNull()
    expect(changed(trail, (copy) => { copy.events[3].event.actorName = 'Nobody' })).toMatch(/^The event at place \d+ .*not the one that was recorded/)
    expect(changed(trail, (copy) => { copy.events[3].event.facts = {} })).toMatch(/not the one that was recorded/)
    expect(changed(trail, (copy) => { copy.links[4] = 'a'.repeat(64) }, [])).toMatch(/not the one|does not lead/)
    expect(changed(trail, (copy) => { copy.links.pop(); copy.events = copy.events.filter((one: any) => one.place < copy.since.place + copy.links.length) }, [trail.head])).toMatch(/cut|leaves events out/)
    expect(changed(trail, () => {}, [{ place: printed.place, hash: 'b'.repeat(64) }])).toMatch(/rewritten/)
  }
  expect(changed(whole, (copy) => { copy.events.splice(3, 1) })).toMatch(/leaves events out/)
  expect(trailCsv(own).split('\r\n')).toHaveLength(own.events.length + 2)
})

const run = (words: string[]) => new Promise<{ code: number; said: string }>((resolve) => {
  execFile(process.execPath, ['verify/verify.mjs', ...words], (error, stdout, stderr) => { resolve({ code: error ? 1 : 0, said: stdout + stderr }) })
})

test('AU-4 the command takes a trail, a database, and a head from words or from a file', async () => {
  const [file, head] = [join(folder, 'trail.json'), join(folder, 'page.html')]
  await writeFile(file, JSON.stringify(await trailFile(db, { id: it.group.id, name: it.group.name })))
  await writeFile(head, `<p>Its head then: <span>${headInWords(printed)}</span></p>`)
  expect(await run([file, '--head', head])).toMatchObject({ code: 0, said: expect.stringContaining('the trail holds') })
  expect(await run(['--database', ownerUrl, '--head', headInWords(printed)])).toMatchObject({ code: 0, said: expect.stringContaining('the audit chain holds') })
  expect(await run(['--database', ownerUrl, '--head', `${'c'.repeat(64)}@3`])).toMatchObject({ code: 1, said: expect.stringContaining('rewritten at place 3') })
  expect(await run([file, '--head', file])).toMatchObject({ code: 1, said: expect.stringContaining('No head') })
})
