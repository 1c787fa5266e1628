import { expect, test } from 'vitest'
import { defaultLimits } from './limits'
import { Line } from './line'
import { People } from './people'
import { Revocation } from './revocation'
import type { Rooms } from './rooms'

test('SY-12 a standing that a notice has overtaken while it was asked for is asked for again', async () => {
  const answers = [() => { revocation.heard('{"personId":"somebody"}'); return 'signed out' as const }, () => 'no such draft' as const]
  const doorkeeper = { admit: () => Promise.resolve(answers.shift()!()) }
  const revocation = new Revocation(doorkeeper, new Line('', 1, 1_000), new People(defaultLimits), { at: () => undefined } as unknown as Rooms)
  expect(await revocation.admit('token', 'standard')).toBe('no such draft')
})
