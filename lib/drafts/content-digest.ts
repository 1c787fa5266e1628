import * as Y from 'yjs'
import { fragmentName } from '../document/version'

/** What a copy of a draft says, short enough to be compared with another's. */
export interface CopyDigest {
  /** Of the state vector: copies with another have not had the same edits, and cannot be compared. */
  readonly vector: string
  /** Of the text. */
  readonly text: string
}

/**
 * The same for all copies that say the same, however Yjs has cut or joined their structs, and whatever it has tidied away: what is deleted, and formats
 * without effect, are left out, and so is what no editor shows (foreign.ts). Each run of text comes with its client id and clock, since that is what
 * edits, carets and comments hold on to.
 */
export function digestOfCopy(doc: Y.Doc): CopyDigest {
  const [vector, text] = [new Hash(), new Hash()]
  for (const client of [...doc.store.clients.keys()].sort((a, b) => a - b)) vector.says(`${client} ${Y.getState(doc.store, client)} `)
  sayBlocks(doc.getXmlFragment(fragmentName), text)
  return { vector: vector.end(), text: text.end() }
}

function sayBlocks(within: Y.XmlFragment, hash: Hash): void {
  for (let item = within._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue
    const inner = item.content.type
    if (inner instanceof Y.XmlElement) sayElement(inner, item.id, hash)
    else if (inner instanceof Y.XmlText && within._item !== null) sayText(inner, item.id, hash)
  }
}

function sayElement(element: Y.XmlElement, id: Y.ID, hash: Hash): void {
  hash.says(`<${element.nodeName} ${placeOf(id)}`)
  sayAttributes(element, hash)
  sayBlocks(element, hash)
  hash.says('>')
}

function sayAttributes({ _map }: Y.XmlElement | Y.XmlText, hash: Hash): void {
  for (const key of [..._map.keys()].sort()) {
    const item = _map.get(key)!
    if (!item.deleted) hash.says(`@${key}=${inJson(item.content.getContent().at(-1))}`)
  }
}

function sayText(text: Y.XmlText, id: Y.ID, hash: Hash): void {
  hash.says(`"${placeOf(id)}`)
  sayAttributes(text, hash)
  const format = new Map<string, unknown>()
  let [stands, isChanged, client, next] = ['', false, -1, -1]
  for (let { _start: item } = text; item; item = item.right) {
    if (item.deleted) continue
    const { content } = item
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) format.delete(content.key)
      else format.set(content.key, content.value)
      isChanged = true
    } else if (content instanceof Y.ContentString) {
      const now: string = isChanged ? inJson([...format].sort(([a], [b]) => (a < b ? -1 : 1))) : stands
      if (now !== stands || item.id.client !== client || item.id.clock !== next) hash.says(`|${now} ${placeOf(item.id)}:`)
      hash.says(whole(content.str))
      stands = now
      isChanged = false
      client = item.id.client
      next = item.id.clock + item.length
    }
  }
  hash.says('"')
}

const placeOf = ({ client, clock }: Y.ID): string => `${client} ${clock}`

/** Yjs tears a character in two where an edit comes between its halves, at once here and later there; what is left of it says nothing either way. */
const whole = (words: string): string => (/[\ud800-\udfff\ufffd]/.test(words) ? words.replace(/[\ud800-\udfff\ufffd]/g, '?') : words)

const inJson = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''

/** 64 bits against accidents, not against forgers: the same in every browser, at once, and where a page may not use Web Crypto. However what is said is cut. */
class Hash {
  #one = 0xdeadbeef
  #two = 0x41c6ce57

  says(words: string): void {
    let [one, two] = [this.#one, this.#two]
    for (let at = 0; at < words.length; at += 1) {
      const unit = words.charCodeAt(at)
      one = Math.imul(one ^ unit, 2654435761)
      two = Math.imul(two ^ unit, 1597334677)
    }
    this.#one = one
    this.#two = two
  }

  end(): string {
    const [one, two] = [this.#one, this.#two]
    return [[one, two], [two, one]].map(([half, other]) => (Math.imul(half! ^ (half! >>> 16), 2246822507) ^ Math.imul(other! ^ (other! >>> 13), 3266489909)) >>> 0)
      .map((half) => half.toString(36)).join('-')
  }
}
