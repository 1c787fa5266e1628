'use client'
import { Button, LinkButton } from '@/components/ui/button'
import { Page, PageHeader } from '@/components/ui/page'

export default function Broken({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Page width="text">
      <PageHeader title="Something went wrong on our side" />
      <p className="max-w-prose">Nothing that was saved is lost. Try again; if it happens a second time, tell whoever looks after Accord where you work
        {error.digest ? <>, and give them the code <code className="font-mono">{error.digest}</code></> : null}.</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button type="button" onClick={reset}>Try again</Button>
        <LinkButton href="/workspace">Go to my desk</LinkButton>
      </div>
    </Page>
  )
}
