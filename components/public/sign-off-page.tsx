import type { Head } from '@/lib/audit/chain'
import { dateInWords, momentInWords } from '@/lib/kernel/clock'
import type { PublicationListed } from '@/lib/publication/queries'
import type { SignOff } from '@/lib/publication/public-record'
import { StateBanner } from './banner'
import { Certificate, ChainHead, outcomeInWords, Positions } from './record'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

interface Props {
  readonly site: Site
  readonly publication: PublicationListed
  readonly signOff: SignOff
  readonly chainHead: Head | null
  readonly hidden: boolean
  readonly today: string
}

export function SignOffPage({ site, publication, signOff, chainHead, hidden, today }: Props) {
  const { slug, title, label } = publication
  const version = `/standards/${slug}/${label}`
  const head = {
    title: `Sign-off record: ${title} ${label}`, path: `${version}/sign-off`, noindex: publication.state.kind === 'withdrawn',
    description: `Who agreed to ${title} ${label}, who dissented and why.`,
  }
  return (
    <PublicPage head={head} site={site}>
      <p><a href={version} className="inline-block py-1">{title} {label}</a></p>
      <PageTitle>Sign-off record</PageTitle>
      <StateBanner publication={publication} today={today} />
      <p className="mt-6 max-w-[72ch] text-reading">
        {publication.groupName} signed this text as {signOff.signedAs} in sign-off round {signOff.round}. The round opened
        on {momentInWords(signOff.openedAt)} and closed on {momentInWords(signOff.closedAt)}. {outcomeInWords(signOff)} It was published
        as {label} on {dateInWords(publication.publishedAt)}.
      </p>
      <SectionTitle>Positions</SectionTitle>
      <p className="max-w-[72ch]">Each seat of the group’s charter has one vote. The newest position of a seat counts.</p>
      <Positions positions={signOff.positions} />
      <Certificate certificate={signOff.certificate} />
      <SectionTitle>Check it yourself</SectionTitle>
      {hidden ? <p>The text was withdrawn for legal reasons, so it can no longer be checked against its record here.</p>
        : <HowToCheck publication={publication} version={version} />}
      <ChainHead head={chainHead} />
    </PublicPage>
  )
}

function HowToCheck({ publication, version }: { publication: PublicationListed; version: string }) {
  return (
    <div className="max-w-[72ch] space-y-3">
      <p>
        Every position was taken on one exact text, named by the SHA-256 of its bytes. Download the <a href={`${version}.json`}>text</a> and
        compute its SHA-256: it must be
      </p>
      <p className="bg-tint p-3 font-mono text-small [overflow-wrap:anywhere]">{publication.digest}</p>
      <p>
        Or download the <a href={`${version}/sign-off.json`}>whole record</a> and run Accord’s verifier on it: <code className="bg-tint px-1 font-mono
        text-small [overflow-wrap:anywhere]">npm run verify -- FILE.json</code>. It needs no database and no connection. The record’s own SHA-256 is
      </p>
      <p className="bg-tint p-3 font-mono text-small [overflow-wrap:anywhere]">{publication.recordDigest}</p>
    </div>
  )
}
