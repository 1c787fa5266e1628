import type { ReactNode } from 'react'
import { requirementsOf } from '@/lib/document/requirements'
import type { DocumentJson } from '@/lib/document/types'
import { levels } from '@/lib/document/levels'
import { type Consultation, countsInWords, statusInWords, takesComments } from '@/lib/consultation/consultation'
import { momentInWords } from '@/lib/kernel/clock'
import { SummaryList } from '../ui/summary-list'
import { Tag } from '../ui/tag'
import { Digest } from '../versions/digest'

/** `23 requirements: 16 MUST, 1 MUST NOT, 5 SHOULD, 1 MAY` */
function holds(content: DocumentJson): string {
  const all = requirementsOf(content).map((one) => one.level)
  const parts = levels.flatMap((level) => { const count = all.filter((one) => one === level).length; return count ? [`${count} ${level}`] : [] })
  return `${all.length} requirement${all.length === 1 ? '' : 's'}${parts.length ? `: ${parts.join(', ')}` : ''}`
}

/** How a consultation stands: until when, on what, and what was counted when it closed. */
export function ConsultationStanding({ consultation, content, now, also = [] }: { consultation: Consultation; content: DocumentJson; now: Date; also?: { key: string; value: ReactNode }[] }) {
  const { state, versionLabel } = consultation
  const open = takesComments(consultation, now)
  const early = state.kind === 'closed' && state.closing.closedByName !== null
  return (
    <SummaryList rows={[
      { key: 'Status', value: <><Tag kind={open ? 'done' : 'plain'}>{open ? 'Open' : 'Closed'}</Tag> {statusInWords(consultation, now)}</> },
      ...(early ? [{ key: 'Closed early', value: `Before ${momentInWords(consultation.closesAt)}: ${state.closing.reason}` }] : []),
      { key: 'Text', value: `${versionLabel}, read-only: ${holds(content)}` },
      ...(state.kind === 'closed' ? [{ key: 'Counted at closing', value: countsInWords(state.closing) }] : []),
      ...also,
      { key: 'Digest (SHA-256)', value: <Digest digest={consultation.digest} /> },
    ]} />
  )
}
