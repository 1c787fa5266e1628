import { randomBytes } from 'node:crypto'
import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** What all sockets read into: a message is a view of it, good only while it is handled. */
const shared = Buffer.allocUnsafe(256 * 1024)

/** The time at which the bytes at hand were read. */
export const heard = { at: 0 }

export interface Events {
  onOpen(): void
  onMessage(bytes: Buffer, from: number, to: number): void
  /** `said`: why, as far as it is known. */
  onClose(said: string): void
}

interface Way { readonly port: number; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly lazily?: number }

/**
 * A WebSocket client that costs next to nothing (a load generator must not be what is measured): no extensions, no fragments out, one write for
 * many messages. `lazily`: read only every so many milliseconds; the kernel keeps the rest meanwhile.
 */
export class LightSocket {
  readonly #socket: Socket
  readonly #mask = randomBytes(4)
  readonly #reading: NodeJS.Timeout | null
  #opened = false
  #ended = false
  #rest: Buffer | null = null
  #fragments: Buffer[] = []
  bytesRead = 0

  constructor({ port, path, headers, lazily }: Way, private readonly events: Events) {
    this.#socket = connect({
      host: '127.0.0.1', port, noDelay: true,
      onread: { buffer: shared, callback: (count: number) => { this.#read(count); return lazily === undefined } },
    } as NetConnectOpts)
    this.#reading = lazily === undefined ? null : setInterval(() => this.#socket.resume(), lazily)
    this.#socket.once('connect', () => this.#shakeHands(port, path, headers))
    this.#socket.on('error', (error) => this.#end(error.message))
    this.#socket.on('close', () => this.#end('closed'))
  }

  get waiting(): number { return this.#socket.writableLength }

  #shakeHands(port: number, path: string, headers: Readonly<Record<string, string>>): void {
    const asked = { Host: `127.0.0.1:${port}`, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': randomBytes(16).toString('base64'), ...headers }
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${Object.entries(asked).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  }

  #read(count: number): void {
    heard.at = performance.now()
    this.bytesRead += count
    const bytes = this.#rest ? Buffer.concat([this.#rest, shared.subarray(0, count)]) : shared
    const end = this.#rest ? bytes.length : count
    this.#rest = null
    let at = this.#opened ? 0 : this.#answered(bytes, end)
    while (at < end && !this.#ended) {
      const next = this.#opened ? this.#frame(bytes, at, end) : 0
      if (next === 0) break
      at = next
    }
    if (at < end && !this.#ended) this.#rest = Buffer.from(bytes.subarray(at, end))
  }

  /** Where the frames begin. */
  #answered(bytes: Buffer, end: number): number {
    const head = bytes.toString('latin1', 0, end)
    const over = head.indexOf('\r\n\r\n')
    if (over < 0) return 0
    if (!head.startsWith('HTTP/1.1 101')) {
      this.#end(head.split('\r\n')[0]!)
      return end
    }
    this.#opened = true
    this.events.onOpen()
    return over + 4
  }

  /** Handles one frame; answers where it ends, or 0 when it is not there whole. */
  #frame(bytes: Buffer, at: number, end: number): number {
    if (end - at < 2) return 0
    const short = bytes[at + 1]! & 127
    const body = at + (short === 126 ? 4 : short === 127 ? 10 : 2)
    if (body > end) return 0
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? bytes.readUIntBE(at + 4, 6) : short
    if (body + length > end) return 0
    this.#take(bytes[at]!, bytes, body, body + length)
    return body + length
  }

  #take(first: number, bytes: Buffer, from: number, to: number): void {
    const [kind, last] = [first & 15, first >= 128]
    if (kind === 8) return this.#end(`closed with ${to - from >= 2 ? bytes.readUInt16BE(from) : 1005} ${bytes.toString('utf8', Math.min(to, from + 2), to)}`)
    if (kind === 9) return this.#write(10, [bytes.subarray(from, to)])
    if (kind > 2) return
    if (last && kind !== 0) return this.events.onMessage(bytes, from, to)
    this.#fragments.push(Buffer.from(bytes.subarray(from, to)))
    if (!last) return
    const whole = Buffer.concat(this.#fragments.splice(0))
    this.events.onMessage(whole, 0, whole.length)
  }

  send(messages: readonly Uint8Array[]): void { this.#write(2, messages) }

  #write(kind: number, messages: readonly Uint8Array[]): void {
    if (this.#ended) return
    let total = 0
    for (const { length } of messages) total += length + (length < 126 ? 6 : length < 65_536 ? 8 : 14)
    const out = Buffer.allocUnsafe(total)
    let at = 0
    for (const message of messages) {
      at = this.#head(out, at, kind, message.length)
      for (let index = 0; index < message.length; index++) out[at++] = message[index]! ^ this.#mask[index & 3]!
    }
    this.#socket.write(out)
  }

  #head(out: Buffer, from: number, kind: number, length: number): number {
    let at = from
    out[at++] = 128 | kind
    if (length < 126) out[at++] = 128 | length
    else if (length < 65_536) {
      out[at++] = 254
      at = out.writeUInt16BE(length, at)
    } else {
      out[at++] = 255
      out.writeUInt16BE(0, at)
      at = out.writeUIntBE(length, at + 2, 6)
    }
    out.set(this.#mask, at)
    return at + 4
  }

  /** Without a word. */
  destroy(): void { this.#end('given up') }

  #end(said: string): void {
    if (this.#ended) return
    this.#ended = true
    if (this.#reading) clearInterval(this.#reading)
    this.#socket.destroy()
    this.events.onClose(said)
  }
}
