import { pause } from '../client'
import { Fleet } from '../fleet'
import { type Load, option } from '../ground'
import { count } from './count'

/** Everybody types five letters a second; each goes with a caret. */
export const typing: Load = async (ground) => {
  const [rooms, clients, seconds] = [option(ground, 'rooms', 1), option(ground, 'clients', 25), option(ground, 'seconds', 10)]
  const fleet = new Fleet(ground.address, { rooms, clients, carets: true, watched: clients > 30 ? 8 : Infinity })
  await fleet.connect()
  await pause(500)
  fleet.countSaved()
  const stop = fleet.startTyping(option(ground, 'perSecond', 5))
  await pause(option(ground, 'warm', 3) * 1000)
  const { counted, used } = await count(ground, fleet, seconds, stop)
  const missing = await fleet.missing(3_000)
  const [arrival, saved] = [fleet.arrival.figures(), fleet.saved.figures()]
  const broken = fleet.broken
  fleet.leave()
  return {
    rooms, clients, arrival, saved, missing, broken, carets: fleet.carets, perSecond: counted / used.ms * 1000,
    serverMicrosPerKey: used.serverMs * 1000 / counted, databaseMicrosPerKey: used.databaseMs * 1000 / counted, ...used,
  }
}
