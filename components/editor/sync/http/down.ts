import { eventReader, type StreamEvent } from './events'
import { ask, asOurPage, codeOf, cut } from './requests'

/** Milliseconds until a stream has said its first word, and between two words of it: the server says one every 12 seconds. */
const patience = { first: 5_000, between: 30_000, poll: 35_000 }

/** A stream that was opened and from which nothing came: something on the way holds it back. */
export class HeldBack extends Error {}

/** Hears a stream of events until it ends; answers the closing code. Throws HeldBack. */
export async function hearStream(url: string, stop: AbortSignal, hear: (event: StreamEvent) => void): Promise<number> {
  const control = new AbortController()
  stop.addEventListener('abort', () => control.abort())
  let held = false
  const watch = (milliseconds: number) => setTimeout(() => { held = true; control.abort() }, milliseconds)
  let late = watch(patience.first)
  try {
    const answer = await fetch(url, { ...asOurPage, signal: control.signal })
    if (!answer.ok || !answer.body) return codeOf(await answer.text())
    const read = eventReader()
    const letters = new TextDecoder()
    const reader = answer.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return cut
      clearTimeout(late)
      late = watch(patience.between)
      for (const event of read(letters.decode(value, { stream: true }))) hear(event)
    }
  } catch (error) {
    if (held && !stop.aborted) throw new HeldBack('nothing came through', { cause: error })
    return cut
  } finally {
    clearTimeout(late)
  }
}

const tries = 4

/** Asks for events over and over; answers the closing code. `connection` names the one that `hear` was told of, once it was. */
export async function hearPolls(url: string, stop: AbortSignal, connection: () => string, hear: (event: StreamEvent) => void): Promise<number> {
  let after = '0'
  for (let failed = 0; failed < tries && !stop.aborted;) {
    const address = connection() ? `${url.replace(/\?.*/, '')}?connection=${connection()}&after=${after}` : `${url}&poll=1`
    try {
      const answer = await ask(address, {}, patience.poll, stop)
      if (!answer.ok) {
        if (answer.status < 500) return codeOf(answer.text)
        throw new Error(`answered ${answer.status}`)
      }
      for (const event of eventReader()(answer.text)) {
        after = event.id || after
        hear(event)
      }
      failed = 0
    } catch {
      failed += 1
      await new Promise((resolve) => setTimeout(resolve, 500 * failed))
    }
  }
  return cut
}
