'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { MarginView } from '@/lib/comments/comment'

/** Wishes that come while it is at work are granted together, once, after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let [running, again]: [Promise<void> | null, boolean] = [null, false]
  const run = async () => {
    while (again) {
      again = false
      await work()
    }
  }
  return () => {
    again = true
    running ??= run().finally(() => { running = null })
    return running
  }
}

/**
 * The margin's contents, kept fresh: read again when the draft is told that its comments changed, and when the connection is back
 * (what was told meanwhile was not heard).
 */
export function useMarginContents(initial: MarginView): { margin: MarginView; refresh: () => Promise<void> } {
  const { slug, onNotice, provider } = useDraft()
  const address = `/workspace/standards/${slug}/comments`
  const [margin, setMargin] = useState(initial)
  const reader = useRef<() => Promise<void>>(null)
  useEffect(() => { reader.current = oneAtATime(async () => {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) setMargin(await answer.json() as MarginView)
  }) }, [address])
  const refresh = useCallback(async (): Promise<void> => { await reader.current?.() }, [])
  // A page drawn again (a role changed, a version was tagged) brings newer contents.
  useEffect(() => setMargin(initial), [initial])
  // What came between the page and the connection.
  useEffect(() => void refresh(), [refresh])
  useEffect(() => onNotice((notice) => { if (notice.kind === 'comments' || notice.kind === 'version') void refresh() }), [onNotice, refresh])
  useEffect(() => {
    let away = false
    return provider.subscribe(() => {
      const here = provider.status.kind !== 'connecting' && provider.status.kind !== 'unsaved'
      if (here && away) void refresh()
      away = !here
    })
  }, [provider, refresh])
  return { margin, refresh }
}
