import type { Line } from '../components/editor/sync/line'
import type { Served } from './sync'
import { rawSocket } from './sync'

/** What a page's provider speaks over, made of a test's socket. `passing` sees every message before the page does. */
export function lineOver(at: Served, standardId: string, token: string, { open = rawSocket, passing = () => {} }: { open?: typeof rawSocket; passing?: (message: Uint8Array) => void } = {}): Line {
  const socket = open(at, standardId, { token, query: 'schema=1&saved=1&compare=1' })
  const line: Line = {
    readyState: 0, binaryType: '', onopen: null, onmessage: null, onclose: null, onerror: null,
    send: (bytes) => socket.send(bytes), close: () => socket.close(),
  }
  socket.on('open', () => { line.readyState = 1; line.onopen?.() })
  socket.on('message', (data: Buffer) => {
    const message = new Uint8Array(data)
    passing(message)
    line.onmessage?.({ data: message.buffer })
  })
  socket.on('close', (code: number) => { line.readyState = 3; line.onclose?.({ code }) })
  return line
}
