import type { Edit } from '../sync/edits'
import type { DraftProvider } from '../sync/provider'
import type { Kept } from '../sync/status'
import type { Cipher } from './cipher'
import { bytesOf, editsIn } from './edits-in-bytes'
import { onGoodbye } from './goodbye'
import type { Draft, Row, UnsentStore } from './store'

/** Milliseconds that an edit on its way may take before it is kept here; with no connection it is kept at once. */
const patience = 50
/** Milliseconds of opening after which the text that is kept here stands in for the server's. */
const longOpening = 3_000

export interface Tell {
  kept(kept: Kept): void
  /** Something that was kept is lost, and why. */
  lost(sentence: string): void
}

/** Keeps on this device what is not sent, until it is durable; puts back what an earlier visit left. */
export class Keeper {
  #queue: Edit[] = []
  /** What is on the disk, with the last edit of each row. */
  #rows: { readonly key: number; readonly last: number }[] = []
  readonly #numbers = new WeakMap<Edit, number>()
  #number = 0
  #writing: Promise<void> = Promise.resolve()
  #isWriting = false
  #hasText = false
  #keeping: Promise<void> = Promise.resolve()
  #over = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #connected = true
  readonly #stops: (() => void)[] = []

  constructor(private readonly provider: DraftProvider, private readonly place: Draft, private readonly store: UnsentStore, private readonly cipher: Cipher,
    private readonly tell: Tell) {}

