import { classInWords } from '@/lib/versions/classes'
import Link from 'next/link'
import { momentInWords } from '@/lib/kernel/clock'
import { type CarriedForward, carriedInWords } from '@/lib/signoff/carry'
import { positionInWords, type Round } from '@/lib/signoff/round'
import { anchorOf } from '../versions/classes-in-words'
import { Notice } from '../ui/notice'

interface Props { slug: string; round: Round; carried: CarriedForward; taken: boolean }

/** To a seat that decided on an earlier version: what changed in meaning since, and that its position did not move by itself. */
export function Carried({ slug, round, carried, taken }: Props) {
  if (taken) return null
  const { earlier, versionLabel } = carried
  return (
    <Notice kind="waits" title={carriedInWords(carried)}>
      <p>You decided on {versionLabel}: {positionInWords[earlier.position]}, {momentInWords(earlier.takenAt)}. That position stays with {versionLabel}; confirm it on {round.versionLabel}, or change it.</p>
      <Changes slug={slug} round={round} carried={carried} />
    </Notice>
  )
}

/** Each change of meaning in a sentence, leading to its redline. */
export function Changes({ slug, round, carried: { changes, versionLabel } }: Omit<Props, 'taken'>) {
  const compare = `/workspace/standards/${slug}/compare/${versionLabel}...${round.versionLabel}`
  return (
    <>
      {changes.length > 0 && (
        <ul className="mt-3 border-t border-line">
          {changes.map((change) => (
            <li key={change.id} className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-line py-2">
              <a href={`${compare}#${anchorOf(change)}`} className="inline-block min-h-6">{change.sentence}</a>
              <span className="text-small text-quiet">{classInWords[change.class]}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3"><Link href={compare} className="inline-block min-h-6">Everything between {versionLabel} and {round.versionLabel}</Link></p>
    </>
  )
}
