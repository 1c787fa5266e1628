import type { Node } from '@tiptap/pm/model'
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { requirementClasses as classes } from '@/components/document/requirement-classes'
import { appliesToInWords } from '@/lib/document/applies-to'
import { metByInWords } from '@/lib/document/met-by'
import { copiesOf, element, fixed } from '../dom'
import { wearLevel } from './badge'
import { folding } from './folding'
import type { ChoiceKind, RequirementHooks } from './hooks'

const views = new WeakMap<Element, StatementView>()

/** The requirement that each statement stands in, told by its view just before: to look it up would go past all that stands before it. */
const around = new WeakMap<Node, Node>()

/** A button where the person may edit, else the bare words. */
function control(editable: boolean, kind: ChoiceKind, name: string, popup: string, ...words: (string | HTMLElement)[]): HTMLElement {
  if (!editable) return element('span', { ...fixed, class: name }, ...words)
  return element('button', { ...fixed, type: 'button', tabindex: '-1', class: name, 'aria-haspopup': popup, 'data-choice': kind }, ...words)
}

function frame(editable: boolean): () => HTMLElement {
  const fact = (kind: ChoiceKind, words: string) => control(editable, kind, 'requirement-fact', 'dialog', words, element('span', { class: 'requirement-value' }))
  return copiesOf(() => element('div', {},
    element('div', { class: `requirement-statement ${classes.statement}` }, control(editable, 'level', 'requirement-level', 'listbox'), element('div')),
    element('div', { ...fixed, class: classes.facts }, fact('metBy', 'Met by: '), fact('appliesTo', 'Applies to: ')),
    element('div', { ...fixed, class: 'requirement-more-row' },
      element('button', { type: 'button', class: 'requirement-more', ...(editable ? { tabindex: '-1' } : {}) }, element('span')))))
}

const frames = { written: frame(true), read: frame(false) }

/** The level and the two facts, in their order. */
const kinds: readonly ChoiceKind[] = ['level', 'metBy', 'appliesTo']

/**
 * The statement, with what stands about the requirement around it: the level at the head of its first line, "met by" and "applies to"
 * beneath, then the way to its other parts. The requirement's view tells it when one of them changes.
 */
export class StatementView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly #level: HTMLElement
  readonly #metBy: HTMLElement
  readonly #appliesTo: HTMLElement
  readonly #more: HTMLElement
  #requirement: Node

  static at = (dom: Element | null): StatementView | undefined => (dom ? views.get(dom) : undefined)

  static standsIn(requirement: Node): void { around.set(requirement.firstChild!, requirement) }

  constructor(private readonly node: Node, private readonly hooks: RequirementHooks) {
    this.#requirement = around.get(node)!
    this.dom = (hooks.editable ? frames.written : frames.read)()
    const [statement, facts, row] = this.dom.children as unknown as HTMLElement[]
    ;[this.#level, this.contentDOM] = statement!.children as unknown as [HTMLElement, HTMLElement]
    ;[this.#metBy, this.#appliesTo] = facts!.children as unknown as [HTMLElement, HTMLElement]
    this.#more = row!.firstElementChild as HTMLElement
    const controls = [this.#level, this.#metBy, this.#appliesTo]
    if (hooks.editable) controls.forEach((anchor, at) => anchor.addEventListener('click', () => hooks.choose({ kind: kinds[at]!, id: this.#id, anchor })))
    this.#more.addEventListener('click', () => folding.set(this.#id, !folding.isOpen(this.#id)))
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
    this.#metBy.lastElementChild!.textContent = metByInWords(metBy)
    this.#appliesTo.lastElementChild!.textContent = appliesToInWords(appliesTo)
    this.#drawMore(folding.isOpen(this.#id))
  }

  #drawMore(open: boolean): void {
    const parts = this.#requirement.childCount - 1
    this.#more.firstElementChild!.textContent = parts === 0 ? 'Add rationale, test or evidence' : 'Rationale, test, evidence'
    this.#more.setAttribute('aria-expanded', String(open))
    this.#more.dataset.empty = String(parts === 0)
    this.#more.hidden = parts === 0 && !this.hooks.editable
  }
}
