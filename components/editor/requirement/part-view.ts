import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { type PartType, removePart } from '../commands/requirement-commands'
import { element, fixed } from '../dom'
import type { RequirementHooks } from './hooks'

export const partNames: Record<PartType, string> = {
  requirementRationale: 'Rationale', requirementTest: 'Test', requirementEvidence: 'Evidence',
}

/** A rationale, test or evidence, under its name, with a way to take it off. */
export class PartView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM = element('div')

  constructor(private readonly node: Node, private readonly view: EditorView, private readonly getPos: () => number | undefined, hooks: RequirementHooks) {
    const name = partNames[node.type.name as PartType]
    const heading = element('div', { ...fixed, class: `requirement-part-name ${classes.partName}` }, element('span', {}, name))
    if (hooks.editable) {
      const remove = { type: 'button', tabindex: '-1', class: 'requirement-action', 'aria-label': `Remove ${name.toLowerCase()}`, onclick: () => this.#remove() }
      heading.append(element('button', remove, 'Remove'))
    }
    this.dom = element('div', { class: `requirement-part ${classes.part}`, role: 'group', 'aria-label': name, 'data-part': node.type.name }, heading, this.contentDOM)
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
