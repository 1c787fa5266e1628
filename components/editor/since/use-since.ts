'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Since } from '@/lib/versions/since'
import type { DraftProvider } from '../sync/provider'

/** Milliseconds of a page in view after which its text counts as seen, and between one such note and the next. */
const aLook = 20_000
const betweenLooks = 5 * 60_000
/** Milliseconds without a connection after which the return is like a visit. */
const longAbsence = 5 * 60_000

const post = (slug: string, what: 'since' | 'sight', body?: Uint8Array) =>
  fetch(`/workspace/standards/${slug}/${what}`, { method: 'POST', keepalive: what === 'sight', ...(body ? { body: new Uint8Array(body) } : {}) })

/** Null as well when it cannot be asked: it is a courtesy, and the text itself is there. */
async function ask(slug: string, vector?: Uint8Array): Promise<Since | null> {
  const answer = await post(slug, 'since', vector).catch(() => null)
  return answer?.ok ? await answer.json() as Since | null : null
}

/** What changed since the last visit, or since a long absence in this tab; and tells the server what was seen. */
export function useSince(slug: string, provider: DraftProvider, wasAway: boolean): { since: Since | null; dismiss: () => void } {
  const [since, setSince] = useState<Since | null>(null)
  const seen = useSight(slug, provider, wasAway ? aLook : 0)
  useEffect(() => {
    let over = false
    const show = (found: Since | null) => { if (found && !over) setSince(found) }
    if (wasAway) void ask(slug).then(show)
    let away: { at: number; vector: Uint8Array } | null = null
    const look = () => {
      const { kind } = provider.status
      if (kind === 'unsaved') away ??= { at: Date.now(), vector: provider.vector }
      if (kind !== 'saved' || !away) return
      const { at, vector } = away
      away = null
      if (Date.now() - at >= longAbsence) void ask(slug, vector).then((found) => show(found && { ...found, at: new Date(at).toISOString() }))
    }
    const stop = provider.subscribe(look)
    look()
    return () => { over = true; stop() }
  }, [slug, provider, wasAway])
  const dismiss = useCallback(() => { setSince(null); seen() }, [seen])
  return { since, dismiss }
}

/** Notes what was seen: after a look, now and then while the text changes, and on leaving. Answers how to note it at once. */
function useSight(slug: string, provider: DraftProvider, first: number): () => void {
  const look = useRef({ seen: false, changed: true })
  const note = useCallback(() => {
    look.current = { seen: true, changed: false }
    void post(slug, 'sight').catch(() => { look.current.changed = true })
  }, [slug])
  useEffect(() => {
    const changed = () => { look.current.changed = true }
    provider.doc.on('update', changed)
    const inView = () => { if (document.visibilityState === 'visible' && look.current.changed && provider.status.kind === 'saved') note() }
    const leaving = () => { if (document.visibilityState === 'hidden' && look.current.seen && look.current.changed) note() }
    const [once, again] = [setTimeout(inView, first), setInterval(inView, betweenLooks)]
    document.addEventListener('visibilitychange', leaving)
    return () => {
      provider.doc.off('update', changed)
      clearTimeout(once)
      clearInterval(again)
      document.removeEventListener('visibilitychange', leaving)
      if (look.current.seen && look.current.changed) note()
    }
  }, [slug, provider, note, first])
  return note
}
