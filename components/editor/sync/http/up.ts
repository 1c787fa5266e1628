import { bodyOf } from './events'
import { ask, codeOf, cut } from './requests'

/** Bytes in one request: the server takes half a mebibyte, and one message may be half of that. */
const most = 128 * 1024
const pauses = [500, 1_000, 2_000, 4_000]
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * What the client says, in order: one request at a time, numbered, so that one that is sent again is not taken twice. What is said
 * meanwhile goes with the next.
 */
export class Up {
  #messages: Uint8Array[] = []
  #number = 0
  #sending = false
  #answerPing = false
  #last = false
  readonly #address: string

  /** `failed` gets a closing code, once; `done` follows the last request. */
  constructor(base: string, connection: string, private readonly stop: AbortSignal, private readonly failed: (code: number) => void, private readonly done: () => void) {
    this.#address = `${base}/messages?connection=${connection}`
  }

  /** Nothing waits or is on its way. */
  get idle(): boolean { return !this.#sending }

  say(message: Uint8Array): void {
    this.#messages.push(message)
    this.#soon()
  }

  /** A request without messages is a sign of life. */
  pong(): void {
    this.#answerPing = true
    this.#soon()
  }

  /** Nothing is said after this; what was said still goes out. */
  end(): void {
    this.#last = true
    this.#soon()
  }

  /** What is said in one turn goes as one request. */
  #soon(): void {
    if (this.#sending) return
    this.#sending = true
    void Promise.resolve().then(() => this.#send())
  }

  async #send(): Promise<void> {
    while (!this.stop.aborted && (this.#messages.length > 0 || this.#answerPing || this.#last)) {
      const batch = this.#batch()
      const last = this.#last && this.#messages.length === 0
      this.#answerPing = false
      this.#number += 1
      const code = await this.#deliver(bodyOf(batch), last)
      if (code !== null) return this.failed(code)
      if (last) return this.done()
    }
    this.#sending = false
  }

  #batch(): Uint8Array[] {
    let [count, bytes] = [0, 0]
    while (count < this.#messages.length && (count === 0 || bytes + this.#messages[count]!.length <= most)) bytes += this.#messages[count++]!.length
    return this.#messages.splice(0, count)
  }

  /** Null once the server has taken it. */
  async #deliver(body: Uint8Array<ArrayBuffer>, last: boolean): Promise<number | null> {
    const address = `${this.#address}&number=${this.#number}${last ? '&last=1' : ''}`
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await ask(address, { method: 'POST', body, keepalive: last && body.length < 60_000 }, 30_000, this.stop)
        if (answer.ok) return null
        if (answer.status < 500) return codeOf(answer.text)
      } catch {
        // The network; the same request goes again.
      }
      const pause = pauses[attempt]
      if (pause === undefined || this.stop.aborted) return cut
      await wait(pause)
    }
  }
}
