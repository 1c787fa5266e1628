import { canonicalJson, normalNode } from '../document/canonical'
import { attribute, type Block } from '../document/types'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

/**
 * A change of one block at the top of a live draft. `seen` is what `sayingOf` makes of the block that the person had before them: if it says
 * something else by now, nothing is changed. `after` is the block that it comes behind; null is the beginning.
 */
export type Amendment =
  | { readonly kind: 'put'; readonly blockId: string; readonly seen: string; readonly block: Block }
  | { readonly kind: 'insert'; readonly after: string | null; readonly block: Block }
  | { readonly kind: 'delete'; readonly blockId: string; readonly seen: string }
  | { readonly kind: 'move'; readonly blockId: string; readonly seen: string; readonly after: string | null }

/** Everything that a block says, its ids too, as canonical JSON: equal texts, equal blocks. */
export const sayingOf = (block: Block): string => canonicalJson(normalNode(block))

export const placeOf = (content: readonly Block[], blockId: string): number => content.findIndex((block) => attribute(block, 'id') === blockId)

/** What is done to the blocks, by their places in `content`: takes out one, puts in one, or both. */
export type Edit =
  | { readonly do: 'put'; readonly at: number; readonly block: Block }
  | { readonly do: 'insert'; readonly at: number; readonly block: Block }
  | { readonly do: 'delete'; readonly at: number }
  /** `to` counts with the block taken out. */
  | { readonly do: 'move'; readonly at: number; readonly to: number }

const changed = () => refuse('stale', 'This part of the draft has changed since you looked. Look at it again, then decide.')

export function editFor(content: readonly Block[], amendment: Amendment): Result<Edit> {
  const behind = (): Result<number> => {
    if (!('after' in amendment) || amendment.after === null) return ok(0)
    const place = placeOf(content, amendment.after)
    return place < 0 ? refused(refuse('stale', 'The block that it should come after is no longer in the draft.')) : ok(place + 1)
  }
  if (amendment.kind === 'insert') {
    if (placeOf(content, attribute(amendment.block, 'id')) >= 0) return refused(refuse('already-done', 'This block is in the draft already.'))
    const to = behind()
    return to.ok ? ok({ do: 'insert', at: to.value, block: amendment.block }) : to
  }
  const at = placeOf(content, amendment.blockId)
  if (at < 0) return refused(refuse('stale', 'This part is no longer in the draft.'))
  if (sayingOf(content[at]!) !== amendment.seen) return refused(changed())
  if (amendment.kind === 'put') return ok({ do: 'put', at, block: amendment.block })
  if (amendment.kind === 'delete') return ok({ do: 'delete', at })
  if (amendment.after === amendment.blockId) return ok({ do: 'move', at, to: at })
  const to = behind()
  return to.ok ? ok({ do: 'move', at, to: to.value > at ? to.value - 1 : to.value }) : to
}

/** The blocks with an edit done. */
export function edited(content: readonly Block[], edit: Edit): Block[] {
  const blocks = [...content]
  if (edit.do === 'put') blocks[edit.at] = edit.block
  else if (edit.do === 'insert') blocks.splice(edit.at, 0, edit.block)
  else {
    const [taken] = blocks.splice(edit.at, 1)
    if (edit.do === 'move') blocks.splice(edit.to, 0, taken!)
  }
  return blocks
}
