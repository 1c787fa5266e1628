import { Node, textblockTypeInputRule } from '@tiptap/core'

/** The language that a code block's class names, as Markdown's renderers write it. */
const languageOf = (element: HTMLElement): string | null =>
  element.firstElementChild?.className.match(/(?:^|\s)language-([\w+#-]+)/)?.[1] ?? null

export const CodeBlock = Node.create({
  name: 'codeBlock',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  addAttributes: () => ({ language: { default: null, parseHTML: languageOf, rendered: false } }),
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: ({ node, HTMLAttributes }) =>
    ['pre', HTMLAttributes, ['code', node.attrs.language ? { class: `language-${node.attrs.language}` } : {}, 0]],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^```([\w+#-]+)?\s$/, type: this.type, getAttributes: (match) => ({ language: match[1] ?? null }) })]
  },
  addKeyboardShortcuts() {
    const { editor } = this
    /** Enter a third time on empty lines leaves the code. */
    const leave = () => {
      const { $from, empty } = editor.state.selection
      if (!empty || $from.parent.type !== this.type || $from.parentOffset !== $from.parent.nodeSize - 2) return false
      if (!$from.parent.textContent.endsWith('\n\n')) return false
      return editor.chain().command(({ tr }) => { tr.delete($from.pos - 2, $from.pos); return true }).exitCode().run()
    }
    const clear = () => {
      const { $anchor, empty } = editor.state.selection
      return empty && $anchor.parent.type === this.type && $anchor.parent.content.size === 0 && editor.commands.clearNodes()
    }
    const below = () => {
      const { $from, empty } = editor.state.selection
      const last = empty && $from.parent.type === this.type && $from.parentOffset === $from.parent.nodeSize - 2
      return last && editor.state.doc.nodeAt($from.after()) === null && editor.commands.exitCode()
    }
    return { Enter: leave, Backspace: clear, ArrowDown: below }
  },
})
