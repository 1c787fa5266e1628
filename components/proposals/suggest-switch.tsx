'use client'
import type { Node } from '@tiptap/pm/model'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useDraft } from '@/components/editor/draft-context'
import type { ProposalsView, Source } from '@/lib/proposals/proposal'
import type { ProposalActions } from './actions'
import { suggestEvent, type Wanted } from './wanted'

const NotLoaded = () => <p role="alert" className="saved-banner">Suggestions could not be loaded. Try again when the connection is back.</p>
const InDraft = lazy(() => import('./in-draft').catch(() => ({ default: NotLoaded })))

/** `?suggest=BLOCK&answers=objection:ID`: the way here from what a suggestion answers. */
function fromAddress(): Wanted | null {
  const asked = new URLSearchParams(location.search)
  const blockId = asked.get('suggest')
  const [, on, id] = /^(comment|consultation comment|objection):([\w-]+)$/.exec(asked.get('answers') ?? '') ?? []
  return blockId ? { blockId, answers: on && id ? { on, id } as Source : null } : null
}

/** The block at the top of the text that this block is, or stands in. */
function topOf(doc: Node, blockId: string): string | null {
  for (const block of doc.children) {
    let holds = block.attrs.id === blockId
    block.descendants((inner) => { holds ||= inner.attrs.id === blockId; return !holds })
    if (holds) return String(block.attrs.id)
  }
  return null
}

/** The switch in the head of the draft. What is behind it is fetched when it is pressed, or when there is a proposal to show. */
export function SuggestSwitch({ initial, actions }: { initial: ProposalsView; actions: ProposalActions }) {
  const { slug, editor, onNotice, suggesting, suggest, maySuggest } = useDraft()
  const [proposals, setProposals] = useState(initial)
  const [wanted, setWanted] = useState(() => (maySuggest ? fromAddress() : null))
  const refresh = useCallback(async () => {
    const answer = await fetch(`/workspace/standards/${slug}/proposals/open`).catch(() => null)
    if (answer?.ok) setProposals(await answer.json() as ProposalsView)
  }, [slug])
  useEffect(() => setProposals(initial), [initial])
  useEffect(() => onNotice((notice) => { if (notice.kind === 'proposals' || notice.kind === 'access') void refresh() }), [onNotice, refresh])
  useEffect(() => {
    const text = editor.view.dom
    const want = (event: Event) => {
      const { blockId, answers } = (event as CustomEvent<Wanted>).detail
      const outer = topOf(editor.state.doc, blockId)
      if (outer) setWanted({ blockId: outer, answers })
    }
    text.addEventListener(suggestEvent, want)
    return () => text.removeEventListener(suggestEvent, want)
  }, [editor])
  const place = document.getElementById('suggest-switch')
  return (
    <>
      {place && maySuggest && createPortal(
        <button type="button" className="tool tool-words" aria-pressed={suggesting} onClick={() => suggest(!suggesting)}>Suggesting</button>, place)}
      {(suggesting || wanted || proposals.open.length > 0) && <Suspense><InDraft {...{ proposals, actions, wanted, refresh }} onWant={setWanted} /></Suspense>}
    </>
  )
}
