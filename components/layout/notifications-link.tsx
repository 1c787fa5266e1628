'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

/** Milliseconds between questions, while the page is in view. */
const every = 30_000

/** The way to what the person was told, with how much of it is new: kept up to date without a reload, and said once when it grows. */
export function NotificationsLink({ unseen }: { unseen: number }) {
  const [count, setCount] = useState(unseen)
  const [said, setSaid] = useState('')
  const here = usePathname()
  const known = useRef(unseen)
  useEffect(() => {
    const learn = (now: number) => {
      if (now > known.current) setSaid(now - known.current === 1 ? '1 new notification' : `${now - known.current} new notifications`)
      known.current = now
      setCount(now)
    }
    learn(unseen)
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch('/workspace/notifications/unseen', { headers: { 'If-None-Match': `"${known.current}"` }, cache: 'no-store' }).catch(() => null)
      // Away from the network or signed out, what was known stays: the next question asks again.
      if (answer?.status === 200) learn(((await answer.json()) as { unseen: number }).unseen)
    }
    const timer = setInterval(ask, every)
    window.addEventListener('focus', ask)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', ask)
    }
  }, [unseen])
  return (
    <li>
      <Link href="/workspace/notifications" aria-current={here === '/workspace/notifications' ? 'page' : undefined}
        className="inline-flex items-center gap-2 border-b-2 border-transparent py-2 font-semibold text-ink no-underline hover:border-edge aria-[current]:border-action">
        Notifications
        {count > 0 && <span className="min-w-6 rounded-soft bg-action px-1.5 text-center text-small text-on-action">{count > 99 ? '99+' : count}<span className="sr-only"> not seen</span></span>}
      </Link>
      <span role="status" className="sr-only">{said}</span>
    </li>
  )
}
