import { dateInWords } from '@/lib/kernel/clock'
import type { Adopter } from '@/lib/adoption/adoption'
import type { Head } from '@/lib/audit/chain'
import type { DocumentJson } from '@/lib/document/types'
import type { Review } from '@/lib/maintenance/review'
import type { PublicationListed } from '@/lib/publication/queries'
import type { LevelCounts, SignOff } from '@/lib/publication/public-record'
import { contentsOf, ContentsList } from '../document/contents-list'
import { DocumentView } from '../document/document-view'
import { ReviewLines } from '../maintenance/review-lines'
import { Adopters } from './adopters'
import { StateBanner } from './banner'
import { StatusTag } from './catalogue'
import { Errata, ErrataBanner, type PublicErratum } from './errata'
import { Fact } from './fact'
import { Certificate, ChainHead, outcomeInWords, Positions } from './record'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'
import { dayInWords, levelsInWords } from './words'

interface Props {
  readonly site: Site
  readonly publication: PublicationListed
  /** Null when the text was withdrawn for legal reasons. */
  readonly content: DocumentJson | null
  readonly levels: LevelCounts
  readonly signOff: SignOff | null
  readonly chainHead: Head | null
  readonly history: readonly PublicationListed[]
  readonly errata: readonly PublicErratum[]
  readonly reviews: readonly (Review & { readonly publicationId: string })[]
  readonly adopters: readonly Adopter[]
  readonly today: string
}

const addressOf = ({ slug, label }: PublicationListed) => `/standards/${slug}/${label}`

export function VersionPage(props: Props) {
  const { site, publication, content, today } = props
  const { title, label } = publication
  const head = {
    title: `${title} ${label}`, path: addressOf(publication), noindex: publication.state.kind !== 'current',
    description: `${title}, version ${label}: ${levelsInWords(props.levels)}. Signed off by ${publication.groupName}.`,
    feed: { href: `/standards/${publication.slug}.atom`, title: `${title}: versions` },
    print: `${addressOf(publication)}/print.css`,
  }
  return (
    <PublicPage head={head} site={site}>
      <p className="text-quiet">{publication.groupName}</p>
      <PageTitle>{title} <span className="font-normal whitespace-nowrap text-quiet">{label}</span></PageTitle>
      <StateBanner publication={publication} today={today} />
      <ErrataBanner errata={props.errata} />
      <Facts {...props} />
      {content ? <Text content={content} errata={props.errata.length > 0} reviews={props.reviews.length > 0} /> : null}
      <Errata errata={props.errata} label={label} />
      <Record {...props} />
      <Reviews {...props} />
      <Adopters adopters={props.adopters} slug={publication.slug} label={label} open={publication.state.kind === 'current'} />
      <History {...props} />
      <Downloads publication={publication} hidden={!content} />
    </PublicPage>
  )
}

function Facts({ publication, levels, today }: Props) {
  return (
    <dl className="mt-6 max-w-[80ch] border-t border-line">
      <Fact name="Status"><StatusTag publication={publication} today={today} /></Fact>
      <Fact name="Published">{dateInWords(publication.publishedAt)}</Fact>
      <Fact name="Owner">{publication.ownerPost}</Fact>
      <Fact name="Review due">{dayInWords(publication.reviewDate)}</Fact>
      <Fact name="Holds">{levelsInWords(levels)}</Fact>
      <Fact name="Digest"><span className="font-mono text-small">{publication.digest}</span></Fact>
    </dl>
  )
}

