import type { Vital } from '../insight/pulse'
import type { Handler } from '../http'
import type { Upgrades } from '../upgrade'

export interface Pages {
  /** Gives them what they had to wait for, and comes back when they can answer. Rejects when they cannot be started. */
  serve(environment: Record<string, string>): Promise<void>
  readonly handle: Handler
  /** The framework's own reload socket, in development. */
  readonly reload: Upgrades | undefined
  /** How their process does, as it said last; null where they have none, or it has not said. */
  state(): { readonly vital: Vital | null; readonly restarts: number }
  close(): Promise<void>
}
