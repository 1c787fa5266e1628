import { messageType, syncType } from '@/lib/drafts/messages'
import type { Line } from '../line'

/** Milliseconds out of sight after which a page gives its connection back. */
const after = 20_000

/** With HTTP/1.1 a browser opens six connections to a site. Six tabs that each keep one would leave none to load a page with. */
export const areFew = (): boolean =>
  (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.nextHopProtocol === 'http/1.1'

/** Calls `work` when the page has been out of sight for a while and `idle` holds, until `stop`. */
export function whenUnseen(stop: AbortSignal, idle: () => boolean, work: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(() => (idle() ? work() : look()), after)
  }
  document.addEventListener('visibilitychange', look)
  stop.addEventListener('abort', () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', look)
  })
  look()
}

/** A message that says nothing: nobody came or went. */
const nothing = new Uint8Array([messageType.awareness, 1, 0])

/** Keeps a line without a connection for alive. Calls `wake` when the page is looked at, or has an edit to send; answers how to stop. */
export function rest(line: Line, wake: () => void): () => void {
  const { send } = line
  const sayNothing = () => line.onmessage?.({ data: nothing.slice().buffer })
  const beat = setInterval(sayNothing, 15_000)
  const end = () => {
    clearInterval(beat)
    document.removeEventListener('visibilitychange', look)
    line.send = send
  }
  const woken = () => { end(); wake() }
  const look = () => { if (!document.hidden) woken() }
  document.addEventListener('visibilitychange', look)
  line.send = ([type, kind]) => {
    if (type === messageType.sync && kind !== syncType.step1) woken()
    else if (type === messageType.sync) sayNothing()
  }
  return end
}
