import type { Presence } from '@/lib/drafts/messages'
import type { AwarenessEntry } from './frames'

/** A socket that may have a state here. */
export interface Holder { readonly presence: Presence }

/** `holder`: a socket, or the name of another process that has it. */
interface State<H> { clock: number; heard: number; json: string | null; holder: H | string; personId: string }

export type Heard =
  | { kind: 'say'; entry: AwarenessEntry }
  /** An echo, a repetition, or a state of the same person's other window: no news. */
  | { kind: 'nothing' }
  | { kind: 'too large' }
  /** A state in somebody else's name. */
  | { kind: 'spoofed' }

/** Clocks of states that ended are kept so that echoes of them are known for what they are. */
const departedKept = 1_000

const nothing: Heard = { kind: 'nothing' }

/**
 * Who is here: one state a socket. The server's clock, not the client's, goes out with a state, so that a new life of the server, or a socket
 * that comes back, is never older than what others heard before.
 */
export class AwarenessBook<H extends Holder> {
  readonly #states = new Map<number, State<H>>()
  readonly #ids = new Map<H, number>()

  /** `ownerOf`: to whom a client id is bound by what was written under it. */
  constructor(private readonly ownerOf: (clientId: number) => string | undefined, private readonly most: number, private readonly now = Date.now) {}

  hear(holder: H, entry: AwarenessEntry): Heard {
    const state = this.#states.get(entry.clientId)
    if (state?.holder === holder && this.#ids.get(holder) === entry.clientId) return this.#update(holder, state, entry)
    const owner = state && (state.json !== null || entry.clock <= state.clock) ? state.personId : this.ownerOf(entry.clientId)
    if (owner !== undefined && owner !== holder.presence.id) return state && entry.clock <= state.clock ? nothing : this.#stranger(entry)
    if (this.#ids.has(holder) || entry.json === 'null') return nothing
    return this.#claim(holder, state, entry)
  }

  /** Takes a socket's state away; what to tell the others, if anything. */
  leave(holder: H): AwarenessEntry | null {
    const clientId = this.#ids.get(holder)
    if (clientId === undefined) return null
    this.#ids.delete(holder)
    const state = this.#states.get(clientId)
    if (!state || state.holder !== holder || state.json === null) return null
    if (this.#states.size > departedKept) this.#forgetDeparted()
    return this.#set(clientId, state, null)
  }

  /** States at another process, in the names that their sessions have there; what of it is news. */
  see(origin: string, entries: readonly AwarenessEntry[]): AwarenessEntry[] {
    return entries.filter((entry) => {
      const state = this.#states.get(entry.clientId)
      const isGone = entry.json === 'null'
      if (state ? entry.clock <= state.clock || (isGone && state.holder !== origin) : isGone) return false
      const personId = isGone ? state!.personId : personOf(entry.json)
      if (personId === null || !this.#mayBe(personId, entry.clientId, state)) return false
      // Whoever had it here has come back there.
      if (state && typeof state.holder !== 'string') this.#ids.delete(state.holder)
      this.#states.set(entry.clientId, { clock: entry.clock, heard: entry.clock, json: isGone ? null : entry.json, holder: origin, personId })
      return true
    })
  }

  #mayBe(personId: string, clientId: number, state: State<H> | undefined): boolean {
    const owner = this.ownerOf(clientId) ?? (state && state.json !== null ? state.personId : personId)
    return owner === personId
  }

  /** That process is gone; what to tell of those who were there. */
  lost(origin: string): AwarenessEntry[] {
    if (this.#states.size > departedKept) this.#forgetDeparted()
    return [...this.#states].flatMap(([clientId, state]) => (state.holder === origin && state.json !== null ? [this.#set(clientId, state, null)] : []))
  }

  /** Every state but the holder's own. */
  present(except: H | null): AwarenessEntry[] {
    return [...this.#states].flatMap(([clientId, { clock, json, holder }]) => (json === null || holder === except ? [] : [{ clientId, clock, json }]))
  }

  #forgetDeparted(): void {
    for (const [clientId, state] of this.#states) if (state.json === null) this.#states.delete(clientId)
  }

  /** A state of nobody in particular that is only taken away may be an echo of one that ended here. */
  #stranger(entry: AwarenessEntry): Heard {
    return entry.json === 'null' ? nothing : { kind: 'spoofed' }
  }

  #update(holder: H, state: State<H>, entry: AwarenessEntry): Heard {
    const leaves = entry.json === 'null'
    if (entry.clock < state.heard || (entry.clock === state.heard && !(leaves && state.json !== null))) return nothing
    const stamped = leaves ? null : stamp(entry.json, holder.presence, this.most)
    if (typeof stamped === 'object' && stamped !== null) return stamped
    state.heard = entry.clock
    return { kind: 'say', entry: this.#set(entry.clientId, state, stamped) }
  }

  #claim(holder: H, before: State<H> | undefined, entry: AwarenessEntry): Heard {
    const stamped = stamp(entry.json, holder.presence, this.most)
    if (typeof stamped === 'object') return stamped
    if (before && typeof before.holder !== 'string') this.#ids.delete(before.holder)
    const state = { clock: before?.clock ?? 0, heard: entry.clock, json: null, holder, personId: holder.presence.id }
    this.#states.set(entry.clientId, state)
    this.#ids.set(holder, entry.clientId)
    return { kind: 'say', entry: this.#set(entry.clientId, state, stamped) }
  }

  #set(clientId: number, state: State<H>, json: string | null): AwarenessEntry {
    state.clock = Math.max(state.clock + 1, this.now())
    state.json = json
    return { clientId, clock: state.clock, json: json ?? 'null' }
  }
}

/** Who it is, by the word of the process that stamped it. */
function personOf(json: string): string | null {
  try {
    const state = JSON.parse(json) as { user?: { id?: unknown } } | null
    return typeof state?.user?.id === 'string' ? state.user.id : null
  } catch {
    return null
  }
}

/** The client's state with the server's word for who it is. */
function stamp(json: string, presence: Presence, most: number): string | Heard {
  if (Buffer.byteLength(json) > most) return { kind: 'too large' }
  try {
    const state: unknown = JSON.parse(json)
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return nothing
    return JSON.stringify({ ...state, user: presence })
  } catch {
    return nothing
  }
}
