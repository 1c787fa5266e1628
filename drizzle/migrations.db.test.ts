import { expect, test } from 'vitest'
import { testDatabase } from '../tests/database'

const { sql } = await testDatabase()

test('the audit trail refuses change: UPDATE, DELETE and TRUNCATE', async () => {
  await sql`insert into audit_events (kind, actor_name, facts) values ('x', 'y', '{}')`
  await expect(sql`update audit_events set kind = 'z'`).rejects.toThrow(/never changes/)
  await expect(sql`delete from audit_events`).rejects.toThrow(/never changes/)
  await expect(sql`truncate audit_events`).rejects.toThrow(/never changes/)
})
