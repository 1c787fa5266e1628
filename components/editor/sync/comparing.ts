import type * as decoding from 'lib0/decoding'
import { type Encoder, writeVarString, writeVarUint } from 'lib0/encoding'
import type * as Y from 'yjs'
import type { Alike, Astray } from './alike'

/** Hears when copies are compared, with code that is fetched when it is first asked for; answers the server when this copy says something else. */
export class Comparing {
  #alike: Alike | null = null
  /** Called when this copy is found to say something else than what is stored: then it is to be loaded anew. */
  onAstray: (astray: Astray) => void = () => {}
  /** What the server is still to be told of: it may have heard it from the copy before, or not. */
  astray: Astray | null = null

  constructor(private readonly doc: Y.Doc, private readonly answer: (write: (encoder: Encoder) => void) => void) {}

  /** What was asked while the code was fetched counts if nothing has changed by then. */
  hear(decoder: decoding.Decoder, isWhole: boolean): void {
    if (this.#alike) return this.#compare(this.#alike, decoder, isWhole)
    let isStill = true
    this.doc.once('afterTransaction', () => { isStill = false })
    // A page that cannot fetch it compares at another time.
    void import('./alike').then(({ Alike }) => {
      this.#alike ??= new Alike(this.doc)
      if (isStill) this.#compare(this.#alike, decoder, isWhole)
    }, () => {})
  }

  #compare(alike: Alike, decoder: decoding.Decoder, isWhole: boolean): void {
    const came = alike.hear(decoder, isWhole)
    const found = came && came !== 'alike' ? came : null
    this.#report(found ?? this.astray)
    this.astray = null
    if (found) this.onAstray(found)
  }

  /** Only to a server that has asked: an older one would take it for nonsense. */
  #report(astray: Astray | null): void {
    if (astray) this.answer((encoder) => {
      writeVarUint(encoder, astray.round)
      writeVarString(encoder, astray.text)
    })
  }
}
