import { Bucket } from './rate'
import type { Connection } from './connection'
import type { Limits } from './limits'

/** The open sockets by person, with the rate that all of a person's sockets share. */
export class People {
  readonly #sockets = new Map<string, Set<Connection>>()
  readonly #buckets = new Map<string, Bucket>()

  constructor(private readonly limits: Limits) {}

  add(connection: Connection): void {
    const { id } = connection.as!.person
    const sockets = this.#sockets.get(id) ?? new Set()
    this.#sockets.set(id, sockets.add(connection))
    const bucket = this.#buckets.get(id) ?? new Bucket(this.limits.personRate, Date.now())
    this.#buckets.set(id, bucket)
    connection.personBucket = bucket
  }

  remove(connection: Connection): void {
    const id = connection.as?.person.id
    const sockets = id === undefined ? undefined : this.#sockets.get(id)
    if (!sockets?.delete(connection) || sockets.size > 0) return
    this.#sockets.delete(id!)
    this.#buckets.delete(id!)
  }

  of(personId: string): Connection[] { return [...this.#sockets.get(personId) ?? []] }

  all(): Connection[] { return [...this.#sockets.values()].flatMap((sockets) => [...sockets]) }
}
