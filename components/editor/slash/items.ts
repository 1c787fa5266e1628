import type { Editor } from '@tiptap/core'
import { insertBlock, toggleNote, toggleRequirement } from '../commands/block-commands'
import { insertTable } from '../table-editing'
import type { Command } from '@tiptap/pm/state'

export interface SlashItem {
  readonly name: string
  readonly says: string
  /** Other words that find it. */
  readonly also: string
  readonly run: (editor: Editor, dialogs: Dialogs) => void
}

/** What opens beside the text to ask for more. */
export interface Dialogs { openImage(): void; openLink(): void }

const run = (command: Command) => (editor: Editor) => { command(editor.state, editor.view.dispatch, editor.view) }

const requirement: Command = (state, dispatch, view) =>
  (state.selection.$from.parent.content.size === 0 && state.selection.$from.depth === 1 ? toggleRequirement : insertBlock('requirement'))(state, dispatch, view)

export const slashItems: readonly SlashItem[] = [
  { name: 'Requirement', says: 'One duty, with its level', also: 'must should may', run: run(requirement) },
  { name: 'Section heading', says: 'Opens a section', also: 'h1 heading title', run: (editor) => { editor.commands.setHeading({ level: 1 }) } },
  { name: 'Subheading', says: 'A smaller heading', also: 'h2 heading', run: (editor) => { editor.commands.setHeading({ level: 2 }) } },
  { name: 'Note', says: 'Explains, and binds nobody', also: 'informative', run: run(toggleNote) },
  { name: 'Term', says: 'A word and what it means', also: 'definition glossary', run: run(insertBlock('term')) },
  { name: 'Bullet list', says: '', also: 'ul points', run: (editor) => { editor.commands.toggleList('bulletList', 'listItem') } },
  { name: 'Numbered list', says: '', also: 'ol ordered', run: (editor) => { editor.commands.toggleList('orderedList', 'listItem') } },
  { name: 'Table', says: 'Three columns, to begin with', also: 'grid', run: run(insertTable) },
  { name: 'Image', says: 'With words for those who cannot see it', also: 'picture', run: (_editor, dialogs) => dialogs.openImage() },
  { name: 'Quotation', says: '', also: 'blockquote quote', run: (editor) => { editor.commands.toggleBlockquote() } },
  { name: 'Code', says: '', also: 'code block pre', run: (editor) => { editor.commands.toggleNode('codeBlock', 'paragraph') } },
  { name: 'Line', says: 'Across the page', also: 'rule divider hr', run: run(insertBlock('horizontalRule')) },
]

/** Those whose name begins with the query first, then those that it occurs in. */
export function slashMatches(query: string): readonly SlashItem[] {
  const wanted = query.toLowerCase()
  const rank = ({ name, also }: SlashItem): number => {
    if (name.toLowerCase().startsWith(wanted)) return 0
    return `${name} ${also}`.toLowerCase().split(' ').some((word) => word.startsWith(wanted)) ? 1 : 2
  }
  return slashItems.filter((item) => rank(item) < 2).sort((a, b) => rank(a) - rank(b))
}