  begin(): void {
    const { provider, place } = this
    this.#hold(provider.unsent)
    this.#stops.push(provider.onEdit((edit) => this.#hold([edit])), provider.subscribe(this.#moved), onGoodbye(place.person, () => void this.forget()))
    const leaving = () => this.#write()
    for (const [target, event] of [[document, 'visibilitychange'], [window, 'pagehide'], [window, 'beforeunload']] as const) {
      target.addEventListener(event, leaving)
      this.#stops.push(() => target.removeEventListener(event, leaving))
    }
    this.store.dropOld(Date.now()).then(() => this.#putBack()).catch(() => this.#failed())
    this.#moved()
  }

  /** Everything that is not sent is on the disk. */
  get safe(): boolean { return !this.#over && !this.#isWriting && this.#queue.length === 0 && this.#rows.length > 0 }

  /** What this draft left here goes, and nothing more is kept. */
  async forget(): Promise<void> {
    this.end()
    await this.#writing
    await this.store.wipe(this.place.person, this.place.standard)
    this.tell.kept('not yet')
  }

  end(): void {
    this.#over = true
    clearTimeout(this.#timer)
    for (const stop of this.#stops.splice(0)) stop()
  }

  #hold(edits: readonly Edit[]): void {
    for (const edit of edits) {
      this.#numbers.set(edit, this.#number += 1)
      this.#queue.push(edit)
    }
    if (this.#queue.length > 0) this.#timer ??= setTimeout(() => this.#write(), this.#connected ? patience : 0)
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#over || this.#isWriting || this.#queue.length === 0) return
    this.#isWriting = true
    const edits = this.#queue.splice(0)
    this.#writing = this.#add(edits).catch(() => this.#failed()).finally(() => {
      this.#isWriting = false
      this.#drop()
      this.#write()
    })
  }

  async #add(edits: readonly Edit[]): Promise<void> {
    const sealed = await this.cipher.seal(bytesOf(edits), this.#about)
    const row: Row = { ...this.place, ...sealed, at: Date.now(), changes: edits.filter(({ fresh }) => fresh).length }
    const key = await this.store.add(row)
    this.#rows.push({ key, last: this.#numbers.get(edits.at(-1)!)! })
    this.tell.kept('here')
  }

  get #about(): string { return `${this.place.person} ${this.place.standard}` }

  /** The disk is full, or the browser took the tables away. What is written goes on; leaving asks. */
  #failed(): void {
    this.end()
    this.tell.kept('cannot')
  }

  readonly #moved = (): void => {
    const { status, loaded } = this.provider
    if (this.provider.isOver) return void this.forget()
    const back = status.kind === 'saved' || status.kind === 'saving'
    if (back && !this.#connected && loaded) this.#putBack().catch(() => this.#failed())
    this.#connected = back
    if (status.kind === 'unsaved' && loaded && this.provider.unsent.length > 0 && !this.#hasText) this.#keeping = this.#keepText()
    this.#drop()
  }

  /** Edits leave from the front: whatever stands before the first that is unsent is durable. */
  #drop(): void {
    const first = this.provider.unsent[0]
    const reached = first ? this.#numbers.get(first) ?? 0 : Infinity
    this.#queue = this.#queue.filter((edit) => this.#numbers.get(edit)! >= reached)
    const gone = this.#rows.filter(({ last }) => last < reached)
    // All may have been sent before any of it was written down; the text under it goes all the same.
    const textLeft = this.#hasText && !first && !this.#isWriting
    if ((gone.length === 0 && !textLeft) || this.#over) return
    this.#rows = this.#rows.filter(({ last }) => last >= reached)
    if (this.#rows.length === 0) this.#hasText = false
    this.#keeping.then(() => this.store.drop(this.place, gone.map(({ key }) => key))).catch(() => this.#failed())
  }

  /** What is written without a connection can be shown again only over the text that it was written in. */
  async #keepText(): Promise<void> {
    this.#hasText = true
    try {
      const sealed = await this.cipher.seal(this.provider.state, this.#about)
      await this.store.putText({ ...this.place, ...sealed, at: Date.now() })
    } catch {
      this.#failed()
    }
  }

  /** What another tab, or an earlier visit, could not send. */
  async #putBack(): Promise<void> {
    const rows = (await this.store.rowsOf(this.place)).filter(({ key, row }) => !this.#holds(key) && row.schema <= this.place.schema)
    if (rows.length === 0) return
    await this.#whenThere()
    let [unfit, refused] = [0, 0]
    for (const { key, row } of rows) {
      const bytes = await this.cipher.open(row, this.#about)
      if (this.#over || this.#holds(key)) continue
      const came = bytes ? this.#take(key, editsIn(bytes)) : 'unfit'
      if (came === 'unfit') unfit += row.changes
      if (came === 'not allowed') refused += row.changes
    }
    if (unfit > 0) this.tell.lost(`${inWords(unfit)} from an earlier visit no longer fit this draft and could not be put back.`)
    if (refused > 0) this.tell.lost(`${inWords(refused)} from an earlier visit could not be sent: your role no longer lets you change this draft.`)
  }

  readonly #holds = (key: number): boolean => this.#rows.some((held) => held.key === key)

  /** Counted from here on like what is written now; the row goes when they are durable. */
  #take(key: number, edits: readonly Edit[]): ReturnType<DraftProvider['putBack']> {
    for (const edit of edits) this.#numbers.set(edit, this.#number += 1)
    this.#rows.push({ key, last: this.#number })
    const came = this.provider.putBack(edits)
    if (this.provider.unsent.length > 0) this.tell.kept('here')
    this.#drop()
    return came
  }

  /** The server's text, or, where it does not come, the one that is kept here. */
  async #whenThere(): Promise<void> {
    const { provider } = this
    await this.#until(() => provider.loaded || provider.status.kind === 'unreachable', longOpening)
    if (!provider.loaded) {
      const text = await this.store.textOf(this.place)
      const state = text && text.schema <= this.place.schema ? await this.cipher.open(text, this.#about) : null
      if (state && !this.#over) provider.standIn(state)
    }
    await this.#until(() => provider.loaded)
  }

  #until(holds: () => boolean, most = Infinity): Promise<void> {
    return new Promise((resolve) => {
      const end = () => { clearTimeout(timer); stop(); resolve() }
      const timer = most === Infinity ? undefined : setTimeout(end, most)
      const stop = this.provider.subscribe(() => { if (holds()) end() })
      if (holds()) end()
    })
  }
}

const inWords = (changes: number): string => (changes === 1 ? '1 change' : `${changes} changes`)
