import { statusInWords } from '@/lib/consultation/consultation'
import type { PublicConsultation } from '@/lib/consultation/public-queries'
import { CatalogueList, type CatalogueEntry } from './catalogue'
import { SearchForm } from './search-form'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

const steps = [
  ['They write together', 'Council service teams, council digital teams and suppliers form a working group and write one text, live.'],
  ['They answer each other', 'Versions can be compared requirement by requirement. Comments and dissent are kept with their reasons.'],
  ['They sign that exact text', 'Each seat takes a position on one version. The rule for carrying it is fixed beforehand in the group’s charter.'],
  ['Everyone can check', 'What is published is byte for byte what was signed, with the record beside it.'],
] as const

interface Props { site: Site; newest: readonly CatalogueEntry[]; consultations: readonly PublicConsultation[]; today: string }

export function FrontPage({ site, newest, consultations, today }: Props) {
  const head = {
    title: 'Accord: minimum standards for digital services', path: '/',
    description: 'Minimum standards for councils’ digital services, agreed by the people who run and build them.',
    feed: { href: '/standards.atom', title: 'Publications' },
  }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>What good enough means, agreed by the people who run and build council services</PageTitle>
      <p className="mt-4 max-w-[60ch] text-reading">
        Accord holds minimum standards for councils’ digital services: numbered requirements that a contract can point at and a test can
        check. Read, link and download them here without signing in.
      </p>
      <SearchForm />
      <Consultations consultations={consultations} />
      <SectionTitle id="newest">Newest publications</SectionTitle>
      {newest.length
        ? <CatalogueList entries={newest} today={today} />
        : <p>Nothing is published yet. A standard appears here when its working group has signed it off.</p>}
      <p className="mt-4"><a href="/standards" className="inline-block py-1">All standards</a></p>
      <SectionTitle>How a standard comes about</SectionTitle>
      <ol className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {steps.map(([title, words], index) => (
          <li key={title} className="border-t border-line pt-3">
            <p className="font-semibold"><span className="font-mono text-quiet">{index + 1}</span> {title}</p>
            <p className="mt-1">{words}</p>
          </li>
        ))}
      </ol>
      <p className="mt-8">Taking part in a working group? <a href="/workspace" className="inline-block py-1">Sign in to your desk</a></p>
    </PublicPage>
  )
}

/** Those that take comments now; no empty heading where there are none. */
function Consultations({ consultations }: { consultations: readonly PublicConsultation[] }) {
  if (consultations.length === 0) return null
  return (
    <section aria-labelledby="consultations">
      <SectionTitle id="consultations">Open for comment</SectionTitle>
      <ul className="border-t border-line">
        {consultations.map((one) => (
          <li key={`${one.slug} ${one.number}`} className="border-b border-line py-4">
            <a href={`/standards/${one.slug}/consultation/${one.number}`} className="inline-block py-1 text-[1.25rem] font-semibold">{one.title} {one.versionLabel}</a>
            <p className="mt-1">{statusInWords(one, one.openedAt)}. {one.groupName}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
