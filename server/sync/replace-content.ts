import { randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { withUniqueIds } from '@/lib/document/ids'
import { checkStructure } from '@/lib/document/structure'
import type { DocumentJson } from '@/lib/document/types'
import { bindClients } from '@/lib/drafts/commands'
import { inTurn } from '@/lib/drafts/queries-abroad'
import { laneOfPerson } from '@/lib/drafts/queries'
import { textOf } from '@/lib/drafts/text'
import { refuse } from '@/lib/kernel/refusal'
import { ok, refused, type Result } from '@/lib/kernel/result'
import type { Line } from './line'
import { replacement } from './replace'
import type { Room } from './room'
import type { Rooms } from './rooms'

const nothing = new Uint8Array([0])

/** `ask` for any question; `turns` for the lock that lets one process write whole texts into a draft at a time. */
export interface Lines { readonly ask: Line; readonly turns: Line }

/** The server's own writing in somebody's name: through the room, like any edit, and done when it is durable. */
export async function replaceContent(
  lines: Lines, rooms: Rooms, standardId: string, personId: string, content: unknown, place: 'whole' | 'end' = 'whole',
): Promise<Result<void>> {
  const checked = checkStructure(content)
  if (!checked.ok) return checked
  const lane = await lines.ask.use(({ db }) => laneOfPerson(db, personId, standardId))
  if (lane === 'none') return refused(refuse('not-found'))
  if (lane !== 'write') return refused(refuse('editor-only'))
  const room = rooms.enter(standardId)
  try {
    await room.loaded
    return await write(lines, room, personId, (state) => (place === 'end' ? atEnd(state, checked.value) : withUniqueIds(checked.value)))
  } catch {
    return refused(refuse('unavailable'))
  } finally {
    room.endSoon()
  }
}

/** The text of a draft with more after it; an empty one is simply filled. */
function atEnd(state: Uint8Array, added: DocumentJson): DocumentJson {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const { content } = textOf(doc)
  doc.destroy()
  const isBlank = content.every((block) => block.type === 'paragraph' && !block.content?.length)
  return withUniqueIds({ type: 'doc', content: isBlank ? added.content : [...content, ...added.content] })
}

type Wanted = (state: Uint8Array) => DocumentJson

const updateFor = (state: Uint8Array, wanted: Wanted, clientId: number) => replacement(state, wanted(state), clientId)

async function write({ ask, turns }: Lines, room: Room, personId: string, wanted: Wanted): Promise<Result<void>> {
  const clientId = randomInt(2 ** 32)
  if (!room.draft) return refused(refuse('unavailable'))
  if (!updateFor(room.draft.lacking(nothing), wanted, clientId)) return ok(undefined)
  const foreign = await ask.use(({ db }) => bindClients(db, room.standardId, personId, [clientId]))
  if (foreign.length > 0) return refused(refuse('unavailable'))
  room.own(clientId, personId)
  return turns.use(({ db }) => inTurn(db, room.standardId, async () => {
    await room.caughtUp()
    const { draft } = room
    if (!draft) return refused(refuse('unavailable'))
    // Made again, and applied in the same turn of the event loop: others may have written meanwhile, at other processes too.
    const update = updateFor(draft.lacking(nothing), wanted, clientId)
    if (update) await room.write(update)
    return ok(undefined)
  }))
}
