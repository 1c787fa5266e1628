import type { Sealed } from './cipher'
import { raiseFlag } from './flag'

export interface Place { readonly person: string; readonly standard: string }

/** `schema` is the version that the page's editor has. */
export interface Draft extends Place { readonly schema: number }

/** Edits that are not sent, sealed. What they are is readable to the person's key alone; whose they are, and how many changes, to anybody. */
export interface Row extends Draft, Sealed { readonly at: number; readonly changes: number }

/** The text that the edits were written over. */
export interface Text extends Draft, Sealed { readonly at: number }

export interface Kept { readonly key: number; readonly row: Row }

const database = 'accord-unsent'
/** Milliseconds after which what nobody came back for is dropped. */
const longest = 60 * 24 * 3600 * 1000

const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

const done = (transaction: IDBTransaction): Promise<void> => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve()
  transaction.onabort = transaction.onerror = () => reject(transaction.error)
})

/** What this device keeps: two tables, `edits` by person and draft in the order written, and one text for each draft that has some. */
export class UnsentStore {
  private constructor(private readonly db: IDBDatabase) {
    // Another tab with a newer Accord may need to change the tables.
    db.onversionchange = () => db.close()
  }

  /** Rejects where the browser has no such thing, or not for this page. */
  static async open(): Promise<UnsentStore> {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('edits', { autoIncrement: true }).createIndex('place', ['person', 'standard'])
      request.result.createObjectStore('texts', { keyPath: ['person', 'standard'] })
    }
    return new UnsentStore(await asked(request))
  }

  /** Strict: once it resolves, it has been handed to the disk. */
  #write(...tables: string[]): IDBTransaction {
    return this.db.transaction(tables, 'readwrite', { durability: 'strict' })
  }

  async add(row: Row): Promise<number> {
    raiseFlag(true)
    const transaction = this.#write('edits')
    const key = asked(transaction.objectStore('edits').add(row))
    await done(transaction)
    // Another tab may have found nothing meanwhile, and lowered it.
    raiseFlag(true)
    return Number(await key)
  }

  async putText(text: Text): Promise<void> {
    raiseFlag(true)
    const transaction = this.#write('texts')
    transaction.objectStore('texts').put(text)
    await done(transaction)
  }

  async textOf({ person, standard }: Place): Promise<Text | undefined> {
    return asked<Text | undefined>(this.db.transaction('texts').objectStore('texts').get([person, standard]))
  }

  /** In the order written. */
  async rowsOf({ person, standard }: Place): Promise<Kept[]> {
    const index = this.db.transaction('edits').objectStore('edits').index('place')
    const range = IDBKeyRange.only([person, standard])
    const [keys, rows] = await Promise.all([asked(index.getAllKeys(range)), asked<Row[]>(index.getAll(range))])
    return rows.map((row, at) => ({ key: Number(keys[at]), row }))
  }

  /** These rows are sent. With the last of a draft goes the text under it. */
  async drop(place: Place, keys: readonly number[]): Promise<void> {
    const transaction = this.#write('edits', 'texts')
    const edits = transaction.objectStore('edits')
    for (const key of keys) edits.delete(key)
    const left = edits.index('place').count(IDBKeyRange.only([place.person, place.standard]))
    left.onsuccess = () => { if (left.result === 0) transaction.objectStore('texts').delete([place.person, place.standard]) }
    await done(transaction)
    await this.#lowerFlag()
  }

  /** Everything of a person, or of one draft of theirs. */
  async wipe(person: string, standard?: string): Promise<void> {
    await this.#remove((row) => row.person === person && (standard === undefined || row.standard === standard))
  }

  async dropOld(now: number): Promise<void> {
    await this.#remove(({ at }) => at < now - longest)
  }

  async #remove(isGone: (row: Row | Text) => boolean): Promise<void> {
    const transaction = this.#write('edits', 'texts')
    for (const table of ['edits', 'texts']) {
      const cursor = transaction.objectStore(table).openCursor()
      cursor.onsuccess = () => {
        if (!cursor.result) return
        if (isGone(cursor.result.value as Row | Text)) cursor.result.delete()
        cursor.result.continue()
      }
    }
    await done(transaction)
    await this.#lowerFlag()
  }

  async #lowerFlag(): Promise<void> {
    const transaction = this.db.transaction(['edits', 'texts'])
    const counts = await Promise.all(['edits', 'texts'].map((table) => asked(transaction.objectStore(table).count())))
    if (counts.every((count) => count === 0)) raiseFlag(false)
  }

  /** How many changes of a person's are not sent, in all drafts. */
  async changesOf(person: string): Promise<number> {
    const rows = await asked<Row[]>(this.db.transaction('edits').objectStore('edits').getAll())
    const own = rows.filter((row) => row.person === person)
    return own.length === 0 ? 0 : Math.max(1, own.reduce((sum, { changes }) => sum + changes, 0))
  }

  close(): void { this.db.close() }
}
