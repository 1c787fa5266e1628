import type { Result } from '../kernel/result'
import type { Amendment } from './amendment'

/**
 * The only writer to a live draft is its room, in the sync server. Pages and commands reach it through here: the server puts itself
 * on the global object at start, because its bundle and the pages' bundle are two in one process. Only plain data crosses.
 */
export interface DraftRooms {
  /**
   * Makes the live text equal to `content` (ProseMirror JSON of a whole document) as minimal updates in the person's name. At `end`, puts
   * `content` after whatever stands there at that very moment, so that nothing written meanwhile is lost.
   */
  replaceContent(standardId: string, personId: string, content: unknown, place?: 'whole' | 'end'): Promise<Result<void>>
  /** Changes one block in the person's name, if it still says what they saw; in the same turn as others' edits, so that none of those is lost. */
  amend(standardId: string, personId: string, amendment: Amendment): Promise<Result<void>>
}

const shared = globalThis as { [key: symbol]: DraftRooms | undefined }
const slot = Symbol.for('accord.rooms')

export const provideRooms = (rooms: DraftRooms): void => { shared[slot] = rooms }

export function draftRooms(): DraftRooms {
  const rooms = shared[slot]
  if (!rooms) throw new Error('The sync server has not started in this process')
  return rooms
}
