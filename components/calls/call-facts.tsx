import type { CallView } from '@/lib/calls/queries'
import { stateInWords } from '@/lib/calls/call'
import { momentInWords } from '@/lib/kernel/clock'
import { Tag } from '../ui/tag'

/** Open, closed, or already a working group: in a word, with the sentence beside it. */
export function CallState({ call }: { call: Pick<CallView, 'state' | 'group'> }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      {call.group ? <Tag kind="done">Chartered</Tag> : call.state.kind === 'open' ? <Tag kind="waits">Open</Tag> : <Tag>Closed</Tag>}
      <span>{stateInWords(call.state)}</span>
    </p>
  )
}

export const aboutInWords = ({ service, interaction }: Pick<CallView, 'service' | 'interaction'>): string =>
  `${service.name} (LGSL ${service.lgsl}): ${interaction.name} (LGIL ${interaction.lgil})`

/** The call itself, the same for everybody. */
export function CallText({ call, heading: Heading = 'h2' }: { call: CallView; heading?: 'h2' | 'h3' }) {
  const parts = [['What shows that it is needed', call.evidence], ['What is asked', call.asks]] as const
  return (
    <div className="max-w-[72ch]">
      <p className="text-quiet">About {aboutInWords(call)}. Published on {momentInWords(call.publishedAt)} by {call.publishedBy}.</p>
      {parts.map(([title, words]) => (
        <div key={title} className="mt-6">
          <Heading className="text-heading font-semibold">{title}</Heading>
          <p className="mt-2 [overflow-wrap:anywhere] whitespace-pre-line">{words}</p>
        </div>
      ))}
    </div>
  )
}
