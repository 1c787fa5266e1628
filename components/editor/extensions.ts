import type { Extensions } from '@tiptap/core'
import { Dropcursor } from '@tiptap/extensions/drop-cursor'
import { Gapcursor } from '@tiptap/extensions/gap-cursor'
import { extensions, fragmentName } from '@/lib/document/schema'
import { uniqueIds } from '@/lib/document/unique-ids'
import { commentAnchors } from '@/components/comments/anchors-plugin'
import { carets } from './binding/carets'
import { together } from './binding/collaboration'
import type { Me } from './draft-context'
import { bringFarBlocks } from './far-blocks'
import { followLinks } from './follow-links'
import { freshSelection } from './fresh-selection'
import { headingsBelowTitle } from './heading-view'
import { cleanPaste } from './paste'
import { requirementEditing } from './requirement/extension'
import type { RequirementHooks } from './requirement/hooks'
import { slash, type SlashMenu } from './slash/slash'
import { tableKeys } from './table-editing'
import type { DraftProvider } from './sync/provider'

interface Around { readonly provider: DraftProvider; readonly me: Me; readonly hooks: RequirementHooks; readonly slashMenu: SlashMenu }

/** The document's own extensions, and what makes of them an editor. No node or mark is added here: the schema is lib/document's. */
export const editorExtensions = ({ provider, me, hooks, slashMenu }: Around): Extensions => [
  ...extensions,
  uniqueIds,
  freshSelection,
  together(provider.doc.getXmlFragment(fragmentName)),
  carets(provider.awareness, me),
  requirementEditing(hooks),
  headingsBelowTitle,
  bringFarBlocks,
  slash(slashMenu),
  cleanPaste,
  followLinks,
  tableKeys,
  commentAnchors,
  Dropcursor.configure({ color: false, class: 'drop-cursor' }),
  Gapcursor,
]
