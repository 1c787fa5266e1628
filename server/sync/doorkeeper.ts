import { admissionsOf, type Asking } from '@/lib/drafts/admission-queries'
import type { CloseReason } from '@/lib/drafts/close-codes'
import type { Database } from '@/lib/db'
import type { Admitted } from './connection'

/** No draft has it. */
export const nobodys = '00000000-0000-0000-0000-000000000000'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Asked for in one statement at most. */
const most = 500

type Answer = Admitted | CloseReason
interface Waiting extends Asking { readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }

/** Asks PostgreSQL who may come in, for everybody who came while it was answering the ones before. Nothing is remembered from one question to the next. */
export class Doorkeeper {
  #waiting: Waiting[] = []
  #asking = 0

  constructor(private readonly ask: <T>(work: (db: Database) => Promise<T>) => Promise<T>, private readonly atOnce = 2) {}

  /** Session, then standard and lane, as they are now. */
  admit(token: string, standardId: string): Promise<Answer> {
    if (token === '') return Promise.resolve('signed out')
    return new Promise((resolve, reject) => {
      // What is no draft's name still must not be told to somebody who is signed out.
      this.#waiting.push({ token, standardId: uuid.test(standardId) ? standardId : nobodys, resolve, reject })
      setImmediate(this.#next)
    })
  }

  readonly #next = (): void => {
    if (this.#asking >= this.atOnce || this.#waiting.length === 0) return
    const batch = this.#waiting.splice(0, most)
    this.#asking += 1
    void this.#answer(batch).finally(() => {
      this.#asking -= 1
      this.#next()
    })
  }

  async #answer(batch: readonly Waiting[]): Promise<void> {
    try {
      const admissions = await this.ask((db) => admissionsOf(db, batch))
      admissions.forEach((admission, index) => {
        const { resolve } = batch[index]!
        if (admission.kind !== 'admitted') return resolve(admission.kind)
        const { kind: _, ...admitted } = admission
        resolve(admitted)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
