import { expect, test } from 'vitest'
import type { MemberRole, Standing } from '../groups/standing'
import { laneAt, laneOf } from './access'

const member = (role: MemberRole): Standing =>
  ({ personId: 'p', member: { role, constituency: 'supplier', organisationId: 'o' }, advisor: 'no', admin: false })
const outside = (rest: Partial<Standing>): Standing => ({ personId: 'p', member: null, advisor: 'no', admin: false, ...rest })

test('DR-2 the lane of each role', () => {
  expect((['observer', 'reviewer', 'editor', 'lead'] as const).map((role) => laneOf(member(role)))).toEqual(['read', 'comment', 'write', 'write'])
  expect(laneOf(outside({ advisor: 'assigned' }))).toBe('comment')
  expect(laneOf(outside({ advisor: 'unassigned' }))).toBe('none')
  expect(laneOf(outside({ admin: true }))).toBe('none')
  expect(laneOf(outside({}))).toBe('none')
  expect(laneOf(outside({ personId: null }))).toBe('none')
})

test('DR-2 an archived standard can only be read, by those who could open it', () => {
  const archived = { archivedAt: new Date() }
  expect(laneAt(member('lead'), archived)).toBe('read')
  expect(laneAt(outside({}), archived)).toBe('none')
})
