import { withUniqueIds } from '../document/ids'
import { levels, type Level } from '../document/levels'
import { plainText } from '../document/plain-text'
import { checkStructure } from '../document/structure'
import type { Block, DocumentJson, NodeJson } from '../document/types'
import { slugOf } from '../kernel/ids'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { RefusedFile, unreadable } from './archive'
import { readCsv } from './csv'
import { detectRequirements } from './detect'
import { Dropped } from './dropped'
import { type Read, readHtml } from './html'
import { type Found, type GivenFile, type Imported, largestFile } from './imported'
import { isOldOffice, isZip, kindOf } from './kind'
import { readMarkdown } from './markdown'
import { readOpenDocument } from './open-document'
import { readWord } from './word'

/** Reads a file on the thread that calls it: the server goes through in-thread.ts. Never throws for what a file holds. */
export async function readFile({ name, bytes }: GivenFile): Promise<Result<Imported>> {
  const dropped = new Dropped()
  try {
    if (bytes.length > largestFile) throw new RefusedFile(refuse('too-large', 'This file is larger than 20 MB, which is the most that Accord takes.', 'file'))
    const read = await blocksOf({ name, bytes }, dropped)
    if (read.blocks.length === 0) throw unreadable('There is no text in this file.')
    return finish(read, name, dropped)
  } catch (error) {
    if (error instanceof RefusedFile) return refused(error.refusal)
    return refused(unreadable('This file could not be read. It may be broken, or nested too deep.').refusal)
  }
}

async function blocksOf({ name, bytes }: GivenFile, dropped: Dropped): Promise<Read> {
  const kind = kindOf(name)
  if (kind === null) throw new RefusedFile(refuse('unsupported-file', undefined, 'file'))
  if (isOldOffice(bytes)) throw unreadable('This file is in an older Office format, or protected by a password. Save it as .docx without a password and try again.')
  if (kind === 'word' || kind === 'open document') {
    if (!isZip(bytes)) throw unreadable(`This is not a ${kind === 'word' ? 'Word (.docx)' : 'OpenDocument'} file, whatever its name says.`)
    return kind === 'word' ? readWord(bytes, dropped) : readOpenDocument(bytes, dropped)
  }
  const text = textOf(bytes)
  return kind === 'markdown' ? readMarkdown(text, dropped) : kind === 'html' ? readHtml(text, dropped) : readCsv(text, dropped)
}

/** UTF-8, or UTF-16 with its mark, or else Windows-1252, which any bytes can be read as; what holds NUL is no text. */
function textOf(bytes: Uint8Array): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (mark) return new TextDecoder(mark).decode(bytes)
  if (bytes.includes(0)) throw unreadable('This is not a text file, whatever its name says.')
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes) } catch { return new TextDecoder('windows-1252').decode(bytes) }
}

function finish(read: Read, name: string, dropped: Dropped): Result<Imported> {
  const titled = withTitle(read, name, dropped)
  const { blocks, proposedRefs } = detectRequirements(titled.blocks, dropped)
  const document = withUniqueIds({ type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] })
  const checked = checkStructure(document)
  if (!checked.ok) return refused(refuse(checked.refusal.code, `This file could not be taken. ${checked.refusal.message}`, 'file'))
  return ok({ title: titled.title, document, found: foundIn(document, dropped), proposedRefs })
}

/** The only heading of the first level, where it opens the text, is its title; it would else stand on the page twice. */
function withTitle(read: Read, name: string, dropped: Dropped): Read {
  const tops = read.blocks.filter((block) => block.type === 'heading' && block.attrs?.level === 1)
  const [first, ...rest] = read.blocks
  const words = first ? plainText(first).replace(/\s+/g, ' ').trim() : ''
  const opens = first !== undefined && tops.length === 1 && tops[0] === first && rest.length > 0
  if (opens && (read.title === '' || read.title === words)) {
    dropped.add(`The heading “${words.slice(0, 120)}” became the title`, '')
    return { title: words.slice(0, 200), blocks: rest }
  }
  const fileName = name.replace(/\.[^.]*$/, '')
  // Of several first-level headings the title is the one that the file is named after.
  const named = tops.find((top) => tops.length === 1 || slugOf(fileName).includes(slugOf(plainText(top)) || '\0'))
  const title = read.title || (named ? plainText(named) : '') || fileName.replace(/[-_]+/g, ' ')
  return { title: title.replace(/\s+/g, ' ').trim().slice(0, 200), blocks: read.blocks }
}

function foundIn(document: DocumentJson, dropped: Dropped): Found {
  const byLevel = Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>
  const counts: Record<string, number> = {}
  const walk = (node: NodeJson) => {
    counts[node.type] = (counts[node.type] ?? 0) + 1
    if (node.type === 'requirement') byLevel[node.attrs?.level as Level] += 1
    node.content?.forEach(walk)
  }
  document.content.forEach(walk)
  const of = (...types: string[]) => types.reduce((sum, type) => sum + (counts[type] ?? 0), 0)
  return {
    requirements: of('requirement'), byLevel, sections: of('heading'), tables: of('table'), lists: of('bulletList', 'orderedList'),
    links: linksIn(document.content), images: of('image'), notes: of('note'), terms: of('term'), dropped: dropped.sentences(),
  }
}

/** A link whose words are in two styles is one link. */
function linksIn(blocks: readonly Block[]): number {
  let links = 0
  const walk = (nodes: readonly NodeJson[]) => {
    let last = ''
    for (const node of nodes) {
      const href = String(node.marks?.find((mark) => mark.type === 'link')?.attrs?.href ?? '')
      if (href !== '' && href !== last) links += 1
      last = href
      if (node.content) walk(node.content)
    }
  }
  walk(blocks)
  return links
}
