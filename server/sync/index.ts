import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { appendRows, bindClients, recordRefusedEdit } from '@/lib/drafts/commands'
import { loadDraft } from '@/lib/drafts/compaction-commands'
import type { CloseReason } from '@/lib/drafts/close-codes'
import { type DraftNotice, noticeChannel } from '@/lib/drafts/notice'
import { clientsOf } from '@/lib/drafts/queries'
import type { LoadedDraft } from '@/lib/drafts/replay'
import { provideRooms } from '@/lib/drafts/rooms'
import { schemaVersion } from '@/lib/document/version'
import { openLedger } from './abroad/ledger'
import { RedisBus } from './abroad/redis-bus'
import { World } from './abroad/world'
import { Digester } from './compare'
import { Connection } from './connection'
import { Doorkeeper, nobodys } from './doorkeeper'
import { Ear } from './ear'
import { type Asked, isOwnOrigin, readRequest } from './entrance'
import { defaultLimits, type Limits } from './limits'
import { Line, Lines, within } from './line'
import { DraftLog } from './log'
import { measures, type RefusedReason } from './measures'
import { compactOffThread, digestOffThread } from './off-thread'
import { People } from './people'
import { amend, replaceContent } from './replace-content'
import { accessChannel, Revocation } from './revocation'
import type { RoomDeps } from './room'
import { Rooms } from './rooms'
import { type Standing, standingOf } from './standing'
import { warm } from './warm'
import { DraftSocket, WebSocketWire } from './websocket-wire'
import type { Wire } from './wire'

export interface SyncDeps {
  readonly databaseUrl: string
  /** The public address: sockets are opened by its pages only, and its scheme names the session's cookie. */
  readonly publicUrl: string
  /** What is said between the server processes of this database: by Redis, sealed with a secret that all share. */
  readonly redis?: { readonly url: string; readonly secret: string } | undefined
  readonly tell?: RoomDeps['tell']
  readonly limits?: Partial<Limits>
}

export interface Sync {
  /** For every upgrade under `/sync/`. */
  readonly upgrade: (request: IncomingMessage, raw: Duplex, head: Buffer) => void
  /** Lets somebody in over any wire, once origin and path were looked at; who it is, and whether they may, is asked here. */
  readonly connect: (wire: Wire, asked: Asked) => void
  /** Stops reading, waits for what was received to be durable and acknowledged, then closes every socket with 1001. */
  close(): Promise<void>
  /** Whether drafts can be opened and edits stored just now. */
  ready(): boolean
  /** For measures. */
  standing(): Standing
}

/** Enough for each question to have been asked on each line. */
const warmRounds = 3

/** Serves the sockets of drafts (contract.md, “The socket”), and is the writer that `draftRooms()` reaches. */
export const startSync = (deps: SyncDeps): Sync => new SyncServer(deps)

class SyncServer implements Sync {
  readonly #limits: Limits
  readonly #tell: RoomDeps['tell']
  /** Some to write the log with, one for each commit on its way, and some to ask with. */
  readonly #writing: Lines
  readonly #asking: Line
  readonly #turns: Line
  readonly #log: DraftLog
  readonly #world: World
  readonly #rooms: Rooms
  readonly #people: People
  readonly #revocation: Revocation
  readonly #sockets: WebSocketServer
  readonly #connections = new Set<Connection>()
  readonly #timers: NodeJS.Timeout[]
  readonly #ear: Ear
  #closing = false

