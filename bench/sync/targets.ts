import { join } from 'node:path'
import type { Address } from './client'

/** A server under test. */
export interface Target {
  readonly name: string
  /** As the table calls it. */
  readonly title: string
  readonly address: Omit<Address, 'port'>
  readonly ours: boolean
  readonly usesDatabase: boolean
  /** Milliseconds after the last edit until it is surely stored; null for one that stores nothing. */
  settles(load: string): number | null
  command(here: Here): { readonly words: readonly string[]; readonly env?: Readonly<Record<string, string>> }
}

export interface Here {
  readonly load: string
  /** Where bundles of our server and generator lie. */
  readonly built: string
  /** Where the peers are installed. */
  readonly peers: string
  /** A folder of this run's own. */
  readonly folder: string
}

const yWebsocket: Target['address'] = { wire: 'y-websocket', path: '/{room}', signedIn: false }
const keepsInLevel = (load: string): boolean => ['cold', 'crash', 'replay'].includes(load)

export const targets: readonly Target[] = [
  {
    name: 'ours', title: 'Accord', ours: true, usesDatabase: true,
    address: { wire: 'y-websocket', path: '/sync/{room}?schema=1&saved=1', signedIn: true },
    settles: () => 500,
    command: ({ built, load }) => ({ words: [process.execPath, join(built, 'serve.js')], env: { BENCH_LIFTED: ['flood', 'cold', 'replay'].includes(load) ? '1' : '0' } }),
  },
  {
    name: 'hocuspocus', title: 'Hocuspocus 4.7', ours: false, usesDatabase: true,
    address: { wire: 'hocuspocus', path: '/', signedIn: false },
    settles: () => 3_500,
    command: ({ peers }) => ({ words: [join(peers, 'node_modules', '.bin', 'node'), join(peers, 'hocuspocus.mjs')] }),
  },
  {
    // In memory, as it comes; with its own store where a restart is part of the load.
    name: 'y-websocket', title: 'y-websocket server 0.1', ours: false, usesDatabase: false,
    address: yWebsocket,
    // It writes each change by itself, long after it was sent on.
    settles: (load) => (load === 'replay' ? 6_000 : keepsInLevel(load) ? 1_500 : null),
    command: ({ peers, folder, load }) => ({
      words: [process.execPath, join(peers, 'node_modules', '@y', 'websocket-server', 'src', 'server.js')],
      env: { HOST: '127.0.0.1', ...(keepsInLevel(load) ? { YPERSISTENCE: join(folder, 'level') } : {}) },
    }),
  },
  {
    name: 'relay', title: 'bare ws relay', ours: false, usesDatabase: false,
    address: yWebsocket,
    settles: () => null,
    command: () => ({ words: [process.execPath, join(import.meta.dirname, 'relay.mjs')] }),
  },
]
