import { randomBytes } from 'node:crypto'
import { groupMembers, organisationMemberships } from '../../drizzle/schema'
import type { Database, Sql } from '../../lib/db'
import type { PersonActor } from '../../lib/kernel/actor'
import type { Limits } from '../../server/sync/limits'
import { makeGroup, makePerson } from '../group'
import { serveSync, signIn } from '../sync'
import { DatabaseLine } from './database-line'
import { Network } from './network'
import type { Post } from './peer'

/** Quick to try again, short to wait, soon to compact: so that a run meets what else takes hours. */
const limits: Partial<Limits> = { linger: 1, commitPauses: [1, 5, 20], compactAfter: { rows: 40, bytes: 1_000_000 }, sessionSweep: 300, drain: 300, patience: 4_000, compare: { look: 10, pause: 0, least: 0, most: 0, seldom: 0 } }

/** One life of a server: its way to the database, and the network that leads to it. */
interface Life extends Post { readonly database: DatabaseLine; close(): Promise<void> }

export interface Member { readonly person: PersonActor; readonly token: string }

/** A server that can be stopped, killed and cut off, on a database that others use too; and the people of one group. */
export class World {
  #life!: Life
  #ended: Promise<void>[] = []
  readonly writers: Member[] = []
  reader!: Member
  #group!: Awaited<ReturnType<typeof makeGroup>>

  private constructor(readonly db: Database, readonly sql: Sql, private readonly url: string) {}

  static async make(db: Database, sql: Sql, url: string): Promise<World> {
    const world = new World(db, sql, url)
    const group = world.#group = await makeGroup(db)
    for (const person of [group.lead, group.editor]) world.writers.push({ person, token: await signIn(db, person) })
    world.reader = { person: group.reviewer, token: await signIn(db, group.reviewer) }
    world.#life = await world.#begin()
    return world
  }

  get lead(): PersonActor { return this.#group.lead }
  get groupId(): string { return this.#group.group.id }
  get post(): Post { return this.#life }
  get database(): DatabaseLine { return this.#life.database }

  async #begin(): Promise<Life> {
    const database = await DatabaseLine.open(this.url)
    const served = await serveSync({ databaseUrl: database.url, limits })
    return { database, served, network: new Network(served.server), close: served.close }
  }

  /** In order: what was taken is stored and acknowledged. */
  async restart(): Promise<void> {
    this.database.hold(null)
    const before = this.#life
    await before.close()
    before.database.close()
    this.#life = await this.#begin()
  }

  /** As if the process were gone from one moment to the next: nothing that it still holds reaches anybody. */
  async kill(): Promise<void> {
    const before = this.#life
    before.network.cutAll()
    before.database.close()
    this.#ended.push(before.close())
    this.#life = await this.#begin()
  }

  /** Somebody who may write, for one run: their standing may be taken away. */
  async newcomer(): Promise<Member> {
    const person = await makePerson(this.db, `Newcomer ${randomBytes(3).toString('hex')}`)
    const { group, council } = this.#group
    await this.db.insert(organisationMemberships).values({ organisationId: council.id, personId: person.id, constituency: 'service team' })
    await this.db.insert(groupMembers).values({ groupId: group.id, personId: person.id, organisationId: council.id, constituency: 'service team', role: 'editor' })
    return { person, token: await signIn(this.db, person) }
  }

  async revoke(personId: string, how: 'lowered' | 'removed' | 'signed out'): Promise<void> {
    if (how === 'lowered') await this.sql`update group_members set role = 'observer' where person_id = ${personId}`
    else if (how === 'removed') await this.sql`update group_members set left_at = now() where person_id = ${personId}`
    else await this.sql`delete from sessions where person_id = ${personId}`
  }

  async close(): Promise<void> {
    this.database.hold(null)
    await this.#life.close()
    this.database.close()
    await Promise.all(this.#ended)
  }
}
