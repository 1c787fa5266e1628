'use client'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useDraft } from '@/components/editor/draft-context'
import { Button } from '@/components/ui/button'
import type { Block } from '@/lib/document/types'
import { blockInWords, fitOf, type ProposalsView, type ProposalView } from '@/lib/proposals/proposal'
import type { ProposalActions } from './actions'
import { type Placed, proposalsKey, proposalsPlugin, showProposals } from './plugin'
import { ProposalCard } from './proposal-card'
import './proposals.css'
import { SuggestDialog } from './suggest-dialog'
import type { Wanted } from './wanted'

interface Props {
  readonly proposals: ProposalsView
  readonly actions: ProposalActions
  readonly wanted: Wanted | null
  readonly onWant: (wanted: Wanted | null) => void
  readonly refresh: () => Promise<void>
}

/** Proposals in the text of an open draft: each behind the block that it is about, and what one suggests with. Loaded apart. */
export default function InDraft({ proposals, actions, wanted, onWant, refresh }: Props) {
  const draft = useDraft()
  const { editor, suggesting, refs, standardId } = draft
  const [said, setSaid] = useState('')
  const blocks = useBlocks()
  const hosts = useHosts(proposals.open)
  usePlugin(placedOf(proposals.open, blocks, hosts), suggesting)
  usePresses(suggesting, onWant)
  const done = useCallback(async (words: string) => {
    await refresh()
    setSaid(words)
  }, [refresh])
  // Done with once it was answered or left: loaded again, the page does not ask again.
  const close = () => {
    onWant(null)
    if (new URLSearchParams(location.search).has('suggest')) history.replaceState(history.state, '', location.pathname + location.hash)
  }
  const content = useCallback(() => editor.state.doc.children.map((node) => node.toJSON() as Block), [editor])
  const names = refs.all()
  const nameOf = (id: string | null) => {
    const block = id === null ? null : blocks.find((one) => one.attrs?.id === id)
    return id === null ? 'at the beginning' : block ? `after ${blockInWords(block, names)}` : 'after a part that is gone'
  }
  return (
    <>
      <p role="status" className="sr-only">{said}</p>
      {suggesting && <SuggestBar blocks={blocks} names={names} onWant={onWant} />}
      {proposals.open.map((view) => createPortal(
        <ProposalCard view={view} now={blocks.find((block) => block.attrs?.id === view.blockId) ?? null} fit={fitOf(view, blocks)} place={nameOf(view.afterBlockId)}
          actions={actions} onDone={done} />, hosts.get(view.id)!, view.id))}
      {wanted && (
        <SuggestDialog {...{ standardId, content, actions }} blockId={wanted.blockId} answers={wanted.answers} refs={names} onClose={close}
          onDone={() => { close(); void done('Suggestion sent') }} />
      )}
    </>
  )
}

/** Milliseconds: while somebody types, proposals are looked at again when they rest. */
const pause = 400

/** The text's blocks as plain data, a moment after they change. */
function useBlocks(): readonly Block[] {
  const { editor } = useDraft()
  const read = useCallback(() => editor.state.doc.children.map((node) => node.toJSON() as Block), [editor])
  const [blocks, setBlocks] = useState(read)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setBlocks(read()), pause)
    }
    look()
    editor.on('update', look)
    return () => {
      clearTimeout(timer)
      editor.off('update', look)
    }
  }, [editor, read])
  return blocks
}

/** For each proposal the element in the text that its card is drawn into; one and the same for as long as it is open. */
function useHosts(open: readonly ProposalView[]): ReadonlyMap<string, HTMLElement> {
  const [kept] = useState(() => new Map<string, HTMLElement>())
  return useMemo(() => {
    for (const { id } of open) if (!kept.has(id)) kept.set(id, hostOf())
    return kept
  }, [open, kept])
}

function hostOf(): HTMLElement {
  const host = document.createElement('div')
  host.className = 'proposal-host'
  host.contentEditable = 'false'
  return host
}

/** Where the block is gone the card stands at the beginning: nothing that waits is out of sight. */
function placedOf(open: readonly ProposalView[], blocks: readonly Block[], hosts: ReadonlyMap<string, HTMLElement>): Placed[] {
  const there = new Set(blocks.map((block) => String(block.attrs?.id)))
  return open.map((view) => {
    const behind = view.kind === 'insert' ? view.afterBlockId : view.blockId
    const about = view.kind !== 'insert' && there.has(view.blockId) ? view.blockId : null
    return { id: view.id, behind: behind !== null && there.has(behind) ? behind : null, about, look: view.kind === 'delete' ? 'delete' : 'change', host: hosts.get(view.id)! }
  })
}

function usePlugin(placed: readonly Placed[], suggesting: boolean): void {
  const { editor } = useDraft()
  useEffect(() => {
    editor.registerPlugin(proposalsPlugin())
    return () => { if (!editor.isDestroyed) editor.unregisterPlugin(proposalsKey) }
  }, [editor])
  const shown = placed.map(({ id, behind, about }) => `${id} ${behind} ${about}`).join()
  const newest = useRef(placed)
  newest.current = placed
  useEffect(() => showProposals(editor.view, { placed: newest.current }), [editor, shown])
  useEffect(() => showProposals(editor.view, { suggesting }), [editor, suggesting])
}

/** While suggesting, a press on a part of the text asks about it, and does nothing else there. */
function usePresses(suggesting: boolean, onWant: Props['onWant']): void {
  const { editor } = useDraft()
  useEffect(() => {
    if (!suggesting) return
    const text = editor.view.dom
    const press = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (!target || target.closest('.proposal-host, .requirement-comment, a[href]')) return
      const block = topBlockAt(text, target)
      const place = block ? editor.view.posAtDOM(block, 0) : -1
      const node = place < 0 ? null : editor.state.doc.resolve(Math.min(place, editor.state.doc.content.size))
      const found = node && (node.depth > 0 ? node.node(1) : node.nodeAfter)
      if (!found) return
      event.preventDefault()
      event.stopImmediatePropagation()
      onWant({ blockId: String(found.attrs.id), answers: null })
    }
    text.addEventListener('click', press, true)
    text.dataset.suggesting = 'true'
    return () => {
      text.removeEventListener('click', press, true)
      delete text.dataset.suggesting
    }
  }, [editor, suggesting, onWant])
}

function topBlockAt(text: Element, target: Element): Element | null {
  let at: Element | null = target
  while (at && at.parentElement !== text) at = at.parentElement
  return at
}

interface BarProps { readonly blocks: readonly Block[]; readonly names: Readonly<Record<string, string>>; readonly onWant: Props['onWant'] }

/** Says how it goes, and is the way in for who does not press the text itself. */
function SuggestBar({ blocks, names, onWant }: BarProps) {
  const id = useId()
  const [chosen, setChosen] = useState('')
  const bar = document.getElementById('suggest-bar')
  const now = blocks.some((block) => block.attrs?.id === chosen) ? chosen : String(blocks[0]?.attrs?.id)
  return bar && createPortal(
    <div className="suggest-bar">
      <label htmlFor={id}>Press the part of the text that you would have otherwise, or choose it:</label>
      <select id={id} className="choice-select" value={now} onChange={(event) => setChosen(event.target.value)}>
        {blocks.map((block) => <option key={String(block.attrs?.id)} value={String(block.attrs?.id)}>{blockInWords(block, names)}</option>)}
      </select>
      <Button type="button" size="small" onClick={() => onWant({ blockId: now, answers: null })}>Suggest</Button>
    </div>, bar)
}

