import type { Connection } from './connection'
import type { Room } from './room'

/** What stands at this moment, looked up when it is asked for. No text, and of people only how many. */
export interface Standing {
  readonly connections: readonly { readonly lane: 'read' | 'comment' | 'write'; readonly wire: 'websocket' | 'http'; readonly count: number }[]
  readonly drafts: readonly {
    readonly standardId: string
    readonly people: number
    readonly connections: number
    /** Messages that were received and are not durable yet. */
    readonly unsaved: number
    /** Updates made durable since the draft was opened here. */
    readonly updates: number
  }[]
  /** Bytes written to sockets that the network has not taken yet. */
  readonly buffered: number
}

export const nothingStands: Standing = { connections: [], drafts: [], buffered: 0 }

const lanes = ['read', 'comment', 'write'] as const
const wires = ['websocket', 'http'] as const

export function standingOf(connections: Iterable<Connection>, rooms: Iterable<Room>): Standing {
  const counts = new Map<string, number>()
  let buffered = 0
  for (const connection of connections) {
    buffered += connection.buffered
    if (connection.as) counts.set(`${connection.as.lane} ${connection.wire}`, (counts.get(`${connection.as.lane} ${connection.wire}`) ?? 0) + 1)
  }
  return {
    connections: lanes.flatMap((lane) => wires.map((wire) => ({ lane, wire, count: counts.get(`${lane} ${wire}`) ?? 0 }))),
    drafts: [...rooms].map((room) => ({
      standardId: room.standardId, people: new Set([...room.connections].map(({ as }) => as?.person.id)).size,
      connections: room.connections.size, unsaved: room.unsaved, updates: room.updates,
    })),
    buffered,
  }
}
