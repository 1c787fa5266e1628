import type { Found } from '@/lib/publication/search-queries'
import type { Highlighted } from '@/lib/publication/search'
import { LevelBadge } from '../document/level-badge'
import { CatalogueList, type CatalogueEntry } from './catalogue'
import { type Asked, SearchForm } from './search-form'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'
import { counted } from './words'

interface Props {
  readonly site: Site
  readonly entries: readonly CatalogueEntry[]
  readonly today: string
  readonly asked: Asked
  /** Null when nothing was searched for. */
  readonly found: Found | null
}

export function CataloguePage({ site, entries, today, asked, found }: Props) {
  const head = {
    title: found ? `“${asked.words}”: search` : 'Standards', path: '/standards', noindex: Boolean(found),
    description: 'Every published standard, with its status, owner and review date.',
    feed: { href: '/standards.atom', title: 'Publications' },
  }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Standards</PageTitle>
      <SearchForm asked={asked} withStatus />
      {found ? <Results found={found} words={asked.words} /> : <Listed entries={entries} today={today} asked={asked} />}
    </PublicPage>
  )
}

function Listed({ entries, today, asked }: Pick<Props, 'entries' | 'today' | 'asked'>) {
  const which = asked.status ? `${asked.status}` : 'published'
  if (entries.length === 0) {
    return <p className="mt-8">{asked.status ? `No standard is ${which} at the moment.` : 'Nothing is published yet.'}</p>
  }
  return (
    <section aria-labelledby="listed" className="mt-8">
      <h2 id="listed" className="mb-3 font-semibold">{counted(entries.length, 'standard')} {which}</h2>
      <CatalogueList entries={entries} today={today} />
    </section>
  )
}

function Results({ found, words }: { found: Found; words: string }) {
  const { standards, requirements } = found
  if (standards.length + requirements.length === 0) {
    return (
      <div className="mt-8 max-w-[60ch]">
        <h2 className="text-heading font-semibold">Nothing found for “{words}”</h2>
        <p className="mt-2">Try fewer or other words, or a requirement’s ref such as FSM-09. <a href="/standards">See every standard</a></p>
      </div>
    )
  }
  return (
    <>
      <p className="mt-8">Found for “{words}”: {counted(standards.length, 'title')}, {counted(requirements.length, 'requirement')}.</p>
      {standards.length > 0 ? <FoundStandards standards={standards} /> : null}
      {requirements.length > 0 ? <FoundRequirements requirements={requirements} /> : null}
    </>
  )
}

function FoundStandards({ standards }: Pick<Found, 'standards'>) {
  return (
    <section aria-labelledby="titles">
      <SectionTitle id="titles">Standards</SectionTitle>
      <ul className="border-t border-line">
        {standards.map((standard) => (
          <li key={standard.slug} className="border-b border-line py-2">
            <a href={`/standards/${standard.slug}`} className="inline-block py-1"><Marked text={standard.title} /></a>
            {' '}<span className="text-small text-quiet">{standard.label}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function FoundRequirements({ requirements }: Pick<Found, 'requirements'>) {
  return (
    <section aria-labelledby="requirements">
      <SectionTitle id="requirements">Requirements</SectionTitle>
      <ol className="border-t border-line">
        {requirements.map((one) => (
          <li key={`${one.slug}#${one.ref}`} className="border-b border-line py-4">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <a href={`/standards/${one.slug}/${one.label}#${one.ref}`} className="inline-flex min-h-6 items-center font-mono font-semibold">{one.ref}</a>
              <LevelBadge level={one.level} />
              <span className="text-small text-quiet">{one.title} {one.label}{one.section ? `, ${one.section}` : ''}</span>
            </p>
            <p className="mt-2 max-w-[72ch] [overflow-wrap:anywhere]"><Marked text={one.snippet} /></p>
          </li>
        ))}
      </ol>
    </section>
  )
}

const Marked = ({ text }: { text: Highlighted }) => (
  <>{text.map((piece, index) => (piece.found ? <mark key={index} className="bg-waits-tint font-semibold text-ink">{piece.text}</mark> : piece.text))}</>
)
