import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { NodeView } from '@tiptap/pm/view'
import { element } from './dom'

/** On the page the draft's title is the heading of level 1, so those of the text stand one level below. What is copied out keeps its own level. */
class HeadingView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement

  constructor(private readonly node: Node) {
    this.dom = this.contentDOM = element(`h${Number(node.attrs.level) + 1}` as 'h2')
    this.#name(node)
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs.level !== this.node.attrs.level) return false
    this.#name(node)
    return true
  }

  #name(node: Node): void {
    if (node.attrs.id) this.dom.dataset.id = String(node.attrs.id)
  }
}

export const headingsBelowTitle = Extension.create({
  name: 'headingsBelowTitle',
  addProseMirrorPlugins: () => [new Plugin({ key: new PluginKey('headingsBelowTitle'), props: { nodeViews: { heading: (node) => new HeadingView(node) } } })],
})
