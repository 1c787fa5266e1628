'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect } from 'react'
import type { RefsStore } from './refs-store'
import type { DraftProvider } from './sync/provider'
import { hasUnsent } from './sync/status'

/** Keeps what stands beside the text fresh: the refs, and (by drawing the page again) the title, the version and the person's role. */
export function useNotices(provider: DraftProvider, slug: string, refs: RefsStore, fromPage: Readonly<Record<string, string>>): void {
  const router = useRouter()
  // Drawn again, the page may lead away (signed out, no longer a member): not while that would lose what is not saved. The banner stands.
  const again = useCallback(() => { if (!hasUnsent(provider.status)) router.refresh() }, [provider, router])
  useEffect(() => refs.replace(fromPage), [refs, fromPage])
  useEffect(() => {
    const readRefs = async () => {
      const answer = await fetch(`/workspace/standards/${slug}/refs`).catch(() => null)
      if (answer?.ok) refs.replace(await answer.json() as Record<string, string>)
    }
    return provider.onNotice((notice) => {
      if (notice.kind === 'refs' || notice.kind === 'version') void readRefs()
      if (notice.kind === 'access' || notice.kind === 'title' || notice.kind === 'version') again()
    })
  }, [provider, slug, refs, again])
  useEffect(() => provider.subscribe(() => {
    if (provider.status.kind === 'refused' && provider.status.ending === 'not allowed') again()
  }), [provider, again])
}
