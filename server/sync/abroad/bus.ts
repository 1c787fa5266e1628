/** What a bus tells. */
export interface BusEars {
  heard(channel: string, message: Buffer): void
  /** Every channel that is listened to can be heard from now on; what was said before is lost. */
  up(): void
  down(why: string): void
}

/** Carries messages between processes, at most once, and on a channel in the order in which they were said. Keeps nothing for who is away. */
export interface Bus {
  readonly isUp: boolean
  start(ears: BusEars): void
  /** Lost while it is down. */
  say(channel: string, message: Buffer): void
  /** Resolves once everything said from then on is heard; while the bus is down at once, since `up` follows. */
  listen(channel: string): Promise<void>
  hush(channel: string): void
  /** For a line that is open and carries nothing: begins anew. */
  giveUp(why: string): void
  close(): Promise<void>
}
