import { deepStrictEqual, ok } from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { compactDraft } from '../../lib/drafts/compaction-commands'
import { storedDraft } from '../../lib/drafts/queries'
import { hasPending, replay } from '../../lib/drafts/replay'
import { textOf } from '../../lib/drafts/text'
import { checkStructure } from '../../lib/document/structure'
import type { DocumentJson } from '../../lib/document/types'
import { tagVersion } from '../../lib/versions/commands'
import { contentOf } from '../../lib/versions/queries'
import { seeded } from '../seed'
import { makeDraft, until } from '../sync'
import { type Chance, edit, rendered, write } from './edits'
import { FuzzPeer, holds } from './peer'
import type { Member, World } from './world'

const turn = () => new Promise(setImmediate)

/** One run: a draft, some people, and whatever happens to them. */
export class Play {
  readonly peers: FuzzPeer[] = []
  /** Those whose standing was taken away in the run. */
  readonly gone: FuzzPeer[] = []
  #id = ''
  #stage = 'the play'
  #apart: string[] = []
  readonly #chance: Chance
  #newcomer: Member | null = null

  constructor(private readonly world: World, seed: number) { this.#chance = seeded('room', seed) }

  async run(): Promise<void> {
    const { world } = this
    const chance = this.#chance
    this.#id = await makeDraft(world.db, world.lead, world.groupId)
    for (let n = 2 + chance.below(5); n > 0; n -= 1) this.#join(chance.pick(world.writers))
    if (chance.below(3) === 0) this.#join(this.#newcomer = await world.newcomer())
    for (let step = 20 + chance.below(40); step > 0; step -= 1) await this.#step()
    await this.#converge()
    await this.#endsWell()
    for (const peer of this.peers) peer.hangUp(false)
  }

  #join({ person, token }: Member): FuzzPeer {
    const peer = new FuzzPeer(this.world.post, this.#id, token, person.id)
    this.peers.push(peer)
    return peer
  }

  async #step(): Promise<void> {
    const chance = this.#chance
    const peer = chance.pick(this.peers)
    const kind = chance.below(40)
    if (kind < 20) edit(peer.doc, chance)
    else if (kind < 22) peer.undo.undo()
    else if (kind === 22) peer.undo.redo()
    else if (kind < 25) peer.wave()
    else if (kind < 29) { if (!peer.socket) peer.dial(this.world.post) }
    else if (kind === 29) peer.hangUp(chance.below(2) === 0)
    else if (kind < 32) { if (peer.line) peer.line.held = true }
    else if (kind === 32) peer.line?.release()
    else if (kind === 33) await this.#letSettle()
    else await this.#disturb(kind)
    if (chance.below(3) === 0) await turn()
  }

