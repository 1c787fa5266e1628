import { goodSessions, hashOfToken } from '@/lib/auth/sessions'
import type { CloseReason } from '@/lib/drafts/close-codes'
import { type Admitted, type Connection } from './connection'
import type { Doorkeeper } from './doorkeeper'
import { noticeFrame } from './frames'
import type { Line } from './line'
import type { People } from './people'
import type { Rooms } from './rooms'

/** The channel on which PostgreSQL's triggers tell that access may have changed; payload `{ personId }` or `{ standardId }`. */
export const accessChannel = 'accord_access'

/** Takes a role away from sockets that are open. The database is asked again each time; nothing is derived from the notice itself. */
export class Revocation {
  #epoch = 0

  constructor(private readonly doorkeeper: Pick<Doorkeeper, 'admit'>, private readonly ask: Line, private readonly people: People, private readonly rooms: Rooms) {}

  /** Whether the socket may come in, by a standing that no notice has overtaken. */
  async admit(token: string, standardId: string): Promise<Admitted | CloseReason> {
    for (;;) {
      const epoch = this.#epoch
      const admitted = await this.doorkeeper.admit(token, standardId)
      if (epoch === this.#epoch) return admitted
    }
  }

  heard(payload: string): void {
    this.#epoch += 1
    const { personId, standardId } = JSON.parse(payload) as { personId?: string; standardId?: string }
    if (personId) for (const connection of this.people.of(personId)) void this.recheck(connection)
    if (standardId) for (const connection of this.rooms.at(standardId)?.connections ?? []) void this.recheck(connection)
  }

  /** After the line to the database was cut: what was missed is not known. */
  recheckAll(): void {
    this.#epoch += 1
    for (const connection of this.people.all()) void this.recheck(connection)
  }

  /** Until the answer is there, nothing that the socket sends is looked at. */
  async recheck(connection: Connection): Promise<void> {
    connection.hold()
    try {
      const admitted = await this.admit(connection.token, connection.standardId)
      if (connection.closed) return
      if (typeof admitted === 'string') return connection.close(admitted === 'no such draft' ? 'not allowed' : admitted, 'access was taken away')
      this.#apply(connection, admitted)
    } catch {
      connection.close('our fault')
    } finally {
      connection.release()
    }
  }

  #apply(connection: Connection, admitted: Admitted): void {
    const before = connection.as!
    connection.as = admitted
    if (before.lane === admitted.lane && before.frozen === admitted.frozen) return
    if (admitted.lane === 'read') this.rooms.at(connection.standardId)?.hush(connection)
    if (connection.saved) connection.write(noticeFrame({ kind: 'access' }))
  }

  /** Sessions that ran out: no trigger tells of those. */
  async sweep(): Promise<void> {
    const connections = this.people.all()
    if (connections.length === 0) return
    const good = await this.ask.use(({ db }) => goodSessions(db, [...new Set(connections.map((connection) => hashOfToken(connection.token)))]))
    for (const connection of connections) if (!good.has(hashOfToken(connection.token))) connection.close('signed out', 'the session has ended')
  }
}
