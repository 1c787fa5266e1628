'use client'
import { useEffect, useState } from 'react'
import { LiveMeasures } from '@/components/live/live-measures'
import { Button } from '@/components/ui/button'
import type { NamedLive } from '@/lib/drafts/live-queries'

const every = 2_000

/** The measures of now, and again every two seconds until somebody wants to read in peace; not while nobody looks. */
export function LivePage({ first }: { first: NamedLive }) {
  const [live, setLive] = useState(first)
  const [running, setRunning] = useState(true)
  const [lost, setLost] = useState(false)
  useEffect(() => {
    if (!running) return
    const stop = new AbortController()
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const answer = await fetch('/workspace/admin/live/measures', { signal: stop.signal }).catch(() => null)
        if (stop.signal.aborted) return
        setLost(!answer?.ok)
        if (answer?.ok) setLive(await answer.json() as NamedLive)
      }
      timer = setTimeout(() => void look(), every)
    }
    let timer = setTimeout(() => void look(), every)
    return () => { stop.abort(); clearTimeout(timer) }
  }, [running])
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="button" variant="secondary" size="small" onClick={() => setRunning(!running)}>{running ? 'Hold still' : 'Go on'}</Button>
        <p className="text-small text-quiet">As of {new Date(live.at).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' })}{running ? ', looked at again every 2 seconds' : ''}.</p>
        <p role="status" className="text-small font-semibold text-refusal">{lost && running ? 'The measures could not be read. Trying again.' : ''}</p>
      </div>
      <LiveMeasures live={live} />
    </>
  )
}
