import { expect, test } from 'vitest'
import { defaultLimits } from './limits'
import { Line } from './line'
import { People } from './people'
import { Revocation } from './revocation'
import type { Rooms } from './rooms'

/** A line whose answers are given by hand, one after another. */
class ToldLine extends Line {
  constructor(private readonly answers: (() => unknown)[]) { super('', 1, 1_000) }
  override use<T>(): Promise<T> { return Promise.resolve(this.answers.shift()!() as T) }
}

test('SY-12 a standing that a notice has overtaken while it was asked for is asked for again', async () => {
  const answers = [() => { revocation.heard('{"personId":"somebody"}'); return 'still a member' }, () => 'no such draft']
  const revocation = new Revocation(new ToldLine(answers), new People(defaultLimits), { at: () => undefined } as unknown as Rooms)
  expect(await revocation.admit('token', 'standard')).toBe('no such draft')
})
