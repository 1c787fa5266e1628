import { createHash } from 'node:crypto'
import { adoptionStamp } from '@/lib/adoption/queries'
import { consultationStamp } from '@/lib/consultation/public-queries'
import { db } from '@/lib/db'
import { publicationStamp } from '@/lib/publication/public-record-queries'

/** What a public address answers, before it is dressed as a response. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Kept extends Answer { readonly etag: string; readonly bytes: Uint8Array<ArrayBuffer> }

const most = 32 * 1024 * 1024
const kept = new Map<string, Kept>()
let held = 0

/**
 * Makes an answer, or gives the one made before: as long as nothing was published, corrected, reviewed, withdrawn, consulted on, adopted or renamed since and the day in
 * London is the same. The stamp is asked of the database each time, so the first request after a publication, or after midnight, is fresh, in every process.
 */
export async function keptAnswer(address: string, make: () => Promise<Answer>): Promise<Kept> {
  const key = `${await publicationStamp(db())} ${await consultationStamp(db())} ${await adoptionStamp(db())} ${address}`
  const found = kept.get(key)
  if (found) {
    kept.delete(key)
    kept.set(key, found)
    return found
  }
  const made = dressed(await make())
  kept.set(key, made)
  held += made.bytes.length
  for (const [oldest, answer] of kept) {
    if (held <= most && kept.size <= 2000) break
    kept.delete(oldest)
    held -= answer.bytes.length
  }
  return made
}

function dressed(answer: Answer): Kept {
  const bytes = new TextEncoder().encode(answer.body)
  return { ...answer, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` }
}
