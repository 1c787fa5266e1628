import { and, eq, gt, notInArray, or } from 'drizzle-orm'
import { people, standards, versions } from '@/drizzle/schema'
import type { Database } from '@/lib/db'
import { isConsultationSeeded, seedConsultation } from './consultation'
import { demoEmail, demoPeople } from './people'
import { seedPublished } from './published'
import { seedStandard } from './standard'
import { type SeedSettings, seedGroup, seedPeople } from './world'

const lastMinor = 3

/**
 * Fills an empty database with the demo world, through the app's own commands; leaves any other one alone. A fill that was cut short
 * goes on where it stopped. Needs the sync server: later versions of the text go through its room.
 */
export async function seedIfEmpty(on: Database, settings: SeedSettings): Promise<boolean> {
  if (await isInUse(on)) return false
  await seedPeople(on)
  const group = await seedGroup(on, settings)
  await seedPublished(on, settings)
  await seedConsultation(on, await seedStandard(on, group))
  return true
}

async function isInUse(on: Database): Promise<boolean> {
  const [stranger] = await on.select({ id: people.id }).from(people).where(notInArray(people.email, demoPeople.map(demoEmail))).limit(1)
  if (stranger) return true
  const [tagged] = await on.select({ id: standards.id }).from(versions).innerJoin(standards, eq(standards.id, versions.standardId))
    .where(and(eq(versions.major, 0), eq(versions.minor, lastMinor)))
  const [beyond] = await on.select({ id: versions.id }).from(versions).where(or(gt(versions.minor, lastMinor), gt(versions.major, 0))).limit(1)
  return beyond !== undefined || (tagged !== undefined && await isConsultationSeeded(on, tagged.id))
}
