import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { appliesToInWords } from '@/lib/document/applies-to'
import { metByInWords } from '@/lib/document/met-by'
import { element, fixed } from '../dom'
import { wearLevel } from './badge'
import { folding } from './folding'
import type { ChoiceKind, RequirementHooks } from './hooks'

const views = new WeakMap<Element, StatementView>()

/**
 * The statement, with what stands about the requirement around it: the level at the head of its first line, "met by" and "applies to"
 * beneath, then the way to its other parts. The requirement's view tells it when one of them changes.
 */
export class StatementView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM = element('div')
  readonly #level: HTMLElement
  readonly #metBy: HTMLElement
  readonly #appliesTo: HTMLElement
  readonly #more = element('button', { type: 'button', class: 'requirement-more' })
  #requirement: Node

  static at = (dom: Element | null): StatementView | undefined => (dom ? views.get(dom) : undefined)

  constructor(private readonly node: Node, view: EditorView, getPos: () => number | undefined, private readonly hooks: RequirementHooks) {
    this.#requirement = view.state.doc.resolve(getPos() ?? 0).parent
    this.#level = this.#control('level', 'requirement-level', 'listbox')
    this.#metBy = this.#control('metBy', 'requirement-fact', 'dialog')
    this.#appliesTo = this.#control('appliesTo', 'requirement-fact', 'dialog')
    if (hooks.editable) this.#more.tabIndex = -1
    this.#more.addEventListener('click', () => folding.set(this.#id, !folding.isOpen(this.#id)))
    const facts = element('div', { ...fixed, class: classes.facts }, this.#metBy, this.#appliesTo)
    this.dom = element('div', {},
      element('div', { class: `requirement-statement ${classes.statement}` }, this.#level, this.contentDOM),
      facts, element('div', { ...fixed, class: 'requirement-more-row' }, this.#more))
    views.set(this.dom, this)
    this.draw(this.#requirement)
  }

  get #id(): string { return String(this.#requirement.attrs.id ?? '') }

  update(node: Node): boolean { return node.type === this.node.type }

  stopEvent(event: Event): boolean {
    return event.target instanceof Element && event.target.closest('button') !== null
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  draw(requirement: Node): void {
    this.#requirement = requirement
    const { level, metBy, appliesTo } = requirement.attrs as Record<string, string>
    wearLevel(this.#level, level ?? '', `${classes.badgeInStatement} requirement-level`)
    if (this.hooks.editable) this.#level.setAttribute('aria-label', `Level: ${level}`)
    this.#metBy.replaceChildren('Met by: ', element('span', { class: 'requirement-value' }, metByInWords(metBy)))
    this.#appliesTo.replaceChildren('Applies to: ', element('span', { class: 'requirement-value' }, appliesToInWords(appliesTo)))
    this.#drawMore(folding.isOpen(this.#id))
  }

  #drawMore(open: boolean): void {
    const parts = this.#requirement.childCount - 1
    this.#more.replaceChildren(element('span', {}, parts === 0 ? 'Add rationale, test or evidence' : 'Rationale, test, evidence'))
    this.#more.setAttribute('aria-expanded', String(open))
    this.#more.dataset.empty = String(parts === 0)
    this.#more.hidden = parts === 0 && !this.hooks.editable
  }

  /** A button where the person may edit, else the bare words. */
  #control(kind: ChoiceKind, name: string, popup: string): HTMLElement {
    if (!this.hooks.editable) return element('span', { ...fixed, class: name })
    const button = element('button', { ...fixed, type: 'button', tabindex: '-1', class: name, 'aria-haspopup': popup, 'data-choice': kind })
    button.addEventListener('click', () => this.hooks.choose({ kind, id: this.#id, anchor: button }))
    return button
  }
}
