import { Selection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { partAround, requirementAround } from '../commands/where'
import { folding } from './folding'

/** Where Tab stops in a requirement: a control, or the text of a part (its place just inside). */
type Stop = { readonly control: HTMLElement } | { readonly text: number; readonly type: string }

function stopsOf(view: EditorView, pos: number): Stop[] {
  const node = view.state.doc.nodeAt(pos)!
  const article = view.nodeDOM(pos) as HTMLElement
  const controls = (selector: string): Stop[] => [...article.querySelectorAll<HTMLElement>(selector)].filter((one) => !one.hidden).map((control) => ({ control }))
  const parts: Stop[] = []
  node.forEach((part, offset) => parts.push({ text: pos + 1 + offset + 1, type: part.type.name }))
  const more = folding.isOpen(String(node.attrs.id)) ? [...parts.slice(1), ...controls('.requirement-adding button')] : []
  return [...controls('.requirement-level'), ...parts.slice(0, 1), ...controls('.requirement-fact'), ...controls('.requirement-more'), ...more]
}

function stopNow(view: EditorView, stops: Stop[]): number {
  const focused = view.root.activeElement
  if (focused !== view.dom) return stops.findIndex((stop) => 'control' in stop && stop.control === focused)
  const part = partAround(view.state.selection.$from)?.node.type.name
  return stops.findIndex((stop) => 'text' in stop && stop.type === part)
}

/** The requirement that holds the focused control, else the caret. */
function requirementNow(view: EditorView): { pos: number; size: number } | null {
  const article = view.root.activeElement?.closest('article.requirement')
  if (article && view.dom.contains(article)) {
    const pos = view.posAtDOM(article, 0) - 1
    const node = pos >= 0 ? view.state.doc.nodeAt(pos) : null
    if (node?.type.name === 'requirement') return { pos, size: node.nodeSize }
  }
  const found = requirementAround(view.state.selection.$from)
  return found ? { pos: found.pos, size: found.node.nodeSize } : null
}

/** Tab and Shift-Tab: to the next part or control of the requirement, and past its last one on into the text. False: nothing further. */
export function moveThroughParts(view: EditorView, direction: 1 | -1): boolean {
  const here = requirementNow(view)
  if (!here) return false
  const stops = stopsOf(view, here.pos)
  const next = stops[stopNow(view, stops) + direction]
  if (next && 'control' in next) {
    next.control.focus()
    return true
  }
  const edge = direction > 0 ? here.pos + here.size : here.pos
  const selection = next
    ? Selection.near(view.state.doc.resolve(next.text), 1)
    : Selection.findFrom(view.state.doc.resolve(edge), direction, true)
  if (!selection) return false
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView())
  view.focus()
  return true
}

/** Keys pressed on a control inside the text, which ProseMirror leaves alone. */
export function keyOnControl(view: EditorView, event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || !event.target.closest('button')) return
  if (event.key === 'Tab' && !event.altKey && !event.ctrlKey && !event.metaKey) {
    if (moveThroughParts(view, event.shiftKey ? -1 : 1)) event.preventDefault()
  }
  if (event.key === 'Escape') view.focus()
}

/** Puts the keyboard on the level of the requirement at the caret; false where there is none. */
export function focusLevel(view: EditorView): HTMLElement | null {
  const here = requirementNow(view)
  return here ? (view.nodeDOM(here.pos) as HTMLElement).querySelector<HTMLElement>('button.requirement-level') : null
}
