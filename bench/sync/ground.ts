import type { Address } from './client'

/** What the server under test and its database have used up to a moment. */
export interface Stand { readonly at: number; readonly cpuMs: number; readonly databaseMs: number; readonly memory: number; readonly overflows: number }

export interface Meter {
  readonly ms: number
  readonly serverMs: number
  readonly databaseMs: number
  /** Shares of one core. */
  readonly serverCpu: number
  readonly generatorCpu: number
  /** Resident bytes of the server, at the end. */
  readonly memory: number
}

/** What a load is told. */
export interface Task {
  readonly load: string
  readonly options: Readonly<Record<string, number>>
  readonly address: Address
  /** Whether a document can be there after a restart. */
  readonly durable: boolean
  /** Milliseconds after the last edit until it is surely stored. */
  readonly settles: number
  /** The recorded session to replay. */
  readonly trace: string | null
}

/** What it works with: the server is held by another process. */
export interface Ground extends Task {
  readonly server: {
    stand(): Promise<Stand>
    kill(): Promise<void>
    stop(): Promise<void>
    start(): Promise<void>
  }
  /** Begins to measure; what it answers ends it. */
  meter(): Promise<() => Promise<Meter>>
}

export type Figures = Readonly<Record<string, unknown>>
export type Load = (ground: Ground) => Promise<Figures>

/** An option that has a default. */
export const option = ({ options }: Task, name: string, otherwise: number): number => options[name] ?? otherwise
