'use client'
import type { Editor } from '@tiptap/core'
import { createContext, use } from 'react'
import type * as Y from 'yjs'
import type { Lane } from '@/lib/drafts/access'
import type { DraftNotice } from '@/lib/drafts/notice'
import type { RefsStore } from './refs-store'
import type { DraftProvider } from './sync/provider'

/** Who has the page open. Shown only: the server stamps what it records from the session. */
export interface Me { readonly id: string; readonly name: string; readonly organisation: string; readonly constituency: string | null }

export type OpenLane = Exclude<Lane, 'none'>

/** What the parts of the draft page share; what stands in the margin gets it with `useDraft`. */
export interface Draft {
  readonly standardId: string
  readonly slug: string
  readonly title: string
  readonly lane: OpenLane
  readonly me: Me
  /** The text is loaded and on the page: before that there is no editor, and nothing is drawn from this context. */
  readonly editor: Editor
  readonly doc: Y.Doc
  readonly provider: DraftProvider
  readonly refs: RefsStore
  /** Formal objections that were open as the page was opened, by block id: `FO-1 open`. */
  readonly objections: Readonly<Record<string, readonly string[]>>
  /** Where the margin is a sheet over the text: shows it, puts it away. Where it stands beside the text both do nothing. */
  readonly openMargin: () => void
  readonly closeMargin: () => void
  /** The text takes no typing: what one would have otherwise is suggested. */
  readonly suggesting: boolean
  readonly suggest: (on: boolean) => void
  readonly maySuggest: boolean
  /** Notices about things beside the text (message 101); answers how to stop. */
  readonly onNotice: (listener: (notice: DraftNotice) => void) => () => void
}

export const DraftContext = createContext<Draft | null>(null)

export function useDraft(): Draft {
  const draft = use(DraftContext)
  if (!draft) throw new Error('useDraft outside the draft page')
  return draft
}
