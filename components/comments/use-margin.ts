'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useDraft } from '@/components/editor/draft-context'
import type { MarginView } from '@/lib/comments/comment'

/**
 * The margin's contents, kept fresh: read again when the draft is told that its comments changed, and when the connection is back
 * (what was told meanwhile was not heard). One reading at a time; a wish that comes during one is granted after it.
 */
export function useMarginContents(initial: MarginView): { margin: MarginView; refresh: () => Promise<void> } {
  const { slug, onNotice, provider } = useDraft()
  const [margin, setMargin] = useState(initial)
  const reading = useRef<Promise<void> | null>(null)
  const again = useRef(false)
  const refresh = useCallback((): Promise<void> => {
    again.current = true
    reading.current ??= (async () => {
      while (again.current) {
        again.current = false
        const answer = await fetch(`/workspace/standards/${slug}/comments`).catch(() => null)
        if (answer?.ok) setMargin(await answer.json() as MarginView)
      }
    })().finally(() => { reading.current = null })
    return reading.current
  }, [slug])
  // A page drawn again (a role changed, a version was tagged) brings newer contents.
  useEffect(() => setMargin(initial), [initial])
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
