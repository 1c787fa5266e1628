import { messageType } from '@/lib/drafts/messages'

const patience = 6_000
/** Milliseconds between tries: soon, since a server that had stopped looks like a network that lets nothing through; then ever more seldom. */
const first = 5_000
const longest = 600_000

/** Opens a WebSocket and asks who is here; answers it once something was said, or null when nothing was. */
function tried(url: string): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    const settle = (outcome: WebSocket | null) => {
      clearTimeout(late)
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.onerror = () => {}
      if (!outcome) socket.close()
      resolve(outcome)
    }
    const late = setTimeout(() => settle(null), patience)
    socket.onopen = () => socket.send(new Uint8Array([messageType.queryAwareness]))
    socket.onmessage = () => settle(socket)
    socket.onclose = () => settle(null)
  })
}

/** Looks for a WebSocket that goes through, now and then and when the network changes, until `stop`. */
export function lookForBetter(url: string, stop: AbortSignal, found: (socket: WebSocket) => void): void {
  let timer: ReturnType<typeof setTimeout>
  let pause = first
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    clearTimeout(timer)
    const socket = await tried(url)
    looking = false
    if (stop.aborted) return socket?.close()
    if (socket) return found(socket)
    pause = Math.min(pause * 2, longest)
    timer = setTimeout(look, pause)
  }
  timer = setTimeout(look, pause)
  addEventListener('online', look)
  stop.addEventListener('abort', () => {
    clearTimeout(timer)
    removeEventListener('online', look)
  })
}
