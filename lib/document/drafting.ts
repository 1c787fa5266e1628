import { plainText } from './plain-text'
import { requirementsOf } from './requirements'
import { attribute, type Block } from './types'

/** What a text still lacks before a group can be asked to decide on it; `where` names the places, by ref or first words. */
export interface DraftingFaults {
  readonly level: readonly string[]
  readonly metBy: readonly string[]
  readonly statement: readonly string[]
  readonly ref: readonly string[]
  readonly placeholder: readonly string[]
}

/** Words that stand for words still to come. In capitals, but for those that nobody writes otherwise: "tbc" is no word, "todo" may be one. */
const placeholder = /(?<![\p{L}\p{N}_])(?:TBC|TBD|TBA|TODO|FIXME|XXX+|[Tt]bc|[Tt]o be confirmed|[Ll]orem ipsum)(?![\p{L}\p{N}_])|\?{3,}|\[(?:[Ii]nsert|[Aa]dd|[Nn]ame|[Dd]ate)\b[^\]]*\]/u

const short = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `“${line.slice(0, 59).trimEnd()}…”` : `“${line}”`
}

/** A requirement is called by its ref, any other block by its first words. */
function nameOfBlock(block: Block): string {
  const ref = attribute(block, 'ref')
  const words = plainText(block)
  return ref || (words.trim() === '' ? 'a requirement without words' : short(words))
}

export function draftingFaults(document: { content: readonly Block[] }): DraftingFaults {
  const views = requirementsOf(document)
  const named = (wrong: (view: (typeof views)[number]) => boolean) => views.filter(wrong).map((view) => nameOfBlock(view.node))
  return {
    level: named((view) => view.level === 'not specified'),
    metBy: named((view) => view.metBy.length === 0),
    statement: named((view) => view.statement.text.trim() === ''),
    ref: named((view) => !view.ref),
    placeholder: document.content.filter((block) => placeholder.test(plainText(block))).map((block) => `${nameOfBlock(block)} (${plainText(block).match(placeholder)![0]})`),
  }
}
