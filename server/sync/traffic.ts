const slice = 100

/** Somebody whose words so many sockets hear. */
interface Heard { readonly reach: number }

/** Who writes and how many hear it, in the last tenth of a second: what decides whether collecting before a commit saves anything. */
export class Traffic {
  #writing = new Set<Heard>()
  #heard = 0
  #from = performance.now()
  #before = { drafts: 0, heardPerSecond: 0 }

  /** The author has something that all its sockets will hear. */
  add(author: Heard): void {
    this.#writing.add(author)
    this.#heard += author.reach
  }

  /** Of the last whole slice of time; one in which nothing came counts as such. */
  get lately(): { readonly drafts: number; readonly heardPerSecond: number } {
    const now = performance.now()
    const passed = now - this.#from
    if (passed < slice) return this.#before
    const share = slice / passed
    this.#before = { drafts: this.#writing.size * share, heardPerSecond: this.#heard * 1_000 / passed }
    this.#writing = new Set()
    this.#heard = 0
    this.#from = now
    return this.#before
  }
}
