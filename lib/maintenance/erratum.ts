import { plainText } from '../document/plain-text'
import { levelsInWords } from '../document/levels'
import { attribute, type Block } from '../document/types'
import { classInWords } from '../versions/classes'
import { type ChangeClass, type Compared, compareVersions } from '../versions/compare'
import { withWords } from './words'

/** Where a proposed erratum stands. Of class 3 and 4 none ever waits. */
export type ErratumState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'published'; readonly number: number; readonly at: Date; readonly byName: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly at: Date; /** Null: by its class. */ readonly byName: string | null }

/** `E1` */
export const erratumLabel = (number: number): string => `E${number}`

/** What someone would have otherwise in one block. What is left out stays. */
export interface Correction {
  readonly blockId: string
  readonly words: ReadonlyMap<number, string>
  readonly level?: string
  readonly metBy?: string
  readonly appliesTo?: string
}

/** The published text with one block corrected; null when there is no such block. */
export function correctedText(published: Compared, { blockId, words, level, metBy, appliesTo }: Correction): Compared | null {
  if (!published.content.some((block) => attribute(block, 'id') === blockId)) return null
  const given = Object.fromEntries(Object.entries({ level, metBy, appliesTo }).filter(([, value]) => value !== undefined))
  const mend = (block: Block): Block => {
    const mended = withWords(block, words)
    return block.type === 'requirement' ? { ...mended, attrs: { ...mended.attrs, ...given } } : mended
  }
  return { title: published.title, content: published.content.map((block) => (attribute(block, 'id') === blockId ? mend(block) : block)) }
}

export interface Judged { readonly class: ChangeClass; /** In words that tell why. */ readonly why: string }

const explaining = (block: Block): string =>
  block.type === 'requirement' ? plainText({ type: 'doc', content: (block.content ?? []).filter((part) => part.type === 'requirementRationale') }) : plainText(block)

/**
 * The class of a correction: that of the comparison, and never below 3 for what is a duty in disguise: words in capitals that state a level
 * outside a statement, or a definition, by which requirements are read.
 */
export function judge(published: Compared, corrected: Compared, blockId: string): Judged {
  const compared = compareVersions(published, corrected)
  const said = [...compared.requirements.filter((change) => change.class > 1), ...compared.around].map((change) => change.sentence).join('. ') || 'The words say the same'
  const [was, is] = [published, corrected].map(({ content }) => content.find((block) => attribute(block, 'id') === blockId)!) as [Block, Block]
  const [stated, states] = [levelsInWords(explaining(was)), levelsInWords(explaining(is))]
  const tell = (kind: ChangeClass, more = ''): Judged => ({ class: kind, why: `${said}${more}. Class ${kind}: ${classInWords[kind]}.` })
  if (compared.class >= 3) return tell(compared.class)
  if (states.length > stated.length) return tell(4, `. It would state a level (${states.at(-1)}) where no requirement stands, which makes it one`)
  if (states.join() !== stated.join()) return tell(3, '. It would state another level than before')
  if (was.type === 'term' && compared.class > 1) return tell(3, '. Requirements are read by a definition')
  return tell(compared.class)
}
