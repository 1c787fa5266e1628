import Link from 'next/link'
import { DeclaredList } from '@/components/calls/interests'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page'
import { SummaryList } from '@/components/ui/summary-list'
import type { CallView, ExpressionView } from '@/lib/calls/queries'
import { momentInWords } from '@/lib/kernel/clock'
import { answerInWords } from './expressions'

/** What somebody sent, and what became of it. */
export function OwnExpression({ own, call }: { own: ExpressionView; call: CallView }) {
  return (
    <Section title="Your expression of interest">
      <div className="mb-6"><Answer own={own} call={call} /></div>
      <SummaryList rows={[
        { key: 'Number', value: `${own.number}, of ${momentInWords(own.at)}` },
        { key: 'For', value: `${own.organisation}, ${own.constituency}` },
        { key: 'What you offer', value: <span className="whitespace-pre-line">{own.offers}</span> },
        { key: 'What you declared', value: <DeclaredList declared={own.declared} /> },
      ]} />
    </Section>
  )
}

function Answer({ own, call }: { own: ExpressionView; call: CallView }) {
  if (own.answer === null) {
    return <Notice kind="done" title="It is recorded">An advisor answers everybody when the call has closed. You are told here.</Notice>
  }
  if (own.answer === 'declined') {
    return <Notice title="You were not taken into the working group"><p>{own.reason}</p><p className="mt-1">You may still comment when the standard is in consultation.</p></Notice>
  }
  return (
    <Notice kind="done" title={answerInWords(own)}>
      You are a member of <Link href={`/workspace/groups/${call.group!.slug}`}>{call.group!.name}</Link>.{own.reason && ` ${own.reason}`}
    </Notice>
  )
}
