'use client'
import { type ComponentType, lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import './editor.css'
import { Button } from '@/components/ui/button'
import type { DialogsProps } from './dialogs/dialogs'
import { type Draft, DraftContext, type Me, type OpenLane } from './draft-context'
import { DraftSkeleton } from './draft-skeleton'
import { Margin } from './margin'
import type { OpenDialog } from './open-dialog'
import { OutlineAside } from './outline/outline-aside'
import { goTo } from './outline/use-outline'
import { RefsStore } from './refs-store'
import type { Choice } from './requirement/hooks'
import { SavedBanner, useCutOff, useRefused } from './saved'
import { useEditor, useProvider } from './session'
import { SlashMenu } from './slash/slash'
import { SlashList } from './slash/slash-list'
import type { DraftProvider } from './sync/provider'
import { Toolbar } from './toolbar/toolbar'
import { TopLine } from './top-line'
import { useMarginSheet } from './use-margin-sheet'
import { fetchKeeping, useKeeping } from './unsent/use-keeping'
import { aLook, useLater } from './use-later'
import { useNotices } from './use-notices'
import { usePageKeys } from './use-page-keys'

export interface DraftShellProps {
  readonly standardId: string
  readonly slug: string
  readonly title: string
  /** `Working draft, after v0.2` */
  readonly state: string
  readonly lane: OpenLane
  readonly me: Me
  readonly refs: Readonly<Record<string, string>>
  /** Locks what is kept on this device; the same for this person at every visit. */
  readonly deviceKey: string
  readonly maySuggest: boolean
  /** They saw this draft before, and not just now. */
  readonly wasAway: boolean
  /** Formal objections that were open as the page was opened, by block id: `FO-1 open`. */
  readonly objections: Readonly<Record<string, readonly string[]>>
  /** What stands in the margin, level with the text; it gets the draft with `useDraft`. */
  readonly children?: ReactNode
  /** What else belongs to an open draft; it gets it the same way. */
  readonly beside?: ReactNode
}

/** The draft page: connects first, then draws the text and what stands around it. */
export function DraftShell(props: DraftShellProps) {
  const provider = useProvider(props.standardId, props.me.id, props.lane)
  return provider ? <Connected {...props} provider={provider} /> : <DraftSkeleton title={props.title} />
}

const Nothing = () => null as never
/** A dialog that cannot be fetched must not take the text with it. */
const NotLoaded = () => <p role="alert" className="saved-banner">This could not be loaded. Try again when the connection is back.</p>
const loadDialogs = () => import('./dialogs/dialogs').then((loaded) => (atHand = loaded)).catch(() => ({ default: NotLoaded }))
interface Loaded { readonly default: ComponentType<DialogsProps> }
let atHand: Loaded | null = null
/** Fetched already, it is drawn in the same turn, which a promise never is: what is typed straight after Ctrl and K would go into the text. */
// oxlint-disable-next-line unicorn/no-thenable -- what lazy asks for, and nothing awaits it
const atOnce = (loaded: Loaded) => ({ then: (take: (loaded: Loaded) => void) => take(loaded) }) as Promise<Loaded>
const Dialogs = lazy(() => (atHand ? atOnce(atHand) : loadDialogs()))
const smallButton = (words: string, onClick: () => void) => <Button type="button" variant="secondary" size="small" onClick={onClick}>{words}</Button>
/** First the text. What changed since the last visit comes a moment later, or, where it cannot be fetched, not at all. */
const loadSince = () => import('./since/since').catch(() => ({ default: Nothing }))
const SinceYouWereHere = lazy(loadSince)

function Connected({ provider, children, beside, ...props }: DraftShellProps & { provider: DraftProvider }) {
  const { standardId, slug, title, lane, me, maySuggest, objections } = props
  const [host, setHost] = useState<HTMLElement | null>(null)
  const [choice, setChoice] = useState<Choice | null>(null)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [suggesting, suggest] = useState(false)
  const [refs] = useState(() => new RefsStore(props.refs))
  const [slashMenu] = useState(() => new SlashMenu())
  const refused = useRefused(provider)
  const { kept, lost, isSafe } = useKeeping(provider, me.id, standardId, props.deviceKey)
  const editor = useEditor(host, provider, { title, me, lane, refs, slashMenu, onChoose: setChoice })
  const dialogs = useMemo(() => ({ openImage: () => setDialog('image'), openLink: () => setDialog('link') }), [])
  const sheet = useMarginSheet(setDialog)
  const draft = useMemo<Draft | null>(() => editor && {
    standardId, slug, title, lane, me, editor, doc: provider.doc, provider, refs, objections, onNotice: provider.onNotice, suggesting, suggest, maySuggest, ...sheet,
  }, [standardId, slug, title, lane, me, editor, provider, refs, objections, suggesting, maySuggest, sheet])
  useNotices(provider, slug, refs, props.refs)
  usePageKeys(lane === 'write' && editor !== null, setDialog)
  useEffect(() => setChoice(null), [lane])
  // What is typed after the server has said no would only be lost.
  useEffect(() => { editor?.setEditable(lane === 'write' && !refused && !suggesting, false) }, [editor, lane, refused, suggesting])
  // From the first keystroke on they are at hand, with no signal too.
  useEffect(() => { editor?.once('focus', () => void Promise.allSettled([loadDialogs(), fetchKeeping(), loadSince()])) }, [editor])
  const cutOff = useCutOff(provider)
  const looked = useLater(editor !== null, props.wasAway || cutOff ? 1_000 : aLook)
  const closeChoice = useCallback(() => setChoice(null), [])
  const closeDialog = useCallback(() => setDialog(null), [])
  return (
    <DraftContext value={draft}>
      <div className="draft">
        <div className="draft-head">
          <TopLine {...props} provider={provider} isSafe={isSafe} ready={draft !== null} hasMargin={Boolean(children)} onOpen={setDialog} />
          {draft && lane === 'write' && !suggesting && <Toolbar dialogs={dialogs} onHelp={() => setDialog('help')} />}
          <div id="suggest-bar" />
          <SavedBanner provider={provider} kept={kept} lost={lost} writes={lane === 'write'} onCopy={() => void copyText()} />
        </div>
        <div className="draft-body" data-margin={Boolean(children)}>
          {draft && <OutlineAside />}
          <div className="draft-page">
            {!draft && <DraftSkeleton bare />}
            {editor && looked && (
              <Suspense><SinceYouWereHere {...{ slug, provider, editor }} wasAway={props.wasAway} goTo={(id) => goTo(editor, id)} button={smallButton} /></Suspense>
            )}
            <p id="draft-hint" className="sr-only">Press Escape, then Tab, to leave the text. Control and slash shows what the keys do.</p>
            <div ref={setHost} className="draft-host" />
          </div>
          {draft && children && <Margin open={dialog === 'margin'} onClose={closeDialog}>{children}</Margin>}
        </div>
        {draft && beside}
        {draft && lane === 'write' && <SlashList menu={slashMenu} dialogs={dialogs} />}
        {draft && (choice || dialog) && <Suspense><Dialogs dialog={dialog} choice={choice} onClose={closeDialog} onChosen={closeChoice} /></Suspense>}
      </div>
    </DraftContext>
  )
}

/** As it stands on the page, for someone whose changes can no longer be sent. */
async function copyText(): Promise<void> {
  await navigator.clipboard.writeText(document.getElementById('draft-text')?.innerText ?? '')
}
