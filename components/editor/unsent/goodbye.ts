/** Tabs of one device tell each other that a person signs out: nothing more of theirs may be kept. */
const channel = 'accord-unsent'

export function sayGoodbye(person: string): void {
  const line = new BroadcastChannel(channel)
  line.postMessage(person)
  line.close()
}

export function onGoodbye(person: string, work: () => void): () => void {
  const line = new BroadcastChannel(channel)
  line.onmessage = (event) => { if (event.data === person) work() }
  return () => line.close()
}
