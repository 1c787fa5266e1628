import { newBlockId } from '../kernel/ids'
import type { Level } from '../document/levels'
import { plainText } from '../document/plain-text'
import type { Block } from '../document/types'
import { requirementsInTable, type RowRequirement } from './detect-table'
import type { Dropped } from './dropped'
import { fitsPart, sameness, shallLevel, statedLevel, withoutSuffix, wordsOf } from './statement'

/** Sections that explain and bind nobody (product.md): what is in capitals there is left as text. */
const informative = /^(?:[\dA-Z]{1,3}(?:\.\d+)*\.?\s+)?(forewords?|preface|scope|notes?|abstract|references|bibliography|glossary|status of this document|table of contents|contents)\b/i

export interface Detected { blocks: Block[]; proposedRefs: Record<string, string> }

/**
 * Finds the requirements among blocks. Where the text numbers its requirements in tables, running prose around them explains and is left
 * as it is; a point of a list that states a level still counts, because it stands for itself.
 */
export function detectRequirements(blocks: readonly Block[], dropped: Dropped): Detected {
  return new Detection(blocks, dropped).run()
}

class Detection {
  private readonly out: Block[] = []
  private readonly refs: Record<string, string> = {}
  private readonly seen = new Set<string>()
  private readonly tables: Map<Block, (RowRequirement | Block)[]>
  private readonly numbered: boolean
  private readonly capitals: boolean
  private readonly headingWords: ReadonlySet<string>
  /** Lists that went into a statement before them. */
  private readonly swallowed = new Set<Block>()
  private path: { level: number; informative: boolean }[] = []
  /** The requirement that a heading states: what follows it explains it. */
  private open: { requirement: Block; explains: Block[]; closed: boolean } | null = null

  constructor(private readonly blocks: readonly Block[], private readonly dropped: Dropped) {
    this.tables = new Map(blocks.flatMap((block) => {
      const rows = block.type === 'table' ? requirementsInTable(block) : null
      return rows ? [[block, rows]] : []
    }))
    this.numbered = [...this.tables.values()].some((rows) => rows.some((row) => 'ref' in row && row.ref !== ''))
    this.capitals = blocks.some((block) => block.type !== 'table' && statedLevel(wordsOf([block])) !== null)
    this.headingWords = new Set(blocks.filter((block) => block.type === 'heading').map((block) => sameness(plainText(block))))
  }

  run(): Detected {
    this.blocks.forEach((block, at) => this.take(block, this.blocks[at + 1]))
    return { blocks: this.out, proposedRefs: this.refs }
  }

  private get isInformative() { return this.path.some((above) => above.informative) }

  private take(block: Block, next: Block | undefined): void {
    if (this.swallowed.has(block)) return
    const rows = this.tables.get(block)
    if (block.type === 'heading') this.heading(block)
    else if (rows) this.table(rows)
    else if (this.open && this.explain(block)) return
    else if (block.type === 'paragraph') this.paragraph(block, next)
    else if (block.type === 'bulletList' || block.type === 'orderedList') this.list(block)
    else this.out.push(block)
  }

  private heading(block: Block): void {
    this.open = null
    const [level, words] = [Number(block.attrs?.level ?? 1), plainText(block).trim()]
    const stated = statedLevel(words)
    this.path = [...this.path.filter((above) => above.level < level), { level, informative: informative.test(words) }]
    if (stated === null || words.split(/\s+/).length < 3 || this.isInformative || !this.isNew(words)) { this.out.push(block); return }
    const requirement = this.add(stated, [{ type: 'paragraph', content: block.content ?? [] }], String(block.attrs?.id))
    this.open = { requirement, explains: [], closed: false }
  }

  /** What stands under a heading that is a requirement is its rationale, as far as it is prose. True when it was taken. */
  private explain(block: Block): boolean {
    const { open } = this
    if (!open) return false
    if (open.closed || !fitsPart([...open.explains, block])) { open.closed = true; this.out.push(block); return true }
    open.explains.push(block)
    open.requirement.content = [open.requirement.content![0]!, { type: 'requirementRationale', content: open.explains }]
    return true
  }

