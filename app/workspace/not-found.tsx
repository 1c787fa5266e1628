import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Page, PageHeader } from '@/components/ui/page'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <Page width="text">
      <PageHeader title="There is nothing at this address" />
      <div className="max-w-prose space-y-4">
        <p>If you typed it, check it. If you followed a link, it may lead to the draft of a working group that you are not a member of: ask its lead editor or its advisor to invite you.</p>
        <div className="flex flex-wrap gap-3 pt-2">
          <LinkButton href="/workspace" variant="primary">Go to my desk</LinkButton>
          <LinkButton href="/workspace/groups">See your working groups</LinkButton>
        </div>
      </div>
    </Page>
  )
}
