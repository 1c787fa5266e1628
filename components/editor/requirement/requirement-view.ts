import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { wantedEvent } from '@/components/comments/anchors-plugin'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { addPart, type PartType, partTypes } from '../commands/requirement-commands'
import { element, fixed } from '../dom'
import { folding } from './folding'
import type { RequirementHooks } from './hooks'
import { partNames } from './part-view'
import { StatementView } from './statement-view'

/**
 * A requirement: its ref in the left margin, then its parts. Drawn without React, so that a text of hundreds stands at once and
 * nothing blinks while others type.
 */
export class RequirementView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly #ref = element('span', { ...fixed, class: `requirement-ref ${classes.ref}` })
  readonly #adding = element('div', { ...fixed, class: 'requirement-adding' })
  readonly #comment = element('button', { ...fixed, type: 'button', class: 'requirement-comment', onclick: () => this.#askToComment() }, 'Comment')
  readonly #forget: (() => void)[]

  constructor(private node: Node, private readonly view: EditorView, private readonly getPos: () => number | undefined, private readonly hooks: RequirementHooks) {
    this.contentDOM = element('div', {})
    this.dom = element('article', { class: classes.article }, this.#ref, this.contentDOM, this.#adding, ...(hooks.comments ? [this.#comment] : []))
    // With the keyboard one comments from the caret, where one may write; who may not has no caret.
    if (hooks.editable) this.#comment.tabIndex = -1
    this.#forget = [hooks.refs.subscribe(() => this.#draw()), folding.subscribe((id) => { if (id === this.id) this.#draw() })]
    this.#draw()
  }

  get id(): string { return String(this.node.attrs.id ?? '') }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.id !== this.node.attrs.id) return false
    const partsChanged = node.childCount !== this.node.childCount
    const attributesChanged = node.attrs !== this.node.attrs
    this.node = node
    if (attributesChanged || partsChanged) this.#draw()
    return true
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof Element && event.target.closest('button') !== null
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy(): void { for (const forget of this.#forget) forget() }

  #draw(): void {
    const ref = this.hooks.refs.of(this.id)
    this.dom.dataset.id = this.id
    this.dom.dataset.open = String(folding.isOpen(this.id))
    this.dom.setAttribute('aria-label', `${ref ?? 'New requirement'}, ${this.node.attrs.level}`)
    this.#ref.textContent = ref ?? 'new'
    this.#ref.dataset.new = String(ref === null)
    if (ref) this.dom.id = ref
    this.#comment.setAttribute('aria-label', `Comment on ${ref ?? 'this requirement'}`)
    this.#drawAdding()
    // On the first drawing the statement's view is not there yet; it then reads the attributes for itself.
    StatementView.at(this.contentDOM.firstElementChild)?.draw(this.node)
  }

  #drawAdding(): void {
    const stands = new Set(this.node.children.map((part) => part.type.name))
    const missing = this.hooks.editable && folding.isOpen(this.id) ? partTypes.filter((type) => !stands.has(type)) : []
    this.#adding.replaceChildren(...missing.map((type) =>
      element('button', { type: 'button', tabindex: '-1', class: 'requirement-action', onclick: () => this.#add(type) }, `Add ${partNames[type].toLowerCase()}`)))
    this.#adding.hidden = missing.length === 0
  }

  #askToComment(): void { this.view.dom.dispatchEvent(new CustomEvent(wantedEvent, { detail: this.id })) }

  #add(type: PartType): void {
    const pos = this.getPos()
    if (pos === undefined) return
    addPart(pos, type)(this.view.state, this.view.dispatch)
    this.view.focus()
  }
}
