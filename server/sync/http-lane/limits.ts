/** What the doors of plain HTTP allow, beside the limits of every connection. Times in milliseconds, sizes in bytes. */
export const defaultLaneLimits = {
  /** One request may carry several messages, each within the limit of a message. */
  body: 512 * 1024,
  /** How long a request may take to arrive in full. */
  arriving: 30_000,
  /** Requests of one connection that are being read or wait for their turn: one, and its repetitions. */
  atOnce: 3,
  /** Connections of one session over plain HTTP. */
  perSession: 24,
  /** How long an empty poll is held. Proxies give up after 30 s at the earliest. */
  held: 20_000,
  /** A connection that polls ends when no poll comes for so long. */
  unasked: 15_000,
  /** How long an answer may take to reach a client that reads slowly, once the connection is closed. */
  ending: 5_000,
}

export type LaneLimits = typeof defaultLaneLimits
