import { openDatabase } from '@/lib/db'

type Opened = ReturnType<typeof openDatabase>

/**
 * A line to PostgreSQL of the sync server's own, so that no slow page delays a draft. It is thrown away after any trouble and opened anew: the
 * driver may wait for ever on a connection that was cut. Whoever waits longer than `patience` (ms) is told so.
 */
export class Line {
  #opened: Opened | null = null
  #closed = false

  constructor(private readonly url: string, private readonly max: number, private readonly patience: number) {}

  async use<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const opened = (this.#opened ??= this.#open())
    try {
      return await within(this.patience, work(opened), () => { throw new Error(`PostgreSQL did not answer in ${this.patience} ms`) })
    } catch (error) {
      if (!isOfContent(error)) this.#drop(opened)
      throw error
    }
  }

  #open(): Opened {
    if (this.#closed) throw new Error('the sync server has stopped')
    const opened: Opened = openDatabase(this.url, this.max, { max_lifetime: null, connect_timeout: 5, onclose: () => this.#drop(opened) })
    return opened
  }

  /** Others that are being answered on it get a moment to finish. */
  #drop(opened: Opened): void {
    if (this.#opened !== opened) return
    this.#opened = null
    void opened.sql.end({ timeout: 2 }).catch(() => {})
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = this.#opened
    this.#opened = null
    if (opened) await within(2_000, opened.sql.end({ timeout: 1 }))
  }
}

/** Several lines of one connection each, the one used last taken first: its caches, here and in PostgreSQL, are still warm. */
export class Lines {
  readonly #free: Line[]
  readonly #all: readonly Line[]

  constructor(url: string, count: number, patience: number) {
    this.#all = Array.from({ length: count }, () => new Line(url, 1, patience))
    this.#free = [...this.#all].reverse()
  }

  async use<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const line = this.#free.pop()
    if (!line) throw new Error('more is asked at once than there are lines')
    try {
      return await line.use(work)
    } finally {
      this.#free.push(line)
    }
  }

  /** Opens all of them, beside what else they are used for. */
  async open(): Promise<void> { await Promise.all(this.#all.map((line) => line.use(({ sql }) => sql`select 1`))) }

  async close(): Promise<void> { await Promise.all(this.#all.map((line) => line.close())) }
}

/** SQLSTATE classes of what is wrong with the data itself: another try, or another line, cannot help. */
export function isOfContent(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? /^(22|23|54)/.test(code) : cause !== undefined && cause !== error && isOfContent(cause ?? {})
}

/** The work's result, or after some milliseconds that of `late` (undefined without one). */
export async function within<T, L = undefined>(milliseconds: number, work: Promise<T>, late?: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const lateness = new Promise<L>((resolve, reject) => {
    timer = setTimeout(() => { try { resolve(late?.() as L) } catch (error) { reject(error as Error) } }, milliseconds)
  })
  return Promise.race([work, lateness]).finally(() => clearTimeout(timer))
}
