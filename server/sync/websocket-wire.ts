import type { Duplex } from 'node:stream'
import WebSocket from 'ws'
import { closeCodes } from '@/lib/drafts/close-codes'
import type { Wire, WireEars } from './wire'

/** `ws` closes with 1009 what is larger than it may be; the contract's code for that is 4413. */
export class DraftSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code === 1009 ? closeCodes['too large'] : code, reason)
  }
}

const notBinary = new Uint8Array([255])

/** A WebSocket; `raw` is the stream under it, to which frames that many receive are written as they lie. */
export class WebSocketWire implements Wire {
  readonly kind = 'websocket'

  constructor(private readonly socket: WebSocket, private readonly raw: Duplex) {}

  listen(ears: WireEars): void {
    this.socket.on('message', (data, isBinary) => ears.message(isBinary ? data as Buffer : notBinary))
    this.socket.on('pong', () => ears.alive())
    // Without a listener one malformed frame ends the process. The close that follows does the rest.
    this.socket.on('error', () => {})
    this.socket.on('close', () => ears.closed())
  }

  get open(): boolean { return this.socket.readyState === WebSocket.OPEN }
  get buffered(): number { return this.raw.writableLength }
  get paused(): boolean { return this.socket.isPaused }

  write(frames: Buffer): void { this.raw.write(frames) }
  pause(): void { this.socket.pause() }
  resume(): void { this.socket.resume() }
  ping(): void { this.socket.ping() }

  close(code: number, why: string): void {
    // A paused socket would not see the client's answer to the close.
    if (this.socket.isPaused) this.socket.resume()
    this.socket.close(code, why)
  }

  terminate(): void { this.socket.terminate() }
}
