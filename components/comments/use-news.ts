'use client'
import { useEffect, useRef, useState } from 'react'
import type { ThreadView } from '@/lib/comments/comment'

/** What somebody else did since, in one sentence for a screen reader; empty when nothing. */
export function newsBetween(before: readonly ThreadView[], now: readonly ThreadView[]): string {
  const known = new Map(before.map((thread) => [thread.id, thread]))
  const news = now.flatMap((thread) => {
    const old = known.get(thread.id)
    const on = thread.quotation ? `on “${thread.quotation.slice(0, 60)}”` : 'on the whole draft'
    const fresh = thread.comments.filter((comment) => !comment.mine && !old?.comments.some(({ id }) => id === comment.id))
    if (fresh.length > 0) return [`${fresh.at(-1)!.author.name} ${old ? 'replied' : 'commented'} ${on}.`]
    if (old && old.state.is !== thread.state.is) return [`Thread ${on} ${thread.state.is === 'open' ? 'reopened' : 'resolved'}.`]
    return []
  })
  return news.length > 2 ? `${news.length} threads changed.` : news.join(' ')
}

/** For a polite live region. */
export function useNews(threads: readonly ThreadView[]): string {
  const before = useRef(threads)
  const [news, setNews] = useState('')
  useEffect(() => {
    const said = newsBetween(before.current, threads)
    before.current = threads
    if (said) setNews(said)
  }, [threads])
  return news
}
