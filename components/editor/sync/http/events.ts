/** One event of a text/event-stream. */
export interface StreamEvent { readonly type: string; readonly data: string; readonly id: string }

/** Reads a text/event-stream as it comes, in pieces of any size; answers the events that each piece completes. */
export function eventReader(): (piece: string) => StreamEvent[] {
  let rest = ''
  return (piece) => {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop()!
    return blocks.map(readEvent)
  }
}

/** The server writes one line of each kind, and ends lines with a line feed. A block of comments alone is an event without data. */
function readEvent(block: string): StreamEvent {
  const event = { event: 'message', data: '', id: '' }
  for (const line of block.split('\n')) {
    const at = line.indexOf(': ')
    const name = line.slice(0, at)
    if (name === 'event' || name === 'data' || name === 'id') event[name] = line.slice(at + 2)
  }
  return { type: event.event, data: event.data, id: event.id }
}

export function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes.buffer
}

/** Messages as one body: each behind its length, four bytes, big-endian. */
export function bodyOf(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(messages.reduce((sum, { length }) => sum + 4 + length, 0))
  const view = new DataView(body.buffer)
  let at = 0
  for (const message of messages) {
    view.setUint32(at, message.length)
    body.set(message, at + 4)
    at += 4 + message.length
  }
  return body
}
