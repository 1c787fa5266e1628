import { eq } from 'drizzle-orm'
import { publications, standards, versions } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { canonicalJson, digestOf } from '../document/canonical'
import { ok, refused, type Result } from '../kernel/result'
import { refuse } from '../kernel/refusal'
import { changesBetween } from '../versions/compare-queries'
import { newestVersion, type OnStandard, versionsOfStandard } from '../versions/queries'
import { standardFor } from '../versions/standard-queries'
import { compareNumbers, labelOf, parseLabel } from '../versions/version'
import { buildReport, type DispositionReport, withLaterDissents } from './disposition-report'
import { disposedCommentsOf } from './disposition-queries'
import { objectionsOfStandard } from './objection-queries'
import { consultationsOfStandard } from './queries'

/**
 * What was said about a version, and what became of it, from what stands now: the consultations and objections since the version that was
 * published before it. `publishing`: as it is published under this number. Checks nobody.
 */
export async function dispositionReport(on: Reader, standardId: string, versionId: string, publishing?: { label: string; at: Date }): Promise<DispositionReport | null> {
  const all = await versionsOfStandard(on, standardId)
  const version = all.find((one) => one.id === versionId)
  const [standard] = await on.select({ slug: standards.slug }).from(standards).where(eq(standards.id, standardId))
  if (!version || !standard) return null
  const published = await on.select({ versionId: publications.versionId, at: publications.publishedAt, major: publications.major, minor: publications.minor, ofMajor: versions.major, ofMinor: versions.minor })
    .from(publications).innerJoin(versions, eq(versions.id, publications.versionId)).where(eq(publications.standardId, standardId))
  const own = published.find((one) => one.versionId === versionId)
  const before = published.map((one) => ({ major: one.ofMajor, minor: one.ofMinor })).filter((one) => compareNumbers(one, version) < 0)
  const answeredHere = (label: string) => {
    const number = parseLabel(label)!
    return compareNumbers(number, version) <= 0 && before.every((one) => compareNumbers(one, number) < 0)
  }
  const consultations = []
  for (const consultation of (await consultationsOfStandard(on, standardId)).filter((one) => answeredHere(one.versionLabel)).reverse()) {
    const changes = await changesBetween(on, standardId, consultation.versionId, versionId)
    const comments = await disposedCommentsOf(on, consultation.id)
    consultations.push({ consultation, comments, changes })
  }
  return buildReport({
    standard: { slug: standard.slug, title: version.title }, version: version.label, publication: own ? { label: labelOf(own), at: own.at } : publishing ?? null, consultations,
    objections: (await objectionsOfStandard(on, standardId)).filter((one) => answeredHere(one.version)),
  })
}

/** The bytes that the report is told by: canonical JSON, and its SHA-256. */
export async function reportInBytes(report: DispositionReport): Promise<{ text: string; digest: string }> {
  const text = canonicalJson(report)
  return { text, digest: await digestOf(text) }
}

/** A report as it is shown, with the bytes that its digest is of. */
export interface ReportGiven { readonly report: DispositionReport; readonly text: string; readonly digest: string }

/**
 * The report on a version: once it is published, the very bytes that were published with it (RULES-dispositions.md, DI-7). Checks nobody.
 */
export async function reportOn(on: Reader, standardId: string, versionId: string): Promise<ReportGiven | null> {
  const [kept] = await on.select({ text: publications.report, digest: publications.reportDigest }).from(publications).where(eq(publications.versionId, versionId))
  if (kept?.text) return { ...kept, report: withLaterDissents(JSON.parse(kept.text) as DispositionReport, await objectionsOfStandard(on, standardId)) }
  const report = await dispositionReport(on, standardId, versionId)
  return report && { report, ...await reportInBytes(report) }
}

/** The report on the newest version, or on the labelled one, for those who may read versions. */
export async function reportFor(on: Reader, actor: Actor, slug: string, label?: string): Promise<Result<OnStandard & ReportGiven>> {
  const found = await standardFor(on, actor, slug)
  if (!found.ok) return found
  const { id } = found.value.standard
  const version = label ? (await versionsOfStandard(on, id)).find((one) => one.label === label) : await newestVersion(on, id)
  const given = version ? await reportOn(on, id, version.id) : null
  return given ? ok({ ...found.value, ...given }) : refused(refuse('not-found'))
}
