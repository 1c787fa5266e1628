import type { IncomingMessage } from 'node:http'

/** A request's body; `too large` without reading on; null when it broke off or took too long. */
export function bodyOf(request: IncomingMessage, most: number, within: number): Promise<Buffer | 'too large' | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('too large')
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let size = 0
    const late = setTimeout(() => done(null), within)
    const done = (outcome: Buffer | 'too large' | null) => {
      clearTimeout(late)
      request.removeAllListeners('data')
      resolve(outcome)
    }
    request.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > most) return done('too large')
      pieces.push(piece)
    })
    request.on('end', () => done(Buffer.concat(pieces)))
    request.on('error', () => done(null))
    request.on('close', () => done(null))
  })
}

/** Messages, each behind its length (four bytes, big-endian); null when the lengths do not come out even. */
export function messagesIn(body: Buffer): Uint8Array[] | null {
  const messages: Uint8Array[] = []
  let at = 0
  while (at + 4 <= body.length) {
    const length = body.readUInt32BE(at)
    messages.push(body.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return at === body.length ? messages : null
}
