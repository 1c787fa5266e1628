import { randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { withUniqueIds } from '@/lib/document/ids'
import { checkStructure } from '@/lib/document/structure'
import type { DocumentJson } from '@/lib/document/types'
import type { Amendment } from '@/lib/drafts/amendment'
import { bindClients } from '@/lib/drafts/commands'
import { inTurn } from '@/lib/drafts/queries-abroad'
import { laneOfPerson } from '@/lib/drafts/queries'
import { textOf } from '@/lib/drafts/text'
import { refuse } from '@/lib/kernel/refusal'
import { ok, refused, type Result } from '@/lib/kernel/result'
import type { Line } from './line'
import { amending, replacement } from './replace'
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
  return inRoom(lines, rooms, standardId, personId, (state, clientId) =>
    ok(replacement(state, place === 'end' ? atEnd(state, checked.value) : withUniqueIds(checked.value), clientId)))
}

/** One block, in somebody's name, in the same turn of the event loop as the look at how it stands. */
export async function amend(lines: Lines, rooms: Rooms, standardId: string, personId: string, amendment: Amendment): Promise<Result<void>> {
  const checked = 'block' in amendment ? checkStructure({ type: 'doc', content: [amendment.block] }) : ok(undefined)
  return checked.ok ? inRoom(lines, rooms, standardId, personId, (state, clientId) => amending(state, amendment, clientId)) : checked
}

/** The update to write, made from the draft as it stands; null when there is nothing to write. */
type UpdateFor = (state: Uint8Array, clientId: number) => Result<Uint8Array | null>

async function inRoom(lines: Lines, rooms: Rooms, standardId: string, personId: string, updateFor: UpdateFor): Promise<Result<void>> {
  const lane = await lines.ask.use(({ db }) => laneOfPerson(db, personId, standardId))
  if (lane === 'none') return refused(refuse('not-found'))
  if (lane !== 'write') return refused(refuse('editor-only'))
  const room = rooms.enter(standardId)
  try {
    await room.loaded
    return await write(lines, room, personId, updateFor)
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

async function write({ ask, turns }: Lines, room: Room, personId: string, updateFor: UpdateFor): Promise<Result<void>> {
  const clientId = randomInt(2 ** 32)
  if (!room.draft) return refused(refuse('unavailable'))
  const first = updateFor(room.draft.lacking(nothing), clientId)
  if (!first.ok || !first.value) return first.ok ? ok(undefined) : first
  const foreign = await ask.use(({ db }) => bindClients(db, room.standardId, personId, [clientId]))
  if (foreign.length > 0) return refused(refuse('unavailable'))
  room.own(clientId, personId)
  return turns.use(({ db }) => inTurn(db, room.standardId, async () => {
    await room.caughtUp()
    const { draft } = room
    if (!draft) return refused(refuse('unavailable'))
    // Made again, and applied in the same turn of the event loop: others may have written meanwhile, at other processes too.
    const update = updateFor(draft.lacking(nothing), clientId)
    if (!update.ok) return update
    if (update.value) await room.write(update.value)
    return ok(undefined)
  }))
}
