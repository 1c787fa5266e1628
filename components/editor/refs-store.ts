/** The refs of a draft's requirements by block id, as last told by the server. */
export class RefsStore {
  #refs: Readonly<Record<string, string>>
  readonly #listeners = new Set<() => void>()

  constructor(refs: Readonly<Record<string, string>>) { this.#refs = refs }

  of = (id: string): string | null => (Object.hasOwn(this.#refs, id) ? this.#refs[id]! : null)

  all = (): Readonly<Record<string, string>> => this.#refs

  replace(refs: Readonly<Record<string, string>>): void {
    this.#refs = refs
    for (const listener of this.#listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