  async #disturb(kind: number): Promise<void> {
    const { world } = this
    const chance = this.#chance
    if (kind === 34) await compactDraft(world.db, this.#id)
    else if (kind === 35) world.database.hold(chance.pick(['questions', 'answers', null]))
    else if (kind === 36) world.database.cut()
    else if (kind === 37 && chance.below(2) === 0) await (chance.below(2) === 0 ? world.restart() : this.#kill())
    else if (kind === 38) await this.#tag()
    else if (kind === 39 && this.#newcomer) await this.#revoke(this.#newcomer)
  }

  /** Straight after it, the database holds whatever anybody was promised or shown. */
  async #kill(): Promise<void> {
    await this.world.kill()
    await this.#audit()
  }

  async #tag(): Promise<void> {
    await tagVersion(this.world.db, this.world.lead, { standardId: this.#id, note: 'As it stands now' })
  }

  async #audit(): Promise<Y.Doc> {
    const said = [...this.peers, ...this.gone].map((peer) => [peer.promised.splice(0), peer.shown.splice(0)] as const)
    const stored = replay(await storedDraft(this.world.db, this.#id))
    const lost = (updates: Uint8Array[]) => updates.filter((update) => !holds(stored, update)).length
    deepStrictEqual(said.map(([promised, shown]) => [lost(promised), lost(shown)]), said.map(() => [0, 0]), 'lost of what was promised, and of what was shown')
    return stored
  }

  async #letSettle(): Promise<void> {
    this.world.database.hold(null)
    for (const peer of this.peers) peer.line?.release()
    await until(() => this.peers.every((peer) => !peer.socket || peer.settled))
  }

  /** Once the server knows, and the peer may know, nothing more of theirs is taken. */
  async #revoke(member: Member): Promise<void> {
    this.#newcomer = null
    await this.#letSettle()
    const theirs = this.peers.filter((peer) => peer.person === member.person.id)
    const how = this.#chance.pick(['lowered', 'removed', 'signed out'] as const)
    await this.world.revoke(member.person.id, how)
    await until(() => theirs.every((peer) => !peer.socket || peer.told))
    for (const peer of theirs) {
      this.peers.splice(this.peers.indexOf(peer), 1)
      this.gone.push(peer)
      peer.revokedAt = Y.getState(peer.doc.store, peer.doc.clientID)
      for (let n = 0; n < 3; n += 1) edit(peer.doc, this.#chance)
      if (!peer.socket) peer.dial(this.world.post)
    }
  }

  /** Whoever was cut off, be it late by something that happened before, comes back. False while somebody is still on the way. */
  #allBack(): boolean {
    for (const peer of this.peers) {
      peer.line?.release()
      if (!peer.socket) peer.dial(this.world.post)
    }
    return this.peers.every((peer) => peer.synced)
  }

  async #converge(): Promise<void> {
    this.world.database.hold(null)
    await until(() => this.#allBack() && this.peers.every((peer) => peer.settled))
    const late = this.#join(this.world.reader)
    await until(() => this.#allBack() && late.synced)
    const stored = await this.#agree('the end')
    for (const peer of this.peers) ok(!hasPending(peer.doc), 'something waits for what is not there')
    for (const peer of this.peers) ok(Y.getState(stored.store, peer.doc.clientID) === peer.own, 'something of a peer’s own is not stored')
    for (const peer of this.gone) ok(Y.getState(stored.store, peer.doc.clientID) <= peer.revokedAt!, 'written after the standing was taken away')
  }

  /** Everybody has what the database has. What Yjs tidies away by itself is on its way for a moment. */
  async #agree(when: string): Promise<Y.Doc> {
    this.#stage = when
    let stored = await this.#audit()
    await until(async () => {
      this.#apart = this.peers.map((peer) => differences(peer.doc, stored))
      if (this.#allBack() && this.#apart.every((each) => each === '')) return true
      stored = await this.#audit()
      return false
    })
    return stored
  }

  /** An editor that opens the text finds one that may be tagged; what it shows is what everybody has; who is here is who is here. */
  async #endsWell(): Promise<void> {
    const [first] = this.peers
    write(first!.doc, rendered(first!.doc).doc)
    await until(() => this.#allBack() && first!.settled)
    const stored = await this.#agree('an editor opened it')
    sound(textOf(stored))
    await this.#seeEachOther()
    deepStrictEqual([...this.peers, ...this.gone].flatMap((peer) => peer.astray), [], 'found to say something else than what is stored')
    const tagged = await this.world.sql<{ canonical: string }[]>`select canonical from versions where standard_id = ${this.#id}`
    for (const { canonical } of tagged) sound(contentOf(canonical))
  }

  /** Everybody sees all others, each in the name of their session, and nobody who is gone. */
  async #seeEachOther(): Promise<void> {
    this.#stage = 'who is here'
    const writers = this.peers.filter((peer) => peer.token !== this.world.reader.token)
    const others = (peer: FuzzPeer) => writers.filter((each) => each !== peer).map((each) => `${each.doc.clientID} ${each.person}`).sort()
    await until(() => {
      if (!this.#allBack()) return false
      for (const peer of writers) if (!peer.waved) peer.wave()
      return this.peers.every((peer) => isDeepStrictEqual(peer.others, others(peer)))
    })
  }

  get compared(): number { return [...this.peers, ...this.gone].reduce((sum, peer) => sum + peer.compared, 0) }

  /** For a run that failed: where everybody stands. */
  get state(): string {
    return `at ${this.#stage}\n${this.#apart.join('\n')}\n` + JSON.stringify(this.peers.map((peer) => ({
      connected: peer.socket !== null, held: peer.line?.held, synced: peer.synced, own: peer.own, durable: peer.durable, codes: peer.codes,
      others: peer.others, text: peer.doc.getXmlFragment('document').toString().slice(0, 400),
    })), null, 1)
  }
}

function sound(text: DocumentJson): void {
  const checked = checkStructure(text)
  if (!checked.ok) throw new Error(`${checked.refusal.message} ${JSON.stringify(text)}`)
}

/** Text, state vector and what is deleted: '' when they are the same. */
function differences(one: Y.Doc, other: Y.Doc): string {
  const [ours, theirs] = [Y.snapshot(one), Y.snapshot(other)]
  if (!Y.equalSnapshots(ours, theirs)) return `${inWords(ours)} ≠ ${inWords(theirs)}`
  const [said, meant] = [textOf(one), textOf(other)].map((text) => JSON.stringify(text))
  if (said === meant) return ''
  const at = [...said!].findIndex((letter, index) => letter !== [...meant!][index])
  return `the same structs, another text: …${said!.slice(Math.max(0, at - 150), at + 100)}… ≠ …${meant!.slice(Math.max(0, at - 150), at + 100)}…`
}

const inWords = ({ sv, ds }: Y.Snapshot): string => `${JSON.stringify([...sv].sort())} without ${JSON.stringify([...ds.clients].sort().map(([client, ranges]) => [client, ...ranges.map(({ clock, len }) => `${clock}+${len}`)]))}`
