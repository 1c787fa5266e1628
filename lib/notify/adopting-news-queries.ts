import { and, eq, isNull } from 'drizzle-orm'
import { adoptions, organisationMemberships, organisations, people, publications, type standards } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import type { Reader } from '../db'
import { compareNumbers, labelOf, parseLabel, type VersionNumber } from '../versions/version'
import { classInWords } from '../versions/classes'
import type { ChangeClass } from '../versions/compare'
import type { News } from './commands'
import type { NewsKind } from './kinds'

type Told = Extract<AuditEvent, { kind: 'version published' | 'erratum published' | 'publication withdrawn' }>
type Standard = typeof standards.$inferSelect

interface Holding extends VersionNumber { readonly id: string; readonly organisationId: string; readonly organisation: string }

/** The adoption of this standard that holds now, of each organisation. */
async function holdings(on: Reader, standardId: string): Promise<Holding[]> {
  const rows = await on.select({ id: adoptions.id, organisationId: organisations.id, organisation: organisations.name, major: publications.major, minor: publications.minor })
    .from(adoptions).innerJoin(organisations, eq(organisations.id, adoptions.organisationId)).innerJoin(publications, eq(publications.id, adoptions.publicationId))
    .where(eq(adoptions.standardId, standardId))
  return rows.filter((row) => !rows.some((other) => other.organisationId === row.organisationId && compareNumbers(other, row) > 0))
}

async function peopleOf(on: Reader, organisationId: string): Promise<string[]> {
  const rows = await on.select({ id: people.id }).from(organisationMemberships).innerJoin(people, eq(people.id, organisationMemberships.personId))
    .where(and(eq(organisationMemberships.organisationId, organisationId), isNull(organisationMemberships.endedAt), isNull(people.suspendedAt)))
  return rows.map((row) => row.id)
}

/** What the people of the councils that adopted are told, each once: of an erratum to their version, of its withdrawal, of a newer one to move to. */
export async function newsForAdopters(on: Reader, event: Told, standard: Standard): Promise<News[]> {
  const about = parseLabel(event.facts.number)
  const news: News[] = []
  for (const holding of about ? await holdings(on, standard.id) : []) {
    const order = compareNumbers(holding, about!)
    if (event.kind === 'version published' ? order >= 0 : order !== 0) continue
    const { kind, sentence } = saidOf(event, standard.title, holding)
    news.push(...(await peopleOf(on, holding.organisationId)).map((personId) => ({ personId, kind, sentence, link: `/workspace/adoptions/${holding.id}` })))
  }
  return news.filter((one, index) => news.findIndex((other) => other.personId === one.personId) === index)
}

function saidOf(event: Told, title: string, { organisation, ...own }: Holding): { kind: NewsKind; sentence: string } {
  const { number } = event.facts
  switch (event.kind) {
    case 'erratum published': return {
      kind: 'adoption',
      sentence: `${event.facts.erratum} to “${title}” ${number}, which ${organisation} has adopted: class ${event.facts.class}, `
        + `${classInWords[event.facts.class as ChangeClass]}. No re-assessment is asked`,
    }
    case 'version published': return {
      kind: 'newer version',
      sentence: `“${title}” ${number} supersedes ${labelOf(own)}, which ${organisation} has adopted: consider moving to it. The adoption of ${labelOf(own)} stays valid`,
    }
    case 'publication withdrawn': return { kind: 'newer version', sentence: `“${title}” ${number}, which ${organisation} has adopted, was withdrawn: ${event.facts.reason}` }
  }
}
