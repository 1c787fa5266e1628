/** What a provider speaks over: a WebSocket, or plain HTTP in the shape of one where the network lets none through. */
export interface Line {
  readyState: number
  binaryType: string
  onopen: (() => void) | null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: (() => void) | null
  /** Plain HTTP. */
  slower?: boolean
  /** A WebSocket goes through after all: from here on it takes the place of this line. */
  onbetter?: ((socket: Line) => void) | null
  send(bytes: Uint8Array): void
  close(): void
}

/** One over plain HTTP that leads nowhere yet. */
export const slowerLine = (): Line => {
  const line: Line = {
    readyState: 0, binaryType: '', slower: true, onopen: null, onmessage: null, onclose: null, onerror: null,
    send() {}, close() { line.readyState = 3 },
  }
  return line
}

/** In the tab's storage. */
export const rememberedAs = 'accord.draft-line'

/** How this tab last came through: `http`, or `poll` where not even a stream of events does. */
export function remembered(): string | null {
  try {
    return sessionStorage.getItem(rememberedAs)
  } catch {
    return null
  }
}

/** WebSockets in a row that ended without a word. After two the text comes over plain HTTP, and after a reload at once. */
export const tries = { failed: remembered() ? 2 : 0 }
