import type { DocumentJson } from '../document/types'

/** The ref that a requirement was given. Once it has stood in a version (`stoodIn`) it is that requirement's for good. */
export interface GivenRef { readonly blockId: string; readonly number: number; readonly stoodIn: string | null }

/** `FSM-09`; three digits from 100 on. */
export const refOf = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(2, '0')}`

/**
 * The number of each requirement: the one it was given, else the next above every number given so far, in the order of the text.
 * Gaps are left for the lead editor to choose from, so that a ref which was struck out does not quietly come to mean something else.
 */
export function numbersFor(requirementIds: readonly string[], given: readonly GivenRef[]): Map<string, number> {
  const numbers = new Map(given.map((ref) => [ref.blockId, ref.number]))
  let highest = Math.max(0, ...numbers.values())
  return new Map(requirementIds.map((id) => [id, numbers.get(id) ?? ++highest]))
}

/** The same document with each requirement under its ref; where `refs` has none, bare. */
export function withRefs(document: DocumentJson, refs: ReadonlyMap<string, string>): DocumentJson {
  return {
    ...document,
    content: document.content.map((block) => block.type !== 'requirement' ? block
      : { ...block, attrs: { ...block.attrs, ref: refs.get(String(block.attrs?.id)) ?? null } }),
  }
}

/** A draft's requirements carry no ref: they are kept beside it. */
export const withoutRefs = (document: DocumentJson): DocumentJson => withRefs(document, new Map())
