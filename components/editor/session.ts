'use client'
import { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { documentClasses } from '@/components/document/requirement-classes'
import { schemaVersion } from '@/lib/document/schema'
import type { Me, OpenLane } from './draft-context'
import { editorExtensions } from './extensions'
import type { RefsStore } from './refs-store'
import type { Choice } from './requirement/hooks'
import type { SlashMenu } from './slash/slash'
import { openDraft } from './sync/anew'
import type { DraftProvider } from './sync/provider'
import { unwalked } from './unwalked'

/** The live text of a standard, connected for as long as the page is open. */
export function useProvider(standardId: string, personId: string, lane: OpenLane): DraftProvider | null {
  const [provider, setProvider] = useState<DraftProvider | null>(null)
  const lately = useRef(lane)
  lately.current = lane
  useEffect(() => {
    const url = new URL(`/sync/${standardId}?schema=${schemaVersion}&saved=1&compare=1&as=${personId}`, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    return openDraft(url.href, () => lately.current, setProvider)
    // A change of lane is told to the open connection, below.
  }, [standardId, personId])
  useEffect(() => { provider?.allow(lane) }, [provider, lane])
  useEffect(() => {
    if (!provider) return
    const back = () => provider.retry()
    // The browser often knows sooner than the socket that the network went or came.
    window.addEventListener('offline', provider.drop)
    window.addEventListener('online', back)
    return () => {
      window.removeEventListener('offline', provider.drop)
      window.removeEventListener('online', back)
    }
  }, [provider])
  return provider
}

interface Around {
  readonly title: string
  readonly me: Me
  readonly lane: OpenLane
  readonly refs: RefsStore
  readonly slashMenu: SlashMenu
  readonly onChoose: (choice: Choice) => void
}

function makeEditor(host: HTMLElement, provider: DraftProvider, { title, me, lane, refs, slashMenu, onChoose }: Around): Editor {
  const editable = lane === 'write'
  const editor = new Editor({
    element: host,
    editable,
    // The page's policy takes no style element; editor.css holds what it would say.
    injectCSS: false,
    extensions: editorExtensions({ provider, me, slashMenu, hooks: { editable, comments: lane !== 'read', refs, choose: onChoose } }),
    editorProps: {
      scrollMargin: { top: 150, bottom: 60, left: 0, right: 0 },
      scrollThreshold: { top: 140, bottom: 40, left: 0, right: 0 },
      attributes: {
        'id': 'draft-text',
        'class': `draft-text ${documentClasses.page}`,
        'lang': 'en-GB',
        ...(editable
          ? { 'role': 'textbox', 'aria-multiline': 'true', 'aria-label': `Text of ${title}`, 'aria-describedby': 'draft-hint' }
          : { 'role': 'document', 'aria-label': `Text of ${title}`, 'tabindex': '0' }),
      },
    },
  })
  unwalked(editor.view.dom)
  return editor
}

/** Off the page at once, ended a moment later: what was drawn with it still lets go of it. */
function retire(editor: Editor): void {
  editor.view.dom.remove()
  setTimeout(() => editor.destroy(), 1_000)
}

/**
 * The editor over a loaded text. It is not made before the text is there: on an empty one it would write the paragraph that an empty
 * document must have, and everyone would get it.
 */
export function useEditor(host: HTMLElement | null, provider: DraftProvider | null, around: Around): Editor | null {
  const [editor, setEditor] = useState<Editor | null>(null)
  /** Where somebody was writing, when the text is drawn anew under them. */
  const caret = useRef<number | null>(null)
  const { lane } = around
  useEffect(() => {
    if (!host || !provider) return
    let made: Editor | null = null
    const start = () => {
      if (made || !provider.loaded) return
      made = makeEditor(host, provider, around)
      setEditor(made)
      if (caret.current !== null && lane === 'write') made.commands.focus(Math.min(caret.current, made.state.doc.content.size))
      caret.current = null
    }
    const stop = provider.subscribe(start)
    start()
    return () => {
      stop()
      if (made) caret.current = made.isFocused ? made.state.selection.from : null
      setEditor(null)
      if (made) retire(made)
    }
    // Made anew when the lane changes: views of a text that may be edited differ from views of one that may not.
  }, [host, provider, lane])
  return editor
}
