import { refuse } from '@/lib/kernel/refusal'
import { refused } from '@/lib/kernel/result'
import { provideLive } from '@/lib/drafts/live'
import { provideRooms } from '@/lib/drafts/rooms'
import { log } from '../log'
import type { Question, Questions, ToFront, ToPages } from './messages'

/** Replacing a long text takes seconds; after this the front is stuck, or gone. */
const patience = 60_000

type Answered = (outcome: { value: unknown } | null) => void

/** The pages' end of the line to the process in front. */
export class Front {
  readonly #waiting = new Map<number, Answered>()
  #asked = 0

  constructor(private readonly send: (message: ToFront) => void) {}

  /** What is in front, for whoever calls `draftRooms()` or `lookLive()` here. */
  provide(): void {
    provideLive(() => this.#ask('live', []))
    provideRooms({
      replaceContent: async (...words) => await this.#ask('replaceContent', words) ?? refused(refuse('unavailable')),
      amend: async (...words) => await this.#ask('amend', words) ?? refused(refuse('unavailable')),
    })
  }

  hear(message: ToPages): void {
    if (message.kind === 'answer') this.#waiting.get(message.id)?.({ value: message.value })
    if (message.kind === 'failed') this.#waiting.get(message.id)?.(null)
  }

  /** Null when the front failed, or did not answer in time. */
  #ask<What extends Question>(what: What, words: Parameters<Questions[What]>): Promise<Awaited<ReturnType<Questions[What]>> | null> {
    const id = (this.#asked += 1)
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        log.error({ what, patience }, 'the process in front did not answer')
        answered(null)
      }, patience)
      const answered: Answered = (outcome) => {
        clearTimeout(late)
        this.#waiting.delete(id)
        resolve(outcome?.value as Awaited<ReturnType<Questions[What]>> | undefined ?? null)
      }
      this.#waiting.set(id, answered)
      this.send({ kind: 'ask', id, what, words })
    })
  }
}
