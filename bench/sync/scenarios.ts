import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { recordedTraces } from '../../tests/traces'

/** One line of the plan: a load with its numbers. */
export interface Scenario {
  readonly name: string
  readonly load: 'typing' | 'flood' | 'cold' | 'idle' | 'crash' | 'replay'
  readonly options?: Readonly<Record<string, number>>
  /** A recorded session's file. */
  readonly trace?: string
  /** Targets that cannot do it, or of which it would say nothing. */
  readonly without?: readonly string[]
}

const typing = (rooms: number, clients: number): Scenario => ({ name: `typing-${rooms}x${clients}`, load: 'typing', options: { rooms, clients } })
const forgetful = ['relay']

/** Sessions of real people, where this machine has them (`tests/traces.ts` says where it looks, and how they are written). */
const sessions = ['clownschool', 'rustcode', 'automerge-paper']

function recorded(folder: string | undefined): Map<string, string> {
  if (!folder) return new Map(recordedTraces().map(({ name, path }) => [name, path]))
  return new Map(sessions.map((name) => [name, join(folder, `${name}.ytrace.gz`)] as const).filter(([, path]) => existsSync(path)))
}

/** `traces`: another folder with recorded sessions. */
export function scenarios(traces?: string): Scenario[] {
  const found = recorded(traces)
  return [
    typing(1, 25), typing(1, 100), typing(20, 5), typing(100, 3),
    { name: 'flood-1x10', load: 'flood', options: { rooms: 1, clients: 10 } },
    { name: 'flood-50x2', load: 'flood', options: { rooms: 50, clients: 2 } },
    { name: 'cold', load: 'cold', without: forgetful },
    { name: 'crash', load: 'crash', without: forgetful },
    { name: 'idle-1000', load: 'idle', options: { connections: 1_000 } },
    { name: 'idle-5000', load: 'idle', options: { connections: 5_000 } },
    ...sessions.filter((name) => found.has(name)).map((name): Scenario => ({ name: `replay-${name}`, load: 'replay', trace: found.get(name)!, without: forgetful })),
  ]
}
