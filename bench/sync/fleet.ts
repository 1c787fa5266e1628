import { type Address, Client, connectAll, roomName, until } from './client'
import { Histogram } from './histogram'
import { caretState, presenceBody, reachOf, typedUpdate } from './updates'
import { heard } from './web-socket'

export interface Shape {
  readonly rooms: number
  readonly clients: number
  /** Carets go with keystrokes. */
  readonly carets?: boolean
  /** The first room's number: fleets after one another on one server take rooms of their own. */
  readonly from?: number
  /** Clients of a room that are read at once, and measured; the others are read every 20 ms, and would tell of that. */
  readonly watched?: number
}

/** A client with what it typed and heard. */
class Member {
  clock = 0
  caretClock = 1
  readonly typedAt: number[] = []
  due = 0
  /** Up to which clock it has what each other member of its room typed. */
  readonly has: number[] = []
  savedSeen = 0
  savedBefore = 0
  client!: Client

  constructor(readonly id: number, readonly place: number, readonly watched: boolean) {}
}

interface Room { readonly members: Member[]; readonly byId: Map<number, Member> }

/** Client ids as long as real ones: five bytes. */
const firstId = 2 ** 31 + 1_000_003

/** Rooms full of clients, and an exact account of who got which keystroke when. */
export class Fleet {
  readonly rooms: Room[] = []
  readonly members: Member[] = []
  readonly clients: Client[] = []
  /** Keystroke → at another client. */
  arrival = new Histogram()
  /** Keystroke → said to be saved. */
  saved = new Histogram()
  typed = 0
  delivered = 0
  carets = 0
  #from = 0
  #to = Infinity
  #typedBefore = 0
  /** Called with whatever another member has got. */
  onHeard: (of: Member, upto: number) => void = () => {}
  broken: string | null = null

  constructor(address: Address, private readonly shape: Shape) {
    for (let at = 0; at < shape.rooms; at++) this.#addRoom(address, roomName((shape.from ?? 0) + at))
  }

  #addRoom(address: Address, name: string): void {
    const room: Room = { members: [], byId: new Map() }
    this.rooms.push(room)
    for (let place = 0; place < this.shape.clients; place++) {
      const number = this.members.length
      const watched = place < (this.shape.watched ?? Infinity)
      const member = new Member(firstId + number * 7919, place, watched)
      member.client = new Client(address, name, number, {
        ...(this.shape.carets ? { greeting: presenceBody(member.id, 1, caretState(member.id, 0)) } : {}),
        ...(watched ? {} : { lazily: 20 }),
        update: (bytes, from, to) => this.#heard(room, member, bytes, from, to),
        step2: (bytes, from, to) => this.#heard(room, member, bytes, from, to),
        presence: () => { this.carets += 1 },
        saved: () => this.#saved(member),
        closed: (said) => { this.broken ??= said },
      })
      room.members.push(member)
      room.byId.set(member.id, member)
      this.members.push(member)
      this.clients.push(member.client)
    }
  }

  async connect(): Promise<void> { await connectAll(this.clients) }

  #heard(room: Room, by: Member, bytes: Buffer, from: number, to: number): void {
    reachOf(bytes, from, to, (id, first, upto) => {
      const of = room.byId.get(id)
      if (!of || of === by) return
      const known = by.has[of.place] ?? 0
      if (upto <= known) return
      by.has[of.place] = upto
      for (let clock = Math.max(first, known); clock < upto; clock++) {
        const at = of.typedAt[clock]!
        if (at < this.#from || at >= this.#to) continue
        this.delivered += 1
        if (by.watched) this.arrival.add(heard.at - at)
      }
      this.onHeard(of, upto)
    })
  }

  #saved(member: Member): void {
    for (const upto = member.client.savedCount - member.savedBefore; member.savedSeen < upto; member.savedSeen++) {
      const at = member.typedAt[member.savedSeen]
      if (member.watched && at !== undefined && at >= this.#from && at < this.#to) this.saved.add(heard.at - at)
    }
  }

  /** To be called when all is quiet after `connect`: from here the n-th “saved” of a client is for its n-th keystroke. */
  countSaved(): void { for (const member of this.members) member.savedBefore = member.client.savedCount }

  type(member: Member, count = 1): void {
    const now = performance.now()
    const messages: Buffer[] = []
    for (let each = 0; each < count; each++) {
      const clock = member.clock++
      member.typedAt.push(now)
      messages.push(member.client.wire.update(typedUpdate(member.id, clock, 97 + (clock * 7 + member.place) % 26)))
    }
    this.typed += count
    if (this.shape.carets) messages.push(member.client.wire.presence(presenceBody(member.id, ++member.caretClock, caretState(member.id, member.clock - 1))))
    member.client.send(messages)
  }

  /** Each types so many letters a second, at uneven gaps, until stopped. */
  startTyping(perSecond: number): () => void {
    const gap = 1000 / perSecond
    const began = performance.now()
    for (const member of this.members) member.due = began + Math.random() * gap
    return every(() => {
      const now = performance.now()
      for (const member of this.members) {
        if (member.due > now) continue
        this.type(member)
        member.due = Math.max(member.due + gap * (0.5 + Math.random()), now)
      }
    })
  }

  /** So many a second in all, whether or not they arrive. */
  startFlood(perSecond: number): () => void {
    const began = performance.now()
    let [sent, turn] = [0, 0]
    return every(() => {
      let due = Math.floor((performance.now() - began) / 1000 * perSecond) - sent
      sent += Math.max(0, due)
      const each = Math.floor(due / this.members.length)
      if (each > 0) for (const member of this.members) this.type(member, each)
      for (due -= Math.max(0, each) * this.members.length; due > 0; due--) this.type(this.members[turn++ % this.members.length]!)
    })
  }

  /** From now on keystrokes count. */
  startCounting(): void {
    this.arrival = new Histogram()
    this.saved = new Histogram()
    this.delivered = 0
    this.carets = 0
    this.#from = performance.now()
    this.#to = Infinity
    this.#typedBefore = this.typed
  }

  /** What is typed from now on no longer counts; what was is still awaited. */
  stopCounting(): void { this.#to = performance.now() }

  get counted(): number { return this.typed - this.#typedBefore }

  /** Waits for what was counted; answers how many deliveries are missing. Call it with nobody typing. */
  async missing(most: number): Promise<number> {
    const due = this.counted * (this.shape.clients - 1)
    await until(() => this.delivered >= due, most)
    return due - this.delivered
  }

  leave(): void {
    for (const client of this.clients) client.leave()
  }
}

/** Again and again, as fast as timers go. */
export function every(work: () => void, gap = 1): () => void {
  let timer = setTimeout(function turn() {
    work()
    timer = setTimeout(turn, gap)
  }, 0)
  return () => clearTimeout(timer)
}
