import Link from 'next/link'
import type { ReactNode } from 'react'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Tag } from '@/components/ui/tag'
import { dateInWords, londonDate, momentInWords } from '@/lib/kernel/clock'
import { isOverdue, type Waiting } from '@/lib/notify/desk'
import { accept } from './invitations/[token]/actions'

interface Line { readonly deed: string; readonly about: ReactNode; readonly link: string }

/** `on 4 December 2026, 5pm GMT` */
function When({ at, dayOnly = false }: { at: Date; dayOnly?: boolean }) {
  return <>on <time dateTime={dayOnly ? londonDate(at) : at.toISOString()}>{dayOnly ? dateInWords(at) : momentInWords(at)}</time></>
}

const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`)

export function WaitingLine({ waiting, now }: { waiting: Waiting; now: Date }) {
  if (waiting.kind === 'invitation') return <InvitationLine waiting={waiting} />
  const { deed, about, link } = lineOf(waiting, now)
  return (
    <>
      <Link href={link} className="inline-block py-0.5 font-semibold [overflow-wrap:anywhere]">{deed}</Link>
      {isOverdue(waiting, now) && <> <Tag kind="refusal">Overdue</Tag></>}
      <p className="text-small text-quiet [overflow-wrap:anywhere]">{about}</p>
    </>
  )
}

type Told = Exclude<Waiting, { kind: 'invitation' }>

function lineOf(waiting: Told, now: Date): Line {
  const { link, title } = waiting
  const when = <When at={waiting.at} dayOnly={waiting.dayOnly} />
  switch (waiting.kind) {
    case 'position': return {
      link, deed: `Take a position on “${title}”`,
      about: <>Sign-off round {waiting.round}, for the seat {waiting.seat}. {waiting.written ? 'The written sign-off ends' : 'The round closes'} {when}.</>,
    }
    case 'minority': return {
      link, deed: `Write a minority statement on “${title}” ${waiting.version}`,
      about: <>Your seat, {waiting.seat}, dissented, and the round carried {when}. You may write until the version is published{waiting.certified ? ': due process is certified, so that can be at any time' : ''}.</>,
    }
    case 'meeting': return { link, deed: `End the meeting on “${title}”`, about: <>The meeting of sign-off round {waiting.round} began {when}.</> }
    case 'objection': return {
      link, deed: waiting.asked ? `Does the change to ${waiting.ref} resolve ${waiting.name}?` : `Answer ${waiting.name} to ${waiting.ref}`,
      about: <>{waiting.asked ? 'Your objection to' : 'A formal objection to'} “{title}”, lodged {when}. Until it has ended it blocks sign-off.</>,
    }
    case 'review': return {
      link, deed: `Record the review of “${title}” ${waiting.version}`, about: <>The review {isOverdue(waiting, now) ? 'was' : 'is'} due {when}. The public sees what is overdue.</>,
    }
    case 'certificate': return { link, deed: `Certify due process for “${title}” ${waiting.version}`, about: <>Its sign-off round carried {when}.</> }
    case 'publication': return { link, deed: `Publish “${title}” ${waiting.version}`, about: <>Due process was certified {when}.</> }
    case 'ready': return readyLine(waiting, when)
    case 'expressions': return { link, deed: `${many(waiting.count, 'expression of interest', 'expressions of interest')} to answer`, about: <>“{title}” closed {when}.</> }
    case 'mention': return {
      link, deed: `${waiting.author} mentioned you in “${title}”`, about: <><span className="line-clamp-2">{waiting.body}</span>Written {when}.</>,
    }
    default: return countedLine(waiting, when)
  }
}

function readyLine({ link, title, version, lacks }: Extract<Told, { kind: 'ready' }>, when: ReactNode): Line {
  if (lacks.length === 0) return { link, deed: `Open a sign-off round on “${title}” ${version}`, about: <>Nothing on the checklist is missing. {version} was tagged {when}.</> }
  return { link, deed: `Make “${title}” ready for sign-off`, about: <>{version}, tagged {when}, lacks only what you can do. {lacks.join('. ')}.</> }
}

function countedLine({ kind, count, title, link }: Extract<Told, { kind: 'comments' | 'late' | 'errata' | 'proposals' }>, when: ReactNode): Line {
  const first = count === 1 ? 'Waiting since it came' : 'The first came'
  switch (kind) {
    case 'comments': return {
      link, deed: `Dispose of ${many(count, 'comment', 'comments')} on “${title}”`, about: <>{count === 1 ? 'It has' : 'They have'} no disposition yet, since the consultation ended {when}. Sign-off waits for every one.</>,
    }
    case 'late': return { link, deed: `Answer ${many(count, 'late comment', 'late comments')} on “${title}”`, about: <>To be admitted, deferred or declined. {first} {when}.</> }
    case 'errata': return { link, deed: `Decide on ${many(count, 'proposed erratum', 'proposed errata')} to “${title}”`, about: <>{first} {when}.</> }
    case 'proposals': return { link, deed: `Decide on ${many(count, 'proposed change', 'proposed changes')} to “${title}”`, about: <>{first} {when}.</> }
  }
}

function InvitationLine({ waiting }: { waiting: Extract<Waiting, { kind: 'invitation' }> }) {
  return (
    <ActionForm action={accept} prefix={`i-${waiting.id}`} label={`Invitation to ${waiting.group}`} className="flex flex-wrap items-center justify-between gap-3">
      <div>
        <p className="font-semibold">{waiting.from} invites you to {waiting.group}, as {waiting.role}</p>
        <p className="text-small text-quiet">The invitation ends <When at={waiting.at} />.</p>
      </div>
      <input type="hidden" name="invitation" value={waiting.id} />
      <SubmitButton variant="secondary" size="small">Accept and join</SubmitButton>
    </ActionForm>
  )
}
