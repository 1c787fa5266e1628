import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { type Action, cellOf, permissions, roles } from '@/lib/groups/permissions'
import { rolesOf, type Standing, stranger } from '@/lib/groups/standing'
import { mayIn } from '@/lib/groups/standing'

const file = ['../shared/permissions.csv'].find(existsSync)
const cells = ['Y', '-', 'a', 'o', 'e', 's', 'b']

test('every line has a cell for every role, of a known letter', () => {
  for (const [action, [, line]] of Object.entries(permissions)) {
    const row = line.split(' ')
    expect(row, action).toHaveLength(roles.length)
    expect(row.every((cell) => cells.includes(cell)), action).toBe(true)
  }
})

test.skipIf(!file)('the table in the code is the table that was agreed, cell by cell', () => {
  const agreed = parse(readFileSync(file!, 'utf8'), { columns: true, relax_quotes: true }) as Record<string, string>[]
  const byName = new Map<string, Action>(Object.entries(permissions).map(([action, [name]]) => [name, action as Action]))
  const wrong = agreed.flatMap((row) => {
    const action = byName.get(row.action!)
    if (!action) return [`no line for “${row.action}”`]
    return roles.filter((role) => cellOf(action, role) !== row[role]).map((role) => `${row.action} / ${role}: ${row[role]} agreed, ${cellOf(action, role)} in the code`)
  })
  expect(wrong).toEqual([])
  expect(agreed).toHaveLength(Object.keys(permissions).length)
})

const member = (role: 'observer' | 'reviewer' | 'editor' | 'lead'): Standing =>
  ({ ...stranger, personId: 'p', member: { role, constituency: 'supplier', organisationId: 'o' } })
const standings: Record<string, Standing> = {
  anonymous: stranger, outsider: { ...stranger, personId: 'p' }, observer: member('observer'), reviewer: member('reviewer'), editor: member('editor'),
  lead: member('lead'), advisor: { ...stranger, personId: 'p', advisor: 'assigned' }, admin: { ...stranger, personId: 'p', admin: true },
}

test('mayIn grants what the cell says, for every action and role', () => {
  for (const action of Object.keys(permissions) as Action[]) for (const role of roles) {
    const standing = standings[role]!
    const held = rolesOf(standing)
    const expected = held.some((one) => ['Y', 'a'].includes(cellOf(action, one)))
    expect(mayIn(standing, action) === null, `${action} as ${role}`).toBe(expected)
    const helped = held.some((one) => ['Y', 'a', 'o', 'e', 's'].includes(cellOf(action, one)))
    expect(mayIn(standing, action, { own: true, elector: true, self: true }) === null, `${action} as ${role}, own`).toBe(helped)
  }
})

test('an advisor of another group gets only what every advisor gets', () => {
  const elsewhere: Standing = { ...stranger, personId: 'p', advisor: 'unassigned' }
  for (const action of Object.keys(permissions) as Action[]) {
    const granted = cellOf(action, 'advisor') === 'Y' || cellOf(action, 'outsider') === 'Y'
    expect(mayIn(elsewhere, action) === null, action).toBe(granted)
  }
})