  private table(rows: readonly (RowRequirement | Block)[]): void {
    this.open = null
    for (const row of rows) {
      if (!('ref' in row)) { this.out.push(row as Block); continue }
      const { block, ref, text } = row as RowRequirement
      const key = ref === '' ? sameness(text) : `${ref} ${sameness(text)}`
      if (this.seen.has(key)) { this.dropped.add('A requirement listed twice counts once', 'N requirements listed twice count once', text); continue }
      this.seen.add(key)
      if (ref) this.refs[String(block.attrs?.id)] = ref
      this.out.push(block)
    }
  }

  private paragraph(block: Block, next: Block | undefined): void {
    const words = plainText(block)
    const stated = statedLevel(words) ?? (this.capitals ? null : shallLevel(words))
    if (stated === null) { this.out.push(block); return }
    if (this.isInformative) { this.left('in a foreword, scope, notes or references', words); this.out.push(block); return }
    if (this.numbered) { this.left('outside the numbered requirements', words); this.out.push(block); return }
    if (!this.isNew(words)) { this.out.push(block); return }
    const statement = [block]
    if (words.trimEnd().endsWith(':') && next && isPlainList(next)) { statement.push(next); this.swallowed.add(next) }
    this.add(stated, statement, String(block.attrs?.id))
  }

  private left(where: string, words: string): void {
    this.dropped.add(`A sentence with a level in capitals ${where} was left as text`, `N sentences with levels in capitals ${where} were left as text`, words)
  }

  /** Points that state a level become requirements, the runs between them stay lists. */
  private list(list: Block): void {
    let run: Block[] = []
    const flush = () => { if (run.length > 0) this.out.push({ ...list, attrs: { ...list.attrs, id: newBlockId() }, content: run }); run = [] }
    if (!(list.content ?? []).some((item) => this.levelOfItem(item) !== null)) { this.out.push(list); return }
    for (const item of list.content ?? []) {
      const stated = this.levelOfItem(item)
      const [first, ...rest] = item.content ?? []
      if (stated === null || !first || !this.isNew(plainText(first))) { run.push(item); continue }
      flush()
      const fitting = rest.filter((block) => fitsPart([first, block]))
      this.add(stated, [first, ...fitting], String(first.attrs?.id))
      this.out.push(...rest.filter((block) => !fitting.includes(block)))
    }
    flush()
  }

  private levelOfItem(item: Block): Level | null {
    const first = item.content?.[0]
    if (first?.type !== 'paragraph' || this.isInformative) return null
    const words = plainText(first)
    const stated = statedLevel(words) ?? (this.numbered ? null : shallLevel(words))
    // A list of links to the headings that state the requirements is a list of contents.
    const isContents = (first.content ?? []).every((node) => node.marks?.some((mark) => mark.type === 'link' && String(mark.attrs?.href).startsWith('#')))
    return stated !== null && !(isContents && this.headingWords.has(sameness(words))) ? stated : null
  }

  private isNew(words: string): boolean {
    const key = sameness(words)
    if (this.seen.has(key)) { this.dropped.add('A requirement listed twice counts once', 'N requirements listed twice count once', words); return false }
    this.seen.add(key)
    return true
  }

  /** The requirement takes the id of what it was, so that links to that place lead to it. */
  private add(level: Level, statement: readonly Block[], id: string): Block {
    const [first, ...rest] = statement
    const content = [{ ...withoutSuffix(first!), attrs: { id: newBlockId() } }, ...rest]
    const block: Block = {
      type: 'requirement', attrs: { id, ref: null, level, metBy: '', appliesTo: '' }, content: [{ type: 'requirementStatement', content }],
    }
    this.out.push(block)
    return block
  }
}

/** A list that goes on a sentence: none of its points states a level of its own. */
const isPlainList = (block: Block): boolean => (block.type === 'bulletList' || block.type === 'orderedList')
  && (block.content ?? []).every((item) => (item.content ?? []).every((inner) => fitsPart([{ type: 'paragraph' }, inner])) && statedLevel(wordsOf([item])) === null)
