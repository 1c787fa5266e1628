import { SignOffPage } from '@/components/public/sign-off-page'
import { VersionPage } from '@/components/public/version-page'
import type { Site } from '@/components/public/shell'
import { dayInWords } from '@/components/public/words'
import { requirementsCsv } from '@/lib/export/csv'
import { versionMarkdown } from '@/lib/export/markdown'
import { db } from '@/lib/db'
import { dateInWords } from '@/lib/kernel/clock'
import { refuse, type Refusal } from '@/lib/kernel/refusal'
import { type PublicationInFull, publishedVersion } from '@/lib/publication/queries'
import { type Answer, notHere, notHereJson, openToAll, page, refusalJson, text } from './answer'
import { loadVersion, today } from './load'

/** The page of one version; without `label`, of the one in force. */
export async function versionPage(site: Site, slug: string, label?: string): Promise<Answer> {
  const loaded = await loadVersion(slug, label)
  if (!loaded) return notHere(site)
  const { version, ...beside } = loaded
  return page(<VersionPage site={site} publication={version} content={version.text?.content ?? null} today={await today()} {...beside} />)
}

export async function signOffPage(site: Site, slug: string, label: string): Promise<Answer> {
  const loaded = await loadVersion(slug, label)
  if (!loaded?.signOff) return notHere(site)
  const { version, signOff, chainHead } = loaded
  return page(<SignOffPage site={site} publication={version} signOff={signOff} chainHead={chainHead} hidden={!version.text} today={await today()} />)
}

/** What is withdrawn for legal reasons was here and is not any more. */
const gone = (): Refusal => refuse('expired', 'The text of this version was withdrawn for legal reasons and is no longer given out.')

export async function signOffJson(slug: string, label: string): Promise<Answer> {
  const version = await publishedVersion(db(), slug, label)
  if (!version) return notHereJson()
  if (version.record === null) return refusalJson(gone())
  return text(version.record, 'application/json; charset=utf-8', downloaded(version, 'sign-off.json'))
}

export type Form = 'json' | 'md' | 'csv'

/** The version in another form. The JSON is the canonical text: byte for byte what was signed. */
export async function versionInForm(site: Site, slug: string, label: string, form: Form): Promise<Answer> {
  const version = await publishedVersion(db(), slug, label)
  if (!version) return form === 'json' ? notHereJson() : notHere(site)
  if (!version.text) return refusalJson(gone())
  const { canonical, content } = version.text
  if (form === 'json') return text(canonical, 'application/json; charset=utf-8', downloaded(version, 'json'))
  if (form === 'csv') return text(requirementsCsv(content), 'text/csv; charset=utf-8; header=present', downloaded(version, 'csv'))
  return text(markdownOf(site, version, content.content), 'text/markdown; charset=utf-8', downloaded(version, 'md'))
}

function markdownOf(site: Site, version: PublicationInFull, content: Parameters<typeof versionMarkdown>[1]): string {
  const { title, label, groupName, ownerPost, digest } = version
  return versionMarkdown({
    title, label, groupName, ownerPost, digest, published: dateInWords(version.publishedAt), reviewDue: dayInWords(version.reviewDate),
    address: `${site.origin}/standards/${version.slug}/${label}`,
  }, content)
}

const downloaded = ({ slug, label }: PublicationInFull, ending: string): Record<string, string> => {
  const disposition = ending === 'json' || ending === 'sign-off.json' ? 'inline' : 'attachment'
  return { ...openToAll, 'Content-Disposition': `${disposition}; filename="${slug}-${label}.${ending}"` }
}

/** The running title of the printed page. Its words stand in a CSS string, so all that could end one is written as an escape. */
export async function printStyle(slug: string, label: string): Promise<Answer> {
  const version = await publishedVersion(db(), slug, label)
  const title = version ? `${version.title}, ${version.label}` : 'Accord'
  const words = Array.from(title, (letter) => (/[\p{L}\p{N} ,.:;!?–-]/u.test(letter) ? letter : `\\${letter.codePointAt(0)!.toString(16)} `)).join('')
  const corner = 'font: 9pt sans-serif; color: #4c4943'
  return text(`@page { size: A4; margin: 22mm 18mm 20mm; @top-left { content: "${words}"; ${corner} } @top-right { content: "Accord"; ${corner} }`
    + ` @bottom-right { content: "Page " counter(page) " of " counter(pages); ${corner} } }\n`, 'text/css; charset=utf-8')
}
