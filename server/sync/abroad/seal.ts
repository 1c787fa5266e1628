import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const sizes = { origin: 16, count: 8, tag: 16 }
const head = sizes.origin + sizes.count

/** Names a process for as long as it lives: 16 random bytes, in hexadecimal. */
export type Origin = string

export const newOrigin = (): Origin => randomBytes(sizes.origin).toString('hex')

/** Who says that they sent it: only `open` proves it. Null when it is none of our messages. */
export const originOf = (message: Buffer): Origin | null => (message.length < head + sizes.tag ? null : message.toString('hex', 0, sizes.origin))

/**
 * Messages between processes are sealed with a key that only those have who share NEXTAUTH_SECRET: who can reach Redis can neither read a draft
 * there nor slip anything in. AES-256-GCM; each process has a key of its own, so that its count of messages serves as the nonce.
 */
export class Seal {
  #count = 0n
  readonly #keys = new Map<Origin, Buffer>()

  constructor(private readonly secret: string, readonly origin: Origin = newOrigin()) {}

  /** Installations with different secrets do not hear one another. */
  channel(name: string): string {
    return `accord:${createHmac('sha256', this.secret).update(`channel ${name}`).digest('base64url').slice(0, 22)}`
  }

  #keyOf(origin: Origin): Buffer {
    const known = this.#keys.get(origin)
    if (known) return known
    // Processes come and go; a key is made again in microseconds.
    if (this.#keys.size > 100) this.#keys.clear()
    const key = Buffer.from(hkdfSync('sha256', this.secret, Buffer.from(origin, 'hex'), 'accord: between processes', 32))
    this.#keys.set(origin, key)
    return key
  }

  close(channel: string, body: Uint8Array): Buffer {
    const front = Buffer.alloc(head)
    front.write(this.origin, 0, 'hex')
    front.writeBigUInt64BE(this.#count += 1n, sizes.origin)
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(this.origin), nonceOf(front)).setAAD(Buffer.from(channel))
    return Buffer.concat([front, cipher.update(body), cipher.final(), cipher.getAuthTag()])
  }

  /** Null when it was not sealed by a process with this secret, or for another channel. */
  open(channel: string, message: Buffer): Buffer | null {
    const origin = originOf(message)
    if (!origin) return null
    const end = message.length - sizes.tag
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(origin), nonceOf(message)).setAAD(Buffer.from(channel)).setAuthTag(message.subarray(end))
    try {
      return Buffer.concat([decipher.update(message.subarray(head, end)), decipher.final()])
    } catch {
      return null
    }
  }
}

const nonceOf = (message: Buffer): Buffer => Buffer.concat([Buffer.alloc(4), message.subarray(sizes.origin, head)])
