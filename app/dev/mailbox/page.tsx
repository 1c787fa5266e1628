import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { StandingPage } from '@/components/layout/standing-page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/button'
import { isDemo } from '@/lib/auth/demo'
import { keptLetters } from '@/lib/auth/mail-commands'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'

export const metadata: Metadata = { title: 'Demo mailbox', robots: { index: false }, referrer: 'same-origin' }

export default async function Mailbox({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  await connection()
  if (!isDemo()) notFound()
  const { to } = await searchParams
  const letters = await keptLetters(db(), typeof to === 'string' ? to.trim().toLowerCase() : undefined)
  return (
    <StandingPage title="Demo mailbox">
      <p className="text-quiet">In demo mode Accord sends no mail. What it would have sent is kept here, newest first.</p>
      {letters.length === 0 && <EmptyState title="No mail yet" action={<LinkButton href="/sign-in" variant="primary">Ask for a sign-in link</LinkButton>} />}
      {letters.map((letter, index) => (
        <article key={index} className="border-t border-line pt-4">
          <h2 className="font-semibold">{letter.subject}</h2>
          <p className="text-small text-quiet">To {letter.to}, {momentInWords(letter.at)}</p>
          <p className="mt-3 text-body whitespace-pre-line [overflow-wrap:anywhere]"><Linked text={letter.text} links={letter.links} /></p>
        </article>
      ))}
    </StandingPage>
  )
}

function Linked({ text, links }: { text: string; links: readonly string[] }) {
  const [first] = links
  if (!first) return text
  const at = text.indexOf(first)
  return <>{text.slice(0, at)}<a href={first}>{first}</a><Linked text={text.slice(at + first.length)} links={links.slice(1)} /></>
}
