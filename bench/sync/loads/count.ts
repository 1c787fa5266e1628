import { pause } from '../client'
import type { Fleet } from '../fleet'
import type { Ground, Meter } from '../ground'

/** Counts what a fleet types for some seconds, and what the server used for it; then `stop` ends the typing. */
export async function count(ground: Ground, fleet: Fleet, seconds: number, stop: () => void): Promise<{ counted: number; used: Meter }> {
  fleet.startCounting()
  const done = await ground.meter()
  await pause(seconds * 1000)
  fleet.stopCounting()
  const { counted } = fleet
  stop()
  return { counted, used: await done() }
}
