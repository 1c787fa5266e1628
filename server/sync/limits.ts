import { defaultPace } from './abroad/pace'

const kib = 1024
const mib = 1024 * kib

/** What a socket, a person and a draft may ask of the server (trials.md). Times in milliseconds, sizes in bytes. */
export const defaultLimits = {
  message: 256 * kib,
  document: 10 * mib,
  awareness: 4 * kib,
  update: { structs: 20_000, clients: 1_000, deletions: 20_000, length: 4 * mib, depth: 64 },
  /** New client ids that one update may bind: somebody who was offline through many reloads needs a few. */
  newClients: 64,
  socketRate: { perSecond: 1_000, burst: 10_000 },
  personRate: { perSecond: 2_000, burst: 20_000 },
  /** Asking for the whole state costs the most. */
  syncRate: { perSecond: 1, burst: 20 },
  /** A socket that reads more slowly than it is sent to is closed beyond this, on top of what its first sync took. */
  buffered: 4 * mib,
  /** A socket is read no further while this much of what it sent is not yet durable. */
  unsaved: { messages: 1_000, bytes: 4 * mib },
  heartbeat: 12_000,
  sessionSweep: 4_000,
  /** An empty room stays this long, so that a reloaded page finds it warm. */
  linger: 5_000,
  /** How long a document of Yjs types stays in memory after something has needed it. */
  documentLinger: 20_000,
  /** How other server processes are followed (abroad/world.ts). */
  abroad: defaultPace,
  compactAfter: { rows: 2_000, bytes: 4 * mib },
  /** How long PostgreSQL may take to answer before a line to it counts as lost. */
  patience: 15_000,
  /** How long to wait before each further try of a commit whose line was lost. */
  commitPauses: [20, 200, 1_000],
  /** Commits on their way at once, and when to collect before one (log.ts). */
  pace: { inFlight: 3, collect: 6, drafts: 8, gather: 1, heard: 20_000 },
  /** When copies are compared with what is stored (compare.ts). */
  compare: { look: 1_000, pause: 2_000, least: 5_000, most: 8_000, seldom: 200 },
  /** What an orderly stop waits for commits and closing handshakes. */
  drain: 5_000,
}

export type Limits = typeof defaultLimits