/** The contents stand beside the text where there is room, above it where there is not. */
function Text({ content, errata, reviews }: { content: DocumentJson; errata: boolean; reviews: boolean }) {
  const [one, two] = [contentsOf(content, 1), contentsOf(content, 2)]
  // A long text is listed by its first level only: a list that has to be searched is none.
  const entries = two.length > 40 && one.length > 2 ? one : two
  return (
    <div className="mt-10 lg:grid lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12 print:block">
      <div className="mb-8 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto print:static print:max-h-none">
        <ContentsList entries={[...entries, ...errata ? [{ id: 'errata', words: 'Errata', level: 1 }] : [], { id: 'record', words: 'The record', level: 1 },
          ...reviews ? [{ id: 'reviews', words: 'Reviews', level: 1 }] : [], { id: 'adopters', words: 'Adopted by', level: 1 }, { id: 'history', words: 'History', level: 1 },
          { id: 'downloads', words: 'Downloads', level: 1, screenOnly: true }]} />
      </div>
      <div className="prints-address min-w-0 [&>div>:first-child]:mt-0"><DocumentView content={content} /></div>
    </div>
  )
}

function Record({ publication, signOff, chainHead }: Props) {
  return (
    <section aria-labelledby="record" className="border-t border-line">
      <SectionTitle id="record">The record</SectionTitle>
      {signOff ? (
        <>
          <p className="max-w-[80ch]">
            The working group signed this text as {signOff.signedAs} in sign-off round {signOff.round}, closed
            on {dateInWords(signOff.closedAt)}. {outcomeInWords(signOff)}
          </p>
          <Positions positions={signOff.positions} />
          <Certificate certificate={signOff.certificate} />
        </>
      ) : null}
      <ChainHead head={chainHead} />
      <p className="mt-4"><a href={`${addressOf(publication)}/sign-off`} className="inline-block py-1">The sign-off record in full, and how to check it</a></p>
      <p><a href={`${addressOf(publication)}/dispositions`} className="inline-block py-1">The disposition report: what was said, and what became of it</a></p>
    </section>
  )
}

function Reviews({ reviews, history }: Props) {
  if (reviews.length === 0) return null
  return (
    <section aria-labelledby="reviews">
      <SectionTitle id="reviews">Reviews</SectionTitle>
      <div className="max-w-[80ch]"><ReviewLines reviews={reviews} history={history} /></div>
    </section>
  )
}

function History({ publication, history }: Props) {
  return (
    <section aria-labelledby="history">
      <SectionTitle id="history">History</SectionTitle>
      <ol reversed className="max-w-[80ch] border-t border-line">
        {history.map((other, index) => {
          const before = history[index + 1]
          return (
            <li key={other.id} className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line py-2">
              <span>{other.id === publication.id
                ? <strong>{other.label}</strong> : <a href={addressOf(other)} className="inline-block min-h-6">{other.label}</a>}</span>
              <span>published {dateInWords(other.publishedAt)}{other.id === publication.id ? ' (this version)' : ''}{stateInWords(other)}</span>
              {before ? <a href={`/standards/${other.slug}/compare/${before.label}...${other.label}`} className="inline-block min-h-6 print:hidden">changes
                since {before.label}</a> : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const stateInWords = ({ state }: PublicationListed): string =>
  state.kind === 'withdrawn' ? `, withdrawn ${dateInWords(state.at)}` : state.kind === 'superseded' ? `, superseded by ${state.by}` : ''

const forms = [
  ['json', 'Canonical text (JSON)', 'exactly the bytes that were signed'],
  ['md', 'Markdown', 'to read and reuse'],
  ['csv', 'Requirements (CSV)', 'one row for each requirement, for a spreadsheet'],
] as const

function Downloads({ publication, hidden }: { publication: PublicationListed; hidden: boolean }) {
  return (
    <section aria-labelledby="downloads" className="print:hidden">
      <SectionTitle id="downloads">Downloads</SectionTitle>
      {hidden ? <p>The text of this version can no longer be downloaded.</p> : (
        <ul className="max-w-[80ch] border-t border-line">
          {forms.map(([form, name, use]) => (
            <li key={form} className="border-b border-line py-2">
              <a href={`${addressOf(publication)}.${form}`} className="inline-block min-h-6">{name}</a>, {use}
            </li>
          ))}
          <li className="border-b border-line py-2">
            <a href={`${addressOf(publication)}/sign-off.json`} className="inline-block min-h-6">Sign-off record (JSON)</a>, to check with the
            verifier
          </li>
        </ul>
      )}
    </section>
  )
}
