import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeWorkingGroup, refusedBy } from '../../tests/working-group'

const { db, sql } = await testDatabase()
const it = await makeWorkingGroup(db)
const block = JSON.stringify({ type: 'paragraph', attrs: { id: 'pppppppppppp' } })
const other = JSON.stringify({ type: 'paragraph', attrs: { id: 'pppppppppppp' }, content: [{ type: 'text', text: 'x' }] })

const row = (more: Partial<Record<string, unknown>> = {}) => ({
  standard_id: it.standard.id, number: 900, kind: 'change', block_id: 'pppppppppppp', base_digest: 'd', before: block, after: other, proposed_by: it.reviewer.id, ...more,
})
/** Each step with the event that it has to leave. */
const insert = (table: string, kind: string, values: Record<string, unknown>) => sql.begin(async (tx) => {
  const [made] = await tx`insert into ${tx(table)} ${tx(values)} returning *`
  await tx`insert into audit_events (kind, actor_name, group_id, standard_id, facts) values (${kind}, 'Test', ${it.group.id}, ${it.standard.id}, '{}')`
  return made!
})
const propose = (more = {}) => insert('proposals', 'change proposed', row(more))
const decision = (proposal: string, more = {}) => insert('proposal_decisions', 'proposal decided', { proposal_id: proposal, outcome: 'accepted', decided_by: it.editor.id, ...more })

test('PD-1 number, moment, organisation and constituency are not what is sent', async () => {
  const one = await propose({ proposed_at: '2020-01-01', organisation_id: it.body.id, constituency: 'supplier' })
  expect([one.number, one.organisation_id, one.constituency]).toEqual([1, it.council.id, 'service team'])
  expect(String(one.proposed_at)).not.toContain('2020')
})

test('PD-2 nobody proposes but a reviewer, an editor or the lead editor who is a member now', async () => {
  for (const person of [it.observer, it.advisor, it.outsider, it.admin]) expect(await refusedBy(propose({ proposed_by: person.id }))).toMatch(/takes a reviewer/)
  const leaver = await it.join('Gone Again', it.council.id, 'service team')
  await sql`update group_members set left_at = now() where person_id = ${leaver.id}`
  expect(await refusedBy(propose({ proposed_by: leaver.id }))).toMatch(/takes a reviewer/)
})

test('PD-2 nothing is proposed of a standard that is archived', async () => {
  await sql`update standards set archived_at = now() where id = ${it.standard.id}`
  try {
    expect(await refusedBy(propose())).toMatch(/is archived/)
  } finally {
    await sql`update standards set archived_at = null where id = ${it.standard.id}`
  }
})

test('PD-3 its shape is that of its kind', async () => {
  for (const wrong of [{ kind: 'rewrite' }, { kind: 'insert' }, { before: null }, { kind: 'delete', after: other }, { base_digest: '' }, { block_id: ' ' }]) {
    expect(await refusedBy(propose(wrong)), JSON.stringify(wrong)).toMatch(/says which block/)
  }
  expect(await refusedBy(propose({ after: block }))).toMatch(/changes something/)
})

test('PD-4 proposals and decisions never change and never vanish', async () => {
  const one = await propose()
  await decision(one.id as string)
  for (const statement of ['update proposals set note = \'x\'', 'delete from proposals', 'truncate proposals cascade', 'update proposal_decisions set reason = \'x\'', 'delete from proposal_decisions', 'truncate proposal_decisions']) {
    expect(await refusedBy(sql.unsafe(statement)), statement).toMatch(/never changes/)
  }
})

test('PD-5 editors decide, once; the proposer withdraws; a rejection has a reason; edits stand with what was put in', async () => {
  const one = await propose()
  const id = one.id as string
  for (const person of [it.observer, it.reviewer, it.advisor, it.outsider]) expect(await refusedBy(decision(id, { decided_by: person.id }))).toMatch(/Only editors/)
  expect(await refusedBy(decision(id, { outcome: 'withdrawn' }))).toMatch(/Only the person who proposed/)
  expect(await refusedBy(decision(id, { outcome: 'rejected', reason: ' ' }))).toMatch(/needs a reason/)
  expect(await refusedBy(decision(id, { outcome: 'accepted with edits' }))).toMatch(/What was put in/)
  expect(await refusedBy(decision(id, { applied: block }))).toMatch(/What was put in/)
  expect(await refusedBy(decision(id, { outcome: 'perhaps' }))).toMatch(/accepted, accepted with edits/)
  const made = await decision(id, { decided_at: '2020-01-01' })
  expect(String(made.decided_at)).not.toContain('2020')
  expect(await refusedBy(decision(id, { decided_by: it.lead.id }))).toMatch(/already/)
})

test('PD-6 of two decisions at once one stands', async () => {
  const one = await propose()
  const both = await Promise.allSettled([decision(one.id as string), decision(one.id as string, { decided_by: it.lead.id, outcome: 'rejected', reason: 'No.' })])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
