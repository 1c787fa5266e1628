import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { wantedEvent } from '@/components/comments/anchors-plugin'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { addPart, type PartType, partTypes } from '../commands/requirement-commands'
import { copiesOf, element, fixed } from '../dom'
import { folding } from './folding'
import type { RequirementHooks } from './hooks'
import { partNames } from './part-view'
import { StatementView } from './statement-view'

const frame = (comments: boolean, tabStop: boolean) => copiesOf(() => element('article', { class: classes.article },
  element('span', { ...fixed, class: `requirement-ref ${classes.ref}` }), element('div'), element('div', { ...fixed, class: 'requirement-adding', hidden: '' }),
  ...(comments ? [element('button', { ...fixed, type: 'button', class: 'requirement-comment', ...(tabStop ? {} : { tabindex: '-1' }) }, 'Comment')] : [])))

// With the keyboard one comments from the caret, where one may write; who may not has no caret.
const frames = { written: frame(true, false), commented: frame(true, true), read: frame(false, false) }

/**
 * A requirement: its ref in the left margin, then its parts. Drawn without React, so that a text of hundreds stands at once and
 * nothing blinks while others type.
 */
export class RequirementView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly #ref: HTMLElement
  readonly #adding: HTMLElement
  readonly #comment: HTMLElement | null
  readonly #forget: (() => void)[]

  constructor(private node: Node, private readonly view: EditorView, private readonly getPos: () => number | undefined, private readonly hooks: RequirementHooks) {
    this.dom = (!hooks.comments ? frames.read : hooks.editable ? frames.written : frames.commented)()
    const [ref, content, adding, comment] = this.dom.children as unknown as HTMLElement[]
    this.contentDOM = content!
    this.#ref = ref!
    this.#adding = adding!
    this.#comment = comment ?? null
    comment?.addEventListener('click', () => this.#askToComment())
    StatementView.standsIn(node)
    this.#forget = [hooks.refs.subscribe(() => this.#draw()), folding.subscribe((id) => { if (id === this.id) this.#draw() })]
    this.#draw()
  }

  get id(): string { return String(this.node.attrs.id ?? '') }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.id !== this.node.attrs.id) return false
    const partsChanged = node.childCount !== this.node.childCount
    const attributesChanged = node.attrs !== this.node.attrs
    this.node = node
    StatementView.standsIn(node)
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
    this.#comment?.setAttribute('aria-label', `Comment on ${ref ?? 'this requirement'}`)
    this.#drawAdding()
    // On the first drawing the statement's view is not there yet; it then reads the attributes for itself.
    StatementView.at(this.contentDOM.firstElementChild)?.draw(this.node)
  }

  #drawAdding(): void {
    const missing = this.hooks.editable && folding.isOpen(this.id) ? partTypes.filter((type) => !this.node.children.some((part) => part.type.name === type)) : []
    if (missing.length === 0 && this.#adding.hidden) return
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
