import { aboutInWords } from '@/components/calls/call-facts'
import { levelsInWords } from '@/components/public/words'
import type { Site } from '@/components/public/shell'
import { headInWords } from '@/lib/audit/chain'
import { publishedHead } from '@/lib/audit/trail-queries'
import { stateInWords } from '@/lib/calls/call'
import { callsListed, type CallView } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { atomFeed, type FeedEntry } from '@/lib/export/atom'
import { erratumLabel } from '@/lib/maintenance/erratum'
import { publishedErrata } from '@/lib/maintenance/queries'
import { publicationHistory, type PublicationListed, publishedStandards } from '@/lib/publication/queries'
import { levelsOf } from '@/lib/publication/public-record-queries'
import { type Answer, notHere, openToAll, text } from './answer'

/** The head of the audit chain, where feed readers keep it: nobody can then rewrite the trail up to there without its showing. */
async function headSaid(standardId?: string): Promise<string | undefined> {
  const head = await publishedHead(db(), standardId)
  return head ? `Head of Accord’s audit chain: ${headInWords(head)}` : undefined
}

const atom = (body: string): Answer => text(body, 'application/atom+xml; charset=utf-8', openToAll)

async function entriesOf(site: Site, publications: readonly PublicationListed[]): Promise<FeedEntry[]> {
  const [levels, errata] = await Promise.all([levelsOf(db(), publications.map(({ id }) => id)), publishedErrata(db(), publications.filter(isShown).map(({ id }) => id))])
  return [...publications.map((one) => ({
    id: one.id, title: `${one.title} ${one.label}`, link: `${site.origin}/standards/${one.slug}/${one.label}`, author: one.groupName,
    published: one.publishedAt, updated: one.state.kind === 'withdrawn' ? one.state.at : one.publishedAt,
    summary: one.state.kind === 'withdrawn' ? `Withdrawn: ${one.state.reason}` : levelsInWords(levels.get(one.id) ?? {}),
  })), ...errata.map((erratum) => erratumEntry(site, publications.find(({ id }) => id === erratum.publicationId)!, erratum))]
}

const isShown = ({ state }: PublicationListed): boolean => state.kind !== 'withdrawn' || !state.hidesText

const erratumEntry = (site: Site, { title, slug, label, groupName }: PublicationListed, { id, state, on, explanation }: Awaited<ReturnType<typeof publishedErrata>>[number]): FeedEntry => ({
  id, title: `${title} ${label}: erratum ${erratumLabel(state.number)}`, link: `${site.origin}/standards/${slug}/${label}#errata`, author: groupName,
  published: state.at, updated: state.at, summary: `${on}: ${explanation}`,
})

/** The newest fifty publications of all standards. */
export async function allFeed(site: Site): Promise<Answer> {
  const standards = await publishedStandards(db())
  const histories = await Promise.all(standards.map(({ slug }) => publicationHistory(db(), slug)))
  const newest = histories.flat().sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime()).slice(0, 50)
  return atom(atomFeed({
    self: `${site.origin}/standards.atom`, page: `${site.origin}/standards`, title: 'Accord: publications', subtitle: await headSaid(), entries: await entriesOf(site, newest),
  }))
}

const callEntry = (site: Site, call: CallView): FeedEntry => {
  const { state, group, publishedAt, charteredAt } = call
  const became = group ? ` The working group “${group.name}” was chartered from it.` : ''
  return {
    id: call.id, title: `Call for collaboration: ${call.title}`, link: `${site.origin}/calls/${call.slug}`, author: call.publishedBy,
    published: publishedAt, updated: charteredAt ?? (state.kind === 'closed' ? state.at : publishedAt), summary: `${aboutInWords(call)}. ${stateInWords(state)}${became}\n\n${call.asks}`,
  }
}

/** The newest fifty calls for collaboration. One comes up again when it closes and when its working group is chartered. Never who has answered. */
export async function callsFeed(site: Site): Promise<Answer> {
  const newest = (await callsListed(db())).slice(0, 50)
  return atom(atomFeed({
    self: `${site.origin}/calls.atom`, page: `${site.origin}/calls`, title: 'Accord: calls for collaboration', subtitle: await headSaid(),
    entries: newest.map((call) => callEntry(site, call)),
  }))
}

export async function standardFeed(site: Site, slug: string): Promise<Answer> {
  const history = await publicationHistory(db(), slug)
  const [newest] = history
  if (!newest) return notHere(site)
  return atom(atomFeed({
    self: `${site.origin}/standards/${slug}.atom`, page: `${site.origin}/standards/${slug}`, title: `${newest.title}: versions`, subtitle: await headSaid(newest.standardId),
    entries: await entriesOf(site, history),
  }))
}
