'use client'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import type { DraftProvider } from './sync/provider'
import { type Kept, type Note, statusInBrief, type SyncStatus, warningOf } from './sync/status'
import { Leaving } from './unsent/leaving'

const useStatus = (provider: DraftProvider): SyncStatus => {
  const read = () => provider.status
  return useSyncExternalStore(provider.subscribe, read, read)
}

/** Told when it changes only: the page around the text is not drawn again each time that a key is saved. */
export const useRefused = (provider: DraftProvider): boolean => {
  const read = () => provider.status.kind === 'refused'
  return useSyncExternalStore(provider.subscribe, read, read)
}

export const useCutOff = (provider: DraftProvider): boolean => {
  const read = () => provider.status.kind === 'unsaved'
  return useSyncExternalStore(provider.subscribe, read, read)
}

const SlowerLine = lazy(() => import('./slower-line').catch(() => ({ default: () => <>Slower connection</> })))

/** Said once it is so, and taken back when it is no more. */
export function Slower({ provider }: { provider: DraftProvider }) {
  const read = () => provider.slower
  return <div role="status">{useSyncExternalStore(provider.subscribe, read, read) && <Suspense><SlowerLine /></Suspense>}</div>
}

/** Two words in the top line: true, because the server counts what is on disk. */
export function Saved({ provider, isSafe, writes }: { provider: DraftProvider; isSafe: () => boolean; writes: boolean }) {
  const status = useStatus(provider)
  useLeaveWarning(status, isSafe)
  return <p className="saved" data-kind={status.kind}><span aria-hidden="true" className="saved-mark" />{statusInBrief(status, writes)}</p>
}

interface BannerProps { provider: DraftProvider; kept: Kept; lost: string | null; writes: boolean; onCopy: () => void }

/** The same value once it has stood a moment; gone at once when it goes. A blink of the network must not make the page jump. */
function useSettled<T>(value: T | null): T | null {
  const [settled, setSettled] = useState<T | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === null ? 0 : 1_200)
    return () => clearTimeout(timer)
  }, [value])
  return value === null ? null : settled
}

const useNote = (provider: DraftProvider): Note | null => {
  const read = () => provider.note
  return useSyncExternalStore(provider.subscribe, read, read)
}

/** Stands over the text for as long as something is not saved, and says what to do. */
export function SavedBanner({ provider, kept, lost, writes, onCopy }: BannerProps) {
  const status = useStatus(provider)
  const note = useNote(provider)
  const settled = useSettled(warningOf(status, writes) === null ? null : status.kind)
  const warning = settled === null ? null : warningOf(status, writes, kept)
  return (
    <div role="status">
      {note && (
        <div className="saved-banner" data-kind={note.kind === 'mended' ? 'unsaved' : 'refused'}>
          <p>{note.words}</p>
          {note.kind === 'again'
            ? <Button type="button" variant="secondary" size="small" onClick={() => location.reload()}>Reload the page</Button>
            : <Button type="button" variant="secondary" size="small" onClick={() => provider.say(null)}>Dismiss</Button>}
        </div>
      )}
      {lost && <p className="saved-banner" data-kind="refused">{lost}</p>}
      {warning && (
        <div className="saved-banner" data-kind={status.kind}>
          <p>{warning.before} <span aria-live="off">{warning.count}</span> {warning.after}</p>
          <Ways provider={provider} status={status} onCopy={onCopy} />
        </div>
      )}
    </div>
  )
}

function Ways({ provider, status, onCopy }: { provider: DraftProvider; status: SyncStatus; onCopy: () => void }) {
  if (status.kind === 'unsaved' || status.kind === 'unreachable') return <Button type="button" variant="secondary" size="small" onClick={() => provider.retry()}>Try now</Button>
  if (status.kind !== 'refused') return null
  return (
    <div className="flex flex-wrap gap-2">
      {status.ending === 'signed out' && <a href="/sign-in" target="_blank" rel="noopener" className="inline-flex min-h-8 items-center">Sign in in a new tab</a>}
      {status.ending === 'signed out' && <Button type="button" variant="secondary" size="small" onClick={() => provider.retry()}>Try again</Button>}
      {status.changes > 0 && <Button type="button" variant="secondary" size="small" onClick={onCopy}>Copy the text</Button>}
      {status.ending !== 'signed out' && <Button type="button" variant="secondary" size="small" onClick={() => location.reload()}>Reload the page</Button>}
    </div>
  )
}

/** The browser asks before it throws away what is not saved; so does signing out. */
function useLeaveWarning(status: SyncStatus, isSafe: () => boolean): void {
  const changes = 'changes' in status ? status.changes : 0
  useEffect(() => {
    if (changes === 0) return
    const ask = (event: BeforeUnloadEvent) => { if (!isSafe()) event.preventDefault() }
    const answer = (event: Event) => { (event as Leaving).changes = changes }
    window.addEventListener('beforeunload', ask)
    window.addEventListener(Leaving.kind, answer)
    return () => {
      window.removeEventListener('beforeunload', ask)
      window.removeEventListener(Leaving.kind, answer)
    }
  }, [changes, isSafe])
}
