/** What a connection hears from its wire. */
export interface WireEars {
  /** One whole message of the protocol; a message that is not binary comes as a type that nobody may send. */
  message(bytes: Uint8Array): void
  /** Something came, be it only the answer to a ping: the line is alive. */
  alive(): void
  /** Once, however it came about. */
  closed(): void
}

/** What a connection speaks over: a WebSocket, or plain HTTP where a network lets none through. */
export interface Wire {
  /** Named in measures and in the log. */
  readonly kind: 'websocket' | 'http'
  /** Whether it can still be written to. */
  readonly open: boolean
  /** Bytes that the other end has not taken yet. */
  readonly buffered: number
  /** While true nothing is read from it; its own buffers, then the network, then the client's take the rest. */
  readonly paused: boolean
  /** Called once, before anything else. */
  listen(ears: WireEars): void
  /** One or more unmasked frames of a server (RFC 6455, 5.2) one behind the other: built once for all who get them. */
  write(frames: Buffer): void
  pause(): void
  resume(): void
  /** Whatever makes a living client answer. */
  ping(): void
  /** With the closing handshake; what was written before arrives before. */
  close(code: number, why: string): void
  /** At once, and whatever waits is lost. */
  terminate(): void
}

/** Each message's payload in what `write` got. */
export function* payloadsOf(frames: Buffer): Generator<Buffer> {
  for (let at = 0; at < frames.length;) {
    const short = frames[at + 1]! & 0x7f
    const [head, size] = short < 126 ? [2, short] : short === 126 ? [4, frames.readUInt16BE(at + 2)] : [10, Number(frames.readBigUInt64BE(at + 2))]
    yield frames.subarray(at + head, at + head + size)
    at += head + size
  }
}
