import * as Y from 'yjs'
import { Client, connectAll, pause } from '../client'
import { every, Fleet } from '../fleet'
import { type Load, option } from '../ground'

/** `kill -9` amid steady typing, in several rooms that began at different times; then a newcomer looks what is still there. */
export const crash: Load = async (ground) => {
  const [rooms, clients, perSecond] = [option(ground, 'rooms', 4), option(ground, 'clients', 3), option(ground, 'perSecond', 20)]
  const fleet = new Fleet(ground.address, { rooms, clients })
  const heard = new Map<number, number>()
  fleet.onHeard = ({ id }, upto) => { if (upto > (heard.get(id) ?? 0)) heard.set(id, upto) }
  await fleet.connect()
  await pause(400)
  fleet.countSaved()
  const began = performance.now()
  for (const [place, room] of fleet.rooms.entries()) for (const member of room.members) member.due = began + place * option(ground, 'apart', 2.3) * 1000
  const stop = every(() => {
    for (const member of fleet.members) {
      for (const now = performance.now(); member.due <= now; member.due += 1000 / perSecond) fleet.type(member)
    }
  }, 2)
  await pause(option(ground, 'after', 10) * 1000)
  const killed = performance.now()
  await ground.server.kill()
  stop()
  await pause(100)
  fleet.leave()
  await ground.server.start()
  await pause(300)
  const kept = await look(fleet, ground.address)
  let [lostHeard, lostSaved, lostSeconds] = [0, 0, 0]
  for (const member of fleet.members) {
    const has = kept.get(member.id) ?? 0
    const saved = Math.min(member.client.savedCount - member.savedBefore, member.clock)
    lostHeard += Math.max(0, (heard.get(member.id) ?? 0) - has)
    lostSaved += Math.max(0, saved - has)
    if (Math.max(saved, heard.get(member.id) ?? 0) > has) lostSeconds = Math.max(lostSeconds, (killed - member.typedAt[has]!) / 1000)
  }
  return { typed: fleet.typed, heard: [...heard.values()].reduce((sum, upto) => sum + upto, 0), lostHeard, lostSaved, lostSeconds }
}

/** How far each client's letters are there for somebody new. */
async function look(fleet: Fleet, address: Client['address']): Promise<Map<number, number>> {
  const docs = fleet.rooms.map(() => new Y.Doc())
  const newcomers = fleet.rooms.map((room, index) => new Client(address, room.members[0]!.client.room, index, { doc: docs[index]! }))
  await connectAll(newcomers)
  await pause(1_500)
  for (const newcomer of newcomers) newcomer.leave()
  return new Map(docs.flatMap((doc) => [...Y.decodeStateVector(Y.encodeStateVector(doc))]))
}
