import { expect, test } from 'vitest'
import { auditEvents, publications } from '@/drizzle/schema'
import { adoptersOf } from '@/lib/adoption/queries'
import type { Database } from '@/lib/db'
import { publishedVersion } from '@/lib/publication/queries'
import { testDatabase } from '@/tests/database'
import { seedPublished } from './published'
import { seedPeople } from './world'

const { db } = await testDatabase()
const settings = { publicUrl: 'http://accord.test' }
const cut = new Error('cut short')

/** Lets so many steps be taken, and no more. */
function stepsOf(on: Database, many: number): Database {
  let left = many
  return new Proxy(on, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function') return found
      return (...given: unknown[]) => {
        if (name === 'transaction' && left-- === 0) throw cut
        return Reflect.apply(found, target, given)
      }
    },
  })
}

test('the second group of the demo is filled to the end, however often that is cut short, and each step is taken once', async () => {
  await seedPeople(db)
  let runs = 0
  // One step, two, three, and again: one alone would for ever withdraw an invitation whose answer was cut off.
  for (let isDone = false; !isDone; runs += 1) {
    isDone = await seedPublished(stepsOf(db, 1 + runs % 3), settings).then(() => true, (error: unknown) => {
      if (error !== cut) throw error
      return false
    })
  }
  expect(runs).toBeGreaterThan(6)
  const published = (await publishedVersion(db, 'missed-bins-report-online'))!
  expect(published.label).toBe('v1.0')
  expect((await adoptersOf(db, published.standardId)).map((one) => one.organisation)).toEqual(['Harcastle Metropolitan Borough Council'])
  const steps = await db.$count(auditEvents)
  await seedPublished(db, settings)
  expect([await db.$count(publications), await db.$count(auditEvents)]).toEqual([1, steps])
})
