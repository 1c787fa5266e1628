import type { Origin } from './seal'

/** Another process on this database. */
export interface Other {
  /** Who it says that it is; null while it has not been heard. */
  origin: Origin | null
  heardAt: number
}

type Tell = (level: 'info' | 'warn', message: string, facts: object) => void

/** On the roll a process is a number; its name begins with it. */
export const numberOf = (origin: Origin): number => Number.parseInt(origin.slice(0, 8), 16) & 0x7fff_ffff

/** The other processes, as PostgreSQL's roll has them, and when each was last heard. */
export class Company {
  /** Null until the roll was called once. */
  #others: Map<number, Other> | null = null
  #told = ''

  constructor(private readonly me: number, private readonly tell: Tell) {}

  get isAlone(): boolean { return this.#others?.size === 0 }

  of(origin: Origin): Other | undefined { return this.#others?.get(numberOf(origin)) }

  get all(): Iterable<Other> { return this.#others?.values() ?? [] }

  /** Whether each has been heard since `since` (ms). */
  isHeard(since: number): boolean {
    return this.#others !== null && [...this.#others.values()].every((other) => other.heardAt > since)
  }

  called(roll: readonly number[]): { hasNew: boolean; gone: Other[] } {
    const before = this.#others ?? new Map<number, Other>()
    const others = new Map(roll.filter((number) => number !== this.me).map((number) => [number, before.get(number) ?? { origin: null, heardAt: 0 }]))
    this.#others = others
    return { hasNew: [...others.keys()].some((number) => !before.has(number)), gone: [...before].filter(([number]) => !others.has(number)).map(([, other]) => other) }
  }

  /** Tells of a state of things once, until it changes. */
  tellOnce(level: 'info' | 'warn', message: string, facts: object = {}): void {
    if (this.#told === message) return
    this.#told = message
    this.tell(level, message, { processes: (this.#others?.size ?? 0) + 1, ...facts })
  }

  tellOfOthers(isUp: boolean | null, isHeard: boolean): void {
    if (this.isAlone) this.#told = ''
    else if (isUp === null) {
      this.tellOnce('warn', 'several server processes serve one database without REDIS_URL: what people do at one reaches those at another only a few times a second')
    } else if (isHeard) this.tellOnce('info', 'several server processes serve one database')
    else if (isUp) this.tellOnce('warn', 'another server process is not heard through Redis: all need the same REDIS_URL and NEXTAUTH_SECRET')
  }
}
