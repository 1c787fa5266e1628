import { eq } from 'drizzle-orm'
import { notificationSettings } from '@/drizzle/schema'
import type { Reader } from '../db'
import { usualWishes, type Wishes } from './kinds'

/** How a person wants to be told by mail. Checks nobody. */
export async function wishesOf(on: Reader, personId: string): Promise<Wishes> {
  const [row] = await on.select({ needsMe: notificationSettings.needsMe, rest: notificationSettings.rest }).from(notificationSettings)
    .where(eq(notificationSettings.personId, personId))
  return row ?? usualWishes
}