  constructor(private readonly deps: SyncDeps) {
    const { databaseUrl } = deps
    this.#limits = { ...defaultLimits, ...deps.limits }
    this.#tell = deps.tell ?? (() => {})
    this.#writing = new Lines(databaseUrl, this.#limits.pace.inFlight, this.#limits.patience)
    this.#asking = new Line(databaseUrl, 4, this.#limits.patience)
    this.#turns = new Line(databaseUrl, 1, this.#limits.patience)
    const ask = this.#asking
    this.#log = new DraftLog((rows) => this.#writing.use(({ sql }) => appendRows(sql, rows)), this.#limits.commitPauses, this.#limits.pace)
    this.#world = new World({
      ledger: openLedger(databaseUrl, this.#limits.patience), bus: deps.redis ? new RedisBus(deps.redis.url) : null,
      secret: deps.redis?.secret ?? '', tell: this.#tell, pace: this.#limits.abroad,
    })
    this.#rooms = new Rooms({
      abroad: this.#world, digester: new Digester(digestOffThread), limits: this.#limits, log: this.#log, tell: this.#tell,
      load: (id) => this.#load(id),
      bind: (standardId, personId, clientIds) => ask.use(({ db }) => bindClients(db, standardId, personId, clientIds)),
      refusedEdit: (person, where, lane, why) => void ask.use(({ db }) => recordRefusedEdit(db, person, where, lane, why))
        .catch((error: Error) => this.#tell('error', 'a refused edit could not be recorded', { ...where, error: error.message })),
    }, (standardId) => compactOffThread(databaseUrl, standardId))
    this.#people = new People(this.#limits)
    const door = new Doorkeeper((work) => ask.use(({ db }) => work(db)))
    this.#revocation = new Revocation(door, ask, this.#people, this.#rooms)
    this.#ear = new Ear(databaseUrl, {
      [accessChannel]: (payload) => this.#revocation.heard(payload),
      [noticeChannel]: (payload) => this.#notice(payload),
    }, () => this.#revocation.recheckAll(), this.#tell)
    this.#sockets = new WebSocketServer({
      noServer: true, maxPayload: this.#limits.message, perMessageDeflate: false, WebSocket: DraftSocket, clientTracking: false,
    })
    this.#timers = [
      setInterval(() => this.#heartbeat(), this.#limits.heartbeat),
      setInterval(() => this.#rooms.compactLong(), 1_000),
      setInterval(() => this.#rooms.compare(), this.#limits.compare.look),
      setInterval(() => void this.#sweep(), this.#limits.sessionSweep),
      setInterval(() => void this.#ear.check(), this.#limits.sessionSweep),
    ]
    for (const timer of this.#timers) timer.unref()
    const lines = { ask, turns: this.#turns }
    provideRooms({ replaceContent: (...edit) => replaceContent(lines, this.#rooms, ...edit), amend: (...edit) => amend(lines, this.#rooms, ...edit) })
    void this.#warm(door)
  }

  /** Whoever comes first after a start waits neither for lines to PostgreSQL to open nor for code that has never run. */
  async #warm(door: Doorkeeper): Promise<void> {
    try {
      await this.#writing.open()
      warm()
      for (let round = 0; round < warmRounds; round += 1) await Promise.all([door.admit('nobody', nobodys), this.#load(nobodys)])
    } catch (error) {
      if (!this.#closing) this.#tell('warn', 'PostgreSQL could not be reached at the start', { error: (error as Error).message })
    }
  }

  #load(standardId: string): Promise<{ stored: LoadedDraft; owners: Map<number, string> }> {
    return this.#asking.use(async ({ db }) => {
      const [stored, owners] = await Promise.all([loadDraft(db, standardId), clientsOf(db, standardId)])
      return { stored: this.#sayDamaged(standardId, stored), owners }
    })
  }

  /** The next sweep looks again; until then nobody is let in who was not before. */
  async #sweep(): Promise<void> {
    await this.#revocation.sweep().catch((error: Error) => this.#tell('warn', 'sessions could not be looked at again', { error: error.message }))
  }

  #sayDamaged(standardId: string, stored: LoadedDraft): LoadedDraft {
    for (const { what } of stored.damaged) this.#tell('error', 'part of a draft is damaged and was set aside', { standardId, what })
    return stored
  }

  #notice(payload: string): void {
    const { standardId, notice } = JSON.parse(payload) as { standardId: string; notice: DraftNotice }
    this.#rooms.at(standardId)?.notice(notice)
  }

  readonly upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    raw.on('error', () => {})
    const asked = readRequest(request, this.deps.publicUrl)
    if (!asked) return turnAway(raw, '404 Not Found')
    if (!isOwnOrigin(request.headers.origin, this.deps.publicUrl)) {
      measures.refused('origin')
      return turnAway(raw, '403 Forbidden')
    }
    if (this.#closing) return turnAway(raw, '503 Service Unavailable')
    this.#sockets.handleUpgrade(request, raw, head, (socket) => this.connect(new WebSocketWire(socket, raw), asked))
  }

  readonly connect = (wire: Wire, asked: Asked): void => {
    const connection = new Connection({ wire, token: asked.token, standardId: asked.standardId, saved: asked.saved, compares: asked.compares, limits: this.#limits })
    this.#connections.add(connection)
    connection.onClosed = () => {
      this.#connections.delete(connection)
      this.#people.remove(connection)
    }
    void this.#welcome(connection, asked)
  }

  /** The browser learns why it may not come in only from an open socket. */
  async #welcome(connection: Connection, asked: Asked): Promise<void> {
    try {
      const admitted = await this.#revocation.admit(asked.token, asked.standardId)
      if (typeof admitted === 'string') {
        measures.refused(whyNotIn[admitted] ?? 'draft')
        return connection.close(admitted)
      }
      // Somebody else has signed in since the page was opened: what it holds was written by the first.
      if (asked.as !== null && asked.as !== admitted.person.id) {
        measures.refused('session')
        return connection.close('signed out', 'another person is signed in')
      }
      if (asked.schema !== String(schemaVersion)) {
        measures.refused('schema')
        return connection.close('schema too old', 'reload the page')
      }
      if (connection.closed) return
      connection.as = admitted
      this.#people.add(connection)
      measures.connected()
      const room = this.#rooms.enter(asked.standardId)
      room.enter(connection)
      connection.release(room)
    } catch (error) {
      this.#tell('error', 'a socket could not be let in', { error: (error as Error).message })
      connection.close('our fault')
    }
  }

  #heartbeat(): void {
    for (const connection of this.#connections) if (!connection.heartbeat()) connection.terminate()
  }

  standing(): Standing { return standingOf(this.#connections, this.#rooms.all()) }

  ready(): boolean { return this.#ear.hears && !this.#closing }

  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    for (const timer of this.#timers) clearInterval(timer)
    const connections = [...this.#connections]
    for (const connection of connections) connection.hold()
    await within(this.#limits.drain, this.#log.drained())
    const gone = connections.map((connection) => {
      connection.close('going away', 'the server restarts')
      return connection.gone()
    })
    await within(this.#limits.drain, Promise.all(gone))
    for (const connection of connections) connection.terminate()
    await within(this.#limits.drain, this.#world.close())
    await within(this.#limits.drain, this.#rooms.compacted())
    await this.#ear.close()
    await Promise.all([this.#writing.close(), this.#asking.close(), this.#turns.close()])
  }
}

const whyNotIn: Partial<Record<CloseReason, RefusedReason>> = { 'signed out': 'session', 'no such draft': 'draft' }

function turnAway(raw: Duplex, status: string): void {
  raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
