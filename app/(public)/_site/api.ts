import type { Site } from '@/components/public/shell'
import { db } from '@/lib/db'
import { requirementsOf } from '@/lib/document/requirements'
import { erratumLabel } from '@/lib/maintenance/erratum'
import { refuse } from '@/lib/kernel/refusal'
import type { PublicationListed } from '@/lib/publication/queries'
import { type LevelCounts, reviewOverdue, type SignOff } from '@/lib/publication/public-record'
import { levelsOf } from '@/lib/publication/public-record-queries'
import { searchPublished } from '@/lib/publication/search-queries'
import { type Answer, json, notHereJson, refusalJson } from './answer'
import { catalogue } from './catalogue'
import { loadVersion, today } from './load'

/** A version as programs read it. Named in openapi.ts; what stands here is a promise. */
function versionJson(site: Site, one: PublicationListed, levels: LevelCounts, now: string) {
  const page = `${site.origin}/standards/${one.slug}/${one.label}`
  return {
    version: one.label, title: one.title, status: one.state.kind === 'current' ? 'published' : one.state.kind,
    supersededBy: one.state.kind === 'superseded' ? one.state.by : null,
    withdrawn: one.state.kind === 'withdrawn' ? { at: one.state.at, reason: one.state.reason } : null,
    publishedAt: one.publishedAt, ownerPost: one.ownerPost, reviewDate: one.reviewDate,
    reviewOverdue: one.state.kind === 'current' && reviewOverdue(one.reviewDate, now),
    digest: one.digest, recordDigest: one.recordDigest, requirements: levels,
    links: {
      self: `${site.origin}/api/v1/standards/${one.slug}/${one.label}`, page, text: `${page}.json`, markdown: `${page}.md`, csv: `${page}.csv`,
      signOff: `${page}/sign-off.json`,
    },
  }
}

const standardJson = (site: Site, one: PublicationListed) =>
  ({ slug: one.slug, title: one.title, group: one.groupName, self: `${site.origin}/api/v1/standards/${one.slug}`, page: `${site.origin}/standards/${one.slug}` })

export async function standardsAnswer(site: Site): Promise<Answer> {
  const [standards, now] = await Promise.all([catalogue(db()), today()])
  return json({ standards: standards.map(({ publication, levels }) => ({ ...standardJson(site, publication), current: versionJson(site, publication, levels, now) })) })
}

export async function standardAnswer(site: Site, slug: string): Promise<Answer> {
  const loaded = await loadVersion(slug)
  if (!loaded) return notHereJson()
  const [levels, now] = await Promise.all([levelsOf(db(), loaded.history.map(({ id }) => id)), today()])
  return json({ ...standardJson(site, loaded.version), versions: loaded.history.map((one) => versionJson(site, one, levels.get(one.id) ?? {}, now)) })
}

export async function versionAnswer(site: Site, slug: string, label: string): Promise<Answer> {
  const loaded = await loadVersion(slug, label)
  if (!loaded) return notHereJson()
  const { version, levels, signOff } = loaded
  return json({
    standard: standardJson(site, version), ...versionJson(site, version, levels, await today()), requirements: requirementsJson(site, loaded.version),
    signOff: signOff && signOffJson(signOff), errata: loaded.errata.map(erratumJson), reviews: loaded.reviews.map(reviewJson),
  })
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadVersion>>>

const erratumJson = ({ state, on, blockId, class: kind, explanation, changes }: Loaded['errata'][number]) =>
  ({ erratum: erratumLabel(state.number), publishedAt: state.at, on, id: blockId, class: kind, explanation, changes })

const reviewJson = ({ at, outcome, reason, nextReviewDate, forVersion }: Loaded['reviews'][number]) => ({ at, outcome, reason, nextReviewDate, forVersion })

/** Null where the text was withdrawn for legal reasons. */
const requirementsJson = (site: Site, version: Loaded['version']) =>
  version.text && requirementsOf(version.text.content).map((view) => ({
    ref: view.ref, id: view.id, level: view.level, metBy: view.metBy, appliesTo: view.appliesTo, section: view.section, statement: view.statement.text,
    rationale: view.rationale?.text ?? null, test: view.test?.text ?? null, evidence: view.evidence?.text ?? null,
    page: `${site.origin}/standards/${version.slug}/${version.label}#${view.ref}`,
  }))

const signOffJson = ({ signedAs, round, openedAt, closedAt, outcome, counts, certificate, positions }: SignOff) =>
  ({ signedAs, round, openedAt, closedAt, outcome, counts, certificate, positions })

export async function searchAnswer(words: string): Promise<Answer> {
  if (!words) return refusalJson(refuse('invalid', 'Say what to search for, in q.', 'q'))
  const { standards, requirements } = await searchPublished(db(), words)
  const plain = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('')
  return json({
    standards: standards.map(({ slug, label, title }) => ({ slug, version: label, title: plain(title) })),
    requirements: requirements.map(({ slug, label, title, ref, level, section, snippet }) =>
      ({ slug, version: label, title, ref, level, section, snippet: plain(snippet) })),
  })
}
