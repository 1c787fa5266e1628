import { Node, wrappingInputRule } from '@tiptap/core'
import { wholeNumber } from './whole-number'

export const BulletList = Node.create({
  name: 'bulletList',
  group: 'block list',
  content: 'listItem+',
  parseHTML: () => [{ tag: 'ul' }],
  renderHTML: ({ HTMLAttributes }) => ['ul', HTMLAttributes, 0],
  addInputRules() { return [wrappingInputRule({ find: /^\s*[-+*]\s$/, type: this.type })] },
})

export const OrderedList = Node.create({
  name: 'orderedList',
  group: 'block list',
  content: 'listItem+',
  addAttributes: () => ({ start: wholeNumber('start') }),
  parseHTML: () => [{ tag: 'ol' }],
  renderHTML: ({ HTMLAttributes: { start, ...rest } }) => ['ol', start === 1 ? rest : { start: String(start), ...rest }, 0],
  addInputRules() {
    const start = (match: RegExpMatchArray) => Math.min(Math.max(Number(match[1]), 1), 1000)
    return [wrappingInputRule({
      find: /^(\d{1,4})[.)]\s$/,
      type: this.type,
      getAttributes: (match) => ({ start: start(match) }),
      joinPredicate: (match, list) => list.childCount + Number(list.attrs.start) === start(match),
    })]
  },
})

export const ListItem = Node.create({
  name: 'listItem',
  content: 'paragraph block*',
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: ({ HTMLAttributes }) => ['li', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      'Enter': () => this.editor.commands.splitListItem(this.name),
      'Tab': () => this.editor.commands.sinkListItem(this.name),
      'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
    }
  },
})
