import { withUniqueIds } from '@/lib/document/ids'
import { checkStructure } from '@/lib/document/structure'
import { bindClients } from '@/lib/drafts/commands'
import { laneOfPerson } from '@/lib/drafts/queries'
import { refuse } from '@/lib/kernel/refusal'
import { ok, refused, type Result } from '@/lib/kernel/result'
import type { Line } from './line'
import { replacement } from './replace'
import type { Room } from './room'
import type { Rooms } from './rooms'

const nothing = new Uint8Array([0])

/** The server's own writing in somebody's name: through the room, like any edit, and done when it is durable. */
export async function replaceContent(ask: Line, rooms: Rooms, standardId: string, personId: string, content: unknown): Promise<Result<void>> {
  const checked = checkStructure(content)
  if (!checked.ok) return checked
  const lane = await ask.use(({ db }) => laneOfPerson(db, personId, standardId))
  if (lane === 'none') return refused(refuse('not-found'))
  if (lane !== 'write') return refused(refuse('editor-only'))
  const room = rooms.enter(standardId)
  try {
    await room.loaded
    return await write(ask, room, personId, withUniqueIds(checked.value))
  } catch {
    return refused(refuse('unavailable'))
  } finally {
    room.endSoon()
  }
}

async function write(ask: Line, room: Room, personId: string, content: Parameters<typeof replacement>[1]): Promise<Result<void>> {
  for (;;) {
    const before = room.draft
    if (!before) return refused(refuse('unavailable'))
    const vector = before.vector()
    const made = replacement(before.lacking(nothing), content)
    if (!made) return ok(undefined)
    await ask.use(({ db }) => bindClients(db, room.standardId, personId, [made.clientId]))
    // Somebody may have written while the client id was bound: then the least change is another one.
    const now = room.draft
    if (!now || now !== before || Buffer.compare(now.vector(), vector) !== 0) continue
    room.own(made.clientId, personId)
    const brought = now.apply(made.update)
    await new Promise<void>((resolve, reject) => {
      room.commit(brought, null, resolve)
      void room.quiet().then(() => { if (room.closed) reject(new Error('the room failed')) })
    })
    return ok(undefined)
  }
}
