import type { CopyDigest } from '@/lib/drafts/content-digest'
import type { Connection } from './connection'
import type { Draft, DraftParts } from './draft'
import { compareFrame, digestFrame } from './frames'
import { measures } from './measures'
import type { Digested } from './off-thread'

/** How long the thread rests after each digest, in times of what it took: all drafts together get a tenth of a core at most. */
const rest = 9

/** Copies of one draft that are told of, as long as it stays in memory: nobody fills the log. */
const mostKnown = 100

/** Gives digests of texts, made off the event loop, one at a time. */
export class Digester {
  #busy = false
  #until = 0

  constructor(private readonly make: (parts: DraftParts) => Promise<Digested>) {}

  free(now: number): boolean { return !this.#busy && now >= this.#until }

  async digest(parts: DraftParts): Promise<Digested> {
    this.#busy = true
    try {
      const made = await this.make(parts)
      this.#until = Date.now() + rest * made.ms
      return made
    } finally {
      this.#busy = false
    }
  }
}

/** What comparing needs of its room. */
export interface Compared {
  readonly standardId: string
  /** Null while it is not there. */
  readonly draft: Draft | null
  /** Of its messages, not durable yet. */
  readonly unsaved: number
  quiet(): Promise<void>
  /** Whatever is to be said by now is written. */
  flush(): void
}

export interface ComparePace {
  /** How often is looked whether it is time. */
  readonly look: number
  /** How long nothing was written before copies are compared; and the least, and where there is no such pause the most, between one comparison and the next. */
  readonly pause: number
  readonly least: number
  readonly most: number
  /** The digest of a very large text takes a page tens of milliseconds: between two lies at least so many times what it took here. */
  readonly seldom: number
}

/**
 * Lets the copies of a draft be compared with what is stored (SY-34): everybody is told “now” when all that is stored was said to them, takes the digest
 * of their copy at that point, and is told the server's as soon as a thread has made it. Nothing of it lies on the way of an edit.
 */
export class Comparison {
  readonly #untold = new Set<Connection>()
  readonly #all = new Set<Connection>()
  #round = 0
  #asking = false
  readonly #known = new Set<string>()
  /** When the last round began; what the text was then, and was when it was last looked at, and since when. */
  #at = -Infinity
  #seen = ''
  /** Milliseconds that the last digest took. */
  #took = 0
  #since = 0
  #said: { readonly state: string; readonly digest: CopyDigest } | null = null

  constructor(private readonly room: Compared, private readonly deps: {
    readonly digester: Digester
    readonly limits: { readonly compare: ComparePace }
    tell(level: 'warn', message: string, facts: object): void
  }) {}

  join(connection: Connection): void {
    if (!connection.compares) return
    this.#all.add(connection)
    this.#untold.add(connection)
  }

  leave(connection: Connection): void {
    this.#all.delete(connection)
    this.#untold.delete(connection)
  }

  /** Called now and then. */
  look(now: number): void {
    const { draft, unsaved } = this.room
    if (this.#all.size === 0 || !draft || this.#asking) return
    const { state } = draft
    if (state !== this.#seen) {
      this.#seen = state
      this.#since = now
    }
    if (state === this.#said?.state) {
      if (this.#untold.size > 0 && unsaved === 0) this.#tell(this.#said.digest)
      return
    }
    const { pause, least, most, seldom } = this.deps.limits.compare
    const passed = now - this.#at
    if (passed < Math.max(least, seldom * this.#took) || (now - this.#since < pause && passed < most) || !this.deps.digester.free(now)) return
    this.#asking = true
    void this.#ask().catch((error: unknown) => this.deps.tell('warn', 'copies of a draft could not be compared', {
      standardId: this.room.standardId, error: error instanceof Error ? error.message : String(error),
    })).finally(() => { this.#asking = false })
  }

  /** Nothing waits: what is here is what is stored, and all of it was said. */
  async #ask(): Promise<void> {
    await this.room.quiet()
    const { draft } = this.room
    if (!draft || this.room.unsaved > 0) return
    this.#at = Date.now()
    const { state } = draft
    const parts = draft.parts()
    const asked = this.#now(this.#all)
    const { digest, ms } = await this.deps.digester.digest(parts)
    this.#took = ms
    this.#said = { state, digest }
    measures.compared()
    const frame = digestFrame(this.#round, digest)
    for (const connection of asked) connection.write(frame)
  }

  #tell(digest: CopyDigest): void {
    const frame = digestFrame(this.#round + 1, digest)
    for (const connection of this.#now(this.#untold)) connection.write(frame)
  }

  #now(these: ReadonlySet<Connection>): Connection[] {
    this.#round += 1
    const asked = [...these]
    this.room.flush()
    const frame = compareFrame(this.#round)
    for (const connection of asked) {
      this.#untold.delete(connection)
      connection.write(frame)
    }
    return asked
  }

  /** Somebody's copy says something else; they load it anew. It may come twice: from the copy that is given up, and from the next. */
  astray(connection: Connection, round: number, theirs: string): void {
    const { person, lane } = connection.as!
    const known = `${person.id} ${round} ${theirs}`
    if (round > this.#round || this.#known.has(known) || this.#known.size >= mostKnown) return
    this.#known.add(known)
    measures.astray()
    this.deps.tell('warn', 'a copy of a draft had gone another way', {
      standardId: this.room.standardId, personId: person.id, lane, wire: connection.wire, round, theirs,
      stored: this.#said?.digest.text, generation: this.room.draft?.generation,
    })
  }
}
