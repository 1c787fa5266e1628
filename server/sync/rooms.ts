import type { Compacted } from '@/lib/drafts/compaction-commands'
import { within } from './line'
import { measures } from './measures'
import { Room, type RoomDeps } from './room'

/** Milliseconds that somebody who opens a draft waits at most until it is compacted. */
const longest = 3_000

/** The live drafts of this process: one room each, opened by the first who needs it. */
export class Rooms {
  readonly #rooms = new Map<string, Room>()
  readonly #deps: RoomDeps
  #compacting: Promise<void> = Promise.resolve()
  #queued = new Set<string>()

  constructor(deps: Omit<RoomDeps, 'ended' | 'shorten'>, private readonly compact: (standardId: string) => Promise<Compacted | null>) {
    this.#deps = { ...deps, ended: (room) => this.#ended(room), shorten: (room) => this.#shorten(room) }
  }

  at(standardId: string): Room | undefined { return this.#rooms.get(standardId) }

  all(): Iterable<Room> { return this.#rooms.values() }

  /** The room of a draft, perhaps still loading. */
  enter(standardId: string): Room {
    const there = this.#rooms.get(standardId)
    if (there) return there
    const room = new Room(standardId, this.#deps)
    this.#rooms.set(standardId, room)
    return room
  }

  #ended(room: Room): void {
    if (this.#rooms.get(room.standardId) === room) this.#rooms.delete(room.standardId)
    // A draft that is put away is left short, so that it opens fast.
    if (room.tail.updates > this.#deps.limits.compactAfter.rows / 10) this.#compactSoon(room)
  }

  /** Called now and then: replay is kept off the path of any request. */
  compactLong(): void {
    const { rows, bytes } = this.#deps.limits.compactAfter
    const now = Date.now()
    for (const room of this.#rooms.values()) {
      room.rest(now)
      const { tail } = room
      if (tail.updates > rows || tail.bytes > bytes) this.#compactSoon(room)
    }
  }

  /** Called now and then. */
  compare(): void {
    const now = Date.now()
    for (const room of this.#rooms.values()) room.comparison.look(now)
  }

  async #shorten(room: Room): Promise<void> {
    // One that is under way may have begun before most of it came.
    for (let tried = 0; tried < 2 && room.isLong; tried += 1) {
      this.#compactSoon(room)
      await within(longest, this.#compacting)
    }
  }

  /** One after another; what is compacted stands in the place of its rows in memory as well. */
  #compactSoon(room: Room): void {
    const { standardId } = room
    if (this.#queued.has(standardId)) return
    this.#queued.add(standardId)
    this.#compacting = this.#compacting.then(async () => {
      const from = performance.now()
      const compacted = await this.compact(standardId).finally(() => this.#queued.delete(standardId))
      // Null: another process was quicker, and what it made is to be had.
      if (compacted) this.at(standardId)?.rebase(compacted, new Set(compacted.held))
      else await this.at(standardId)?.caughtUp()
      measures.compacted(performance.now() - from)
    }).catch((error: unknown) => this.#deps.tell('error', 'a draft could not be compacted', { standardId, error: (error as Error).message }))
  }

  compacted(): Promise<void> { return this.#compacting }
}
