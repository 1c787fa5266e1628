import { reasonOf } from '@/lib/drafts/close-codes'
import { type Line, slowerLine, tries } from './line'

/** Milliseconds for a WebSocket to open, and then for the first word on it: the server says one every 12 seconds. */
const patience = { open: 4_000, word: 16_000 }

export const openLine = (url: string): Line => (tries.failed < 2 ? openSocket(url) : openHttp(url))

/** Some networks refuse a WebSocket, some let it wait for ever, some open it and let nothing through. */
function openSocket(url: string): Line {
  const socket = new WebSocket(url)
  let heard = false
  const giveUp = () => socket.close()
  let late = setTimeout(giveUp, patience.open)
  socket.addEventListener('open', () => {
    clearTimeout(late)
    late = setTimeout(giveUp, patience.word)
  })
  socket.addEventListener('message', () => {
    heard = true
    clearTimeout(late)
    // Where one went through, the server is more likely to be away than the network to be closed.
    tries.failed = -2
  }, { once: true })
  socket.addEventListener('close', ({ code }) => {
    clearTimeout(late)
    // With no network at all nothing is learnt about this one.
    if (!heard && !reasonOf(code) && navigator.onLine) tries.failed += 1
  })
  return socket as unknown as Line
}

/** Fetched when it is needed: most pages never do. */
function openHttp(url: string): Line {
  const line = slowerLine()
  import('./http/lane').then(
    ({ attach }) => { if (line.readyState === 0) attach(line, url) },
    () => {
      tries.failed = 1
      line.onclose?.({ code: 1006 })
    },
  )
  return line
}
