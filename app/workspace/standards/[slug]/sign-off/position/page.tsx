import type { Metadata } from 'next'
import { DocumentView } from '@/components/document/document-view'
import { Changes } from '@/components/sign-off/carried'
import { Crumbs, Page, PageHeader, Section } from '@/components/ui/page'
import { RefusalPanel } from '@/components/ui/refusal'
import { SummaryList } from '@/components/ui/summary-list'
import { ChangeList } from '@/components/versions/change-list'
import { Digest } from '@/components/versions/digest'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { momentInWords } from '@/lib/kernel/clock'
import { takingPosition } from '@/lib/signoff/policy'
import { carriedInWords } from '@/lib/signoff/carry'
import { carriedForward, versionBefore } from '@/lib/signoff/carry-queries'
import { roundInView } from '@/lib/signoff/queries'
import { countedPositions, positionInWords, seatsFor } from '@/lib/signoff/round'
import { changesBetween } from '@/lib/versions/compare-queries'
import { versionByNumber } from '@/lib/versions/queries'
import { found } from '../../found'
import { PositionForm } from './position-form'

export const metadata: Metadata = { title: 'Take a position' }

interface Props { params: Promise<{ slug: string }> }

/** For a seat holder: one page that decides one thing. */
export default async function PositionPage({ params }: Props) {
  const { slug } = await params
  const actor = await requirePerson(`/workspace/standards/${slug}/sign-off/position`)
  const { standing, now, current: { round, positions } } = found(await roundInView(db(), actor, slug))
  const base = `/workspace/standards/${slug}`
  const refusal = takingPosition(standing, round, now)
  const crumbs = <Crumbs trail={[{ href: `${base}/sign-off`, label: 'Sign-off' }]} />
  if (refusal) return <Page width="text">{crumbs}<RefusalPanel refusal={refusal} title="You cannot take a position" /></Page>
  const { version } = found(await versionByNumber(db(), actor, slug, round.versionLabel))
  const carried = await carriedForward(db(), round, standing.personId)
  const before = carried.length === 0 ? await versionBefore(db(), round) : null
  const changes = before && await changesBetween(db(), round.standardId, before.versionId, round.versionId)
  const counted = countedPositions(positions)
  const seats = seatsFor(round.electors, standing.personId).map((seat) => {
    const taken = counted.get(seat.id)
    const earlier = carried.find((one) => one.electorId === seat.id)?.earlier
    return {
      id: seat.id, name: seat.seatName, authority: seat.holderId === standing.personId ? null : `as the substitute for ${seat.holderName}`,
      now: taken ? `${positionInWords[taken.position]}, taken by ${taken.takenByName} on ${momentInWords(taken.takenAt)}` : null,
      position: taken?.position ?? null, reason: taken?.reason ?? '', delegation: taken?.takenBy === standing.personId ? taken.delegation : '',
      earlier: earlier ? { id: earlier.id, position: earlier.position, reason: earlier.reason } : null,
    }
  })
  return (
    <Page>
      {crumbs}
      <PageHeader kicker={`Sign-off round ${round.number}`} title={`${round.versionTitle}, ${round.versionLabel}`} lead={`Your position is wanted by ${momentInWords(round.closesAt)}.`} />
      <SummaryList rows={[
        { key: 'What you sign', value: <>This exact text and no other. Its digest (SHA-256) is <Digest digest={round.digest} /></> },
        { key: 'Change note', value: version.note },
        ...seats.map((seat) => ({ key: seats.length > 1 ? 'One of your seats' : 'Your seat', value: `${seat.name}${seat.authority ? `, ${seat.authority}` : ''}` })),
      ]} />
      {carried.map((one) => (
        <Section key={one.electorId} title={carriedInWords(one)}>
          <p className="max-w-prose">{seats.length > 1 ? `${seats.find((seat) => seat.id === one.electorId)!.name}: on` : 'On'} {one.versionLabel} it was {positionInWords[one.earlier.position]}{one.earlier.reason && `: “${one.earlier.reason}”`}. Confirm it on {round.versionLabel}, or change it; it does not move by itself.</p>
          <div className="max-w-prose"><Changes slug={slug} round={round} carried={one} /></div>
        </Section>
      ))}
      {changes && before && (
        <Section title={`What changed since ${before.label}`}>
          <ChangeList comparison={changes} page={`${base}/compare/${before.label}...${round.versionLabel}`} most={40} />
        </Section>
      )}
      <Section title="The text">
        <details>
          <summary className="inline-flex min-h-11 w-fit cursor-pointer items-center text-action underline underline-offset-4">Read {round.versionLabel}, {version.requirements} requirements</summary>
          <div className="mt-4"><DocumentView content={version.content} topHeading={3} /></div>
        </details>
      </Section>
      <Section title="Your position" id="position">
        <PositionForm slug={slug} roundId={round.id} digest={round.digest} label={round.versionLabel} seats={seats} />
      </Section>
    </Page>
  )
}
