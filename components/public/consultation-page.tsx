import { countsInWords, endOf, statusInWords, workspaceAddress } from '@/lib/consultation/consultation'
import type { PublicComment, PublicConsultationInFull } from '@/lib/consultation/public-queries'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import { contentsOf, ContentsList } from '../document/contents-list'
import { DocumentView } from '../document/document-view'
import { Tag } from '../ui/tag'
import { Fact } from './fact'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'
import { levelsInWords } from './words'

type Props = PublicConsultationInFull & {
  readonly site: Site
  /** What is open on a requirement, by its block id: `FO-1 open`. */
  readonly flags: Readonly<Record<string, readonly string[]>>
}

const addressOf = ({ slug, number }: { slug: string; number: number }) => `/standards/${slug}/consultation/${number}`

/** The text that is put out for consultation, and what came of it. Whoever would comment signs in on another page. */
export function ConsultationPage(props: Props) {
  const { site, consultation, open, content, levels } = props
  const { title, versionLabel } = consultation
  const head = {
    title: `Consultation: ${title} ${versionLabel}`, path: addressOf(consultation),
    description: `${open ? 'Comment on' : 'Consultation on'} ${title}, ${versionLabel}: ${levelsInWords(levels)}. ${statusInWords(consultation, props.now)}.`,
  }
  return (
    <PublicPage head={head} site={site}>
      <p className="text-quiet">{consultation.groupName}. Consultation {consultation.number}</p>
      <PageTitle>{title} <span className="font-normal whitespace-nowrap text-quiet">{versionLabel}</span></PageTitle>
      <Standing {...props} />
      <Text content={content} entries={props.comments.length > 0} flags={props.flags} />
      <Comments {...props} />
      <Others {...props} />
    </PublicPage>
  )
}

function Standing({ consultation, open, levels, now }: Props) {
  const { state } = consultation
  const early = state.kind === 'closed' && state.closing.closedByName !== null
  return (
    <>
      <p className="mt-6 max-w-[72ch] whitespace-pre-line text-reading">{consultation.introduction}</p>
      <p className="mt-4 max-w-[72ch]">
        {open
          ? <a href={workspaceAddress(consultation)} className="inline-block py-1 font-semibold">Sign in to comment on this text</a>
          : <>The commenting box has closed. <a href={workspaceAddress(consultation)} className="inline-block py-1">Sign in to send a late comment</a>, which
            is kept apart and answered by the advisor.</>}
      </p>
      <dl className="mt-6 max-w-[80ch] border-t border-line">
        <Fact name="Status"><Tag kind={open ? 'done' : 'plain'}>{open ? 'Open' : 'Closed'}</Tag> <span>{statusInWords(consultation, now)}</span></Fact>
        <Fact name="Opened">{momentInWords(consultation.openedAt)}</Fact>
        {early ? <Fact name="Closed early">By the advisor, before {momentInWords(consultation.closesAt)}: {state.closing.reason}</Fact> : null}
        <Fact name="Text">{consultation.versionLabel}, a draft of the working group, not in force. It does not change while it is consulted on.</Fact>
        <Fact name="Holds">{levelsInWords(levels)}</Fact>
        {state.kind === 'closed' ? <Fact name="Counted at closing">{countsInWords(state.closing)}</Fact> : null}
        {state.kind === 'open' && !open ? <Fact name="Counted at closing">The counts appear here in a moment.</Fact> : null}
        <Fact name="Digest"><span className="font-mono text-small">{consultation.digest}</span></Fact>
      </dl>
    </>
  )
}

function Text({ content, entries, flags }: { content: Props['content']; entries: boolean; flags: Props['flags'] }) {
  const more = entries ? [{ id: 'comments', words: 'Comments', level: 1 }] : []
  const under = Object.fromEntries(Object.entries(flags).map(([id, open]) => [id, open.map((flag) => <Tag key={flag} kind="waits">{flag}</Tag>)]))
  return (
    <div className="mt-10 lg:grid lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12 print:block">
      <div className="mb-8 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto print:static print:max-h-none">
        <ContentsList entries={[...contentsOf(content), ...more]} />
      </div>
      <div className="prints-address min-w-0 [&>div>:first-child]:mt-0"><DocumentView content={content} under={under} /></div>
    </div>
  )
}

/** Read once it has closed, so that nobody's comment leans on another's. Never a person's name. */
function Comments({ consultation, comments }: Props) {
  if (consultation.state.kind === 'open') return null
  const [onTime, late] = [comments.filter((one) => !one.late), comments.filter((one) => one.late)]
  return (
    <section aria-labelledby="comments" className="mt-10 border-t border-line">
      <SectionTitle id="comments">Comments</SectionTitle>
      <p className="max-w-[72ch]">{countsInWords(consultation.state.closing)}. Counted on {momentInWords(endOf(consultation))} and not changed since.</p>
      {onTime.length ? <CommentList comments={onTime} /> : null}
      {late.length ? (
        <>
          <h3 id="late" className="mt-8 text-[1.25rem] font-semibold">Late comments</h3>
          <p className="max-w-[72ch]">These came after the closing and are in none of the counts.</p>
          <CommentList comments={late} />
        </>
      ) : null}
    </section>
  )
}

function CommentList({ comments }: { comments: readonly PublicComment[] }) {
  return (
    <ul className="mt-4 max-w-[80ch] border-t border-line">
      {comments.map((one) => (
        <li key={one.label} id={one.label} className="border-b border-line py-3 break-inside-avoid target:bg-action-tint">
          <p className="flex flex-wrap gap-x-4 gap-y-1">
            <span className="font-mono text-quiet">{one.label}</span>
            {one.ref ? <a href={`#${one.ref}`} className="inline-block min-h-6 min-w-6">On {one.ref}</a> : <span>On {one.blockId ? 'another part' : 'the whole text'}</span>}
            <span className="text-quiet">{one.kind}</span>
          </p>
          <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{one.body}</p>
          {one.proposedText ? <p className="mt-1 border-l-4 border-edge pl-4 whitespace-pre-line [overflow-wrap:anywhere]">Proposed text: {one.proposedText}</p> : null}
          <p className="mt-1 text-small text-quiet">{one.source}{one.forOrganisation ? ', for the whole organisation' : ''}</p>
          {one.answer ? <p className="mt-1"><strong>{one.answer.words}</strong>{one.answer.reason ? `: ${one.answer.reason}` : ''}</p> : null}
        </li>
      ))}
    </ul>
  )
}

function Others({ consultation, all, now }: Props) {
  if (all.length < 2) return null
  return (
    <section aria-labelledby="others">
      <SectionTitle id="others">Every consultation on this standard</SectionTitle>
      <ol reversed className="max-w-[80ch] border-t border-line">
        {all.map((one) => (
          <li key={one.number} className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line py-2">
            {one.number === consultation.number ? <strong>Consultation {one.number} on {one.versionLabel}</strong>
              : <a href={addressOf(one)} className="inline-block min-h-6">Consultation {one.number} on {one.versionLabel}</a>}
            <span>opened {dateInWords(one.openedAt)}. {statusInWords(one, now)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
