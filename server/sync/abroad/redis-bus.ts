import { createClient } from '@redis/client'
import { measures } from '../measures'
import type { Bus, BusEars } from './bus'

const connectTo = (url: string) => createClient({
  url, RESP: 3, disableOfflineQueue: true, disableClientInfo: true, maintNotifications: 'disabled',
  // A connection in trouble is thrown away and another opened: what was missed meanwhile is known to be missed.
  socket: { reconnectStrategy: false, connectTimeout: 5_000 },
})

type Client = ReturnType<typeof connectTo>

/** Beyond this (bytes) Redis does not keep up: the connection is given up rather than the memory. */
const mostUnsent = 16 * 1024 * 1024
const pauses = { first: 50, most: 2_000 }

/** Redis or Valkey, publish and subscribe over one connection (RESP 3, Redis 6 or newer). */
export class RedisBus implements Bus {
  readonly #channels = new Set<string>()
  #ears: BusEars | null = null
  #client: Client | null = null
  #up = false
  #unsent = 0
  #pause = pauses.first
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(private readonly url: string) {}

  get isUp(): boolean { return this.#up }

  start(ears: BusEars): void {
    this.#ears = ears
    void this.#open()
  }

  readonly #heard = (message: Buffer, channel: Buffer | string): void => this.#ears!.heard(channel.toString(), message)

  async #open(): Promise<void> {
    const client = connectTo(this.url)
    this.#client = client
    client.on('error', (error: Error) => this.#drop(client, error.message))
    client.on('end', () => this.#drop(client, 'the connection ended'))
    try {
      await client.connect()
      for (const done = new Set<string>(); ;) {
        const wanted = [...this.#channels].filter((channel) => !done.has(channel))
        if (wanted.length === 0) break
        await client.subscribe(wanted, this.#heard, true)
        for (const channel of wanted) done.add(channel)
      }
      if (this.#client !== client) return
      this.#up = true
      this.#pause = pauses.first
      this.#ears!.up()
    } catch (error) {
      this.#drop(client, (error as Error).message)
    }
  }

  /** Again after a pause of its own length in each process, so that a Redis that comes back is not stormed. */
  #drop(client: Client, why: string): void {
    if (this.#client !== client) return
    this.#client = null
    this.#up = false
    this.#unsent = 0
    if (client.isOpen) client.destroy()
    if (this.#closed) return
    this.#ears!.down(why)
    this.#timer = setTimeout(() => void this.#open(), this.#pause * (0.5 + Math.random()))
    this.#timer.unref()
    this.#pause = Math.min(pauses.most, this.#pause * 2)
  }

  giveUp(why: string): void { if (this.#client) this.#drop(this.#client, why) }

  say(channel: string, message: Buffer): void {
    const client = this.#client
    if (!client || !this.#up) return
    this.#unsent += message.length
    measures.saidAbroad()
    client.publish(channel, message).then(() => { if (this.#client === client) this.#unsent -= message.length }, (error: Error) => this.#drop(client, error.message))
    if (this.#unsent > mostUnsent) this.#drop(client, 'Redis does not keep up')
  }

  async listen(channel: string): Promise<void> {
    this.#channels.add(channel)
    const client = this.#client
    if (!client || !this.#up) return
    await client.subscribe(channel, this.#heard, true).catch((error: Error) => this.#drop(client, error.message))
  }

  hush(channel: string): void {
    this.#channels.delete(channel)
    const client = this.#client
    // With its listener: only so does the client tell a subscription that is ending from one that stands.
    if (client && this.#up) client.unsubscribe(channel, this.#heard, true).catch((error: Error) => this.#drop(client, error.message))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = null
    this.#up = false
    // In order: what was said last is still sent.
    if (client?.isReady) await client.close().catch(() => {})
    else if (client?.isOpen) client.destroy()
  }
}
