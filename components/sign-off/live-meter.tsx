'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Meter } from '@/lib/signoff/meter'
import { QuorumMeter } from './quorum-meter'

/** How often an open page asks. A page that nobody looks at does not. */
const every = 3000

/** The quorum in words, kept true while the page stands open: a position that comes in is said politely, and what else changed is drawn. */
export function LiveMeter({ slug, meter }: { slug: string; meter: Meter }) {
  const router = useRouter()
  const [now, setNow] = useState(meter)
  const page = useRef(meter.page)
  useEffect(() => { setNow(meter); page.current = meter.page }, [meter])
  useEffect(() => {
    let [stopped, etag] = [false, '']
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch(`/workspace/standards/${slug}/sign-off/meter`, { cache: 'no-store', headers: etag ? { 'If-None-Match': etag } : {} }).catch(() => null)
      if (!answer?.ok || stopped) return
      etag = answer.headers.get('ETag') ?? ''
      const next = await answer.json() as Meter
      if (stopped) return
      setNow(next)
      if (next.page !== page.current) {
        page.current = next.page
        router.refresh()
      }
    }
    const timer = setInterval(() => void ask(), every)
    return () => { stopped = true; clearInterval(timer) }
  }, [slug, router])
  return <QuorumMeter present={now.present} seats={now.seats} needed={now.needed} sentence={now.sentence} live />
}
