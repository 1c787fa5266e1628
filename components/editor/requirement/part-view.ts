import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { type PartType, removePart } from '../commands/requirement-commands'
import { copiesOf, element, fixed } from '../dom'
import type { RequirementHooks } from './hooks'

export const partNames: Record<PartType, string> = {
  requirementRationale: 'Rationale', requirementTest: 'Test', requirementEvidence: 'Evidence',
}

function frameOf(type: PartType, editable: boolean): () => HTMLElement {
  const name = partNames[type]
  return copiesOf(() => element('div', { class: `requirement-part ${classes.part}`, role: 'group', 'aria-label': name, 'data-part': type },
    element('div', { ...fixed, class: `requirement-part-name ${classes.partName}` }, element('span', {}, name),
      ...(editable ? [element('button', { type: 'button', tabindex: '-1', class: 'requirement-action', 'aria-label': `Remove ${name.toLowerCase()}` }, 'Remove')] : [])),
    element('div')))
}

const framesOf = (editable: boolean): Record<PartType, () => HTMLElement> => ({
  requirementRationale: frameOf('requirementRationale', editable), requirementTest: frameOf('requirementTest', editable), requirementEvidence: frameOf('requirementEvidence', editable),
})
const frames = { written: framesOf(true), read: framesOf(false) }

/** A rationale, test or evidence, under its name, with a way to take it off. */
export class PartView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement

  constructor(private readonly node: Node, private readonly view: EditorView, private readonly getPos: () => number | undefined, { editable }: RequirementHooks) {
    this.dom = frames[editable ? 'written' : 'read'][node.type.name as PartType]()
    this.contentDOM = this.dom.lastElementChild as HTMLElement
    if (editable) this.dom.querySelector('button')!.addEventListener('click', () => this.#remove())
  }

  update(node: Node): boolean { return node.type === this.node.type }

  stopEvent(event: Event): boolean {
    return event.target instanceof Element && event.target.closest('button') !== null
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  #remove(): void {
    const pos = this.getPos()
    if (pos === undefined) return
    removePart(pos)(this.view.state, this.view.dispatch)
    this.view.focus()
  }
}
