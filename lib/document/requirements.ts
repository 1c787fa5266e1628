import { parseMetBy, type Meeter } from './met-by'
import { isLevel, type Level } from './levels'
import { plainText, plainTextOf } from './plain-text'
import { attribute, type Block } from './types'

export interface Part { blocks: Block[]; text: string }

/** A requirement as the rest of Accord reads it. */
export interface RequirementView {
  id: string
  /** Null in a live draft. */
  ref: string | null
  level: Level
  metBy: Meeter[]
  /** See applies-to.ts; '' is everyone. */
  appliesTo: string
  statement: Part
  rationale: Part | null
  test: Part | null
  evidence: Part | null
  /** The headings that it stands under, outermost first. */
  section: string[]
  /** 0 for the first requirement of the text. */
  position: number
  node: Block
}

export const sectionInWords = (view: Pick<RequirementView, 'section'>): string => view.section.join(' › ')

export function requirementView(node: Block, section: string[] = [], position = 0): RequirementView {
  const part = (type: string): Part | null => {
    const blocks = node.content?.find((child) => child.type === type)?.content ?? []
    const text = plainTextOf(blocks)
    return text === '' && blocks.length <= 1 ? null : { blocks, text }
  }
  const level = node.attrs?.level
  return {
    id: attribute(node, 'id'),
    ref: attribute(node, 'ref') || null,
    level: isLevel(level) ? level : 'not specified',
    metBy: parseMetBy(node.attrs?.metBy),
    appliesTo: attribute(node, 'appliesTo'),
    statement: part('requirementStatement') ?? { blocks: [], text: '' },
    rationale: part('requirementRationale'),
    test: part('requirementTest'),
    evidence: part('requirementEvidence'),
    section, position, node,
  }
}

/** The requirements in the order of the text. They stand at its top level only. */
export function requirementsOf(document: { content: readonly Block[] }): RequirementView[] {
  const views: RequirementView[] = []
  let path: { level: number; text: string }[] = []
  for (const block of document.content) {
    if (block.type === 'heading') {
      const level = Number(block.attrs?.level ?? 1)
      path = [...path.filter((above) => above.level < level), { level, text: plainText(block) }]
    } else if (block.type === 'requirement') {
      views.push(requirementView(block, path.map(({ text }) => text), views.length))
    }
  }
  return views
}
