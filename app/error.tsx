'use client'
import { StandingPage } from '@/components/layout/standing-page'
import { Button, LinkButton } from '@/components/ui/button'

export default function Broken({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <StandingPage title="Something went wrong on our side">
      <p>Nothing that was saved is lost. Try again; if it happens a second time, tell whoever looks after Accord where you work
        {error.digest ? <>, and give them the code <code className="font-mono">{error.digest}</code></> : null}.</p>
      <div className="flex flex-wrap gap-3 pt-2">
        <Button type="button" onClick={reset}>Try again</Button>
        <LinkButton href="/workspace">Go to my desk</LinkButton>
      </div>
    </StandingPage>
  )
}
