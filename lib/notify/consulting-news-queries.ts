import type { standards } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import type { Reader } from '../db'
import { momentInWords } from '../kernel/clock'
import type { News } from './commands'
import { advisorsOf, answerersOf, authorOfDisposed, authorOfLate, membersOf, objectorOf, proposerOf } from './concerned-queries'
import type { NewsKind } from './kinds'

const kinds = [
  'consultation opened', 'consultation closed', 'consultation comment written', 'late comment decided', 'comment disposed', 'objection lodged',
  'objection answered', 'objection not resolved', 'objection not upheld', 'objector asked', 'change proposed', 'proposal decided',
] as const satisfies readonly AuditEvent['kind'][]

type Told = Extract<AuditEvent, { kind: (typeof kinds)[number] }>
type Standard = typeof standards.$inferSelect

export const isAboutConsulting = (event: AuditEvent): event is Told => (kinds as readonly string[]).includes(event.kind)

/** Whom the steps of consultations, objections and proposed changes concern, and in which words. */
export async function newsOfConsulting(on: Reader, event: Told, { id, groupId, slug, title: name }: Standard): Promise<News[]> {
  const [place, title] = [`/workspace/standards/${slug}`, `“${name}”`]
  const tell = (people: readonly string[], kind: NewsKind, sentence: string, link: string): News[] =>
    [...new Set(people)].map((personId) => ({ personId, kind, sentence, link }))
  const group = async () => [...await membersOf(on, groupId), ...await advisorsOf(on, groupId)]
  const consultation = (number: number) => `/workspace/consultations/${slug}/${number}`
  const objection = (of: string) => `${place}/objections/${of}`
  switch (event.kind) {
    case 'consultation opened': return tell(await group(), 'consultation',
      `A consultation on ${title} ${event.facts.version} is open until ${momentInWords(new Date(event.facts.closesAt))}`, consultation(event.facts.consultation))
    case 'consultation closed': return tell(await group(), 'consultation', `The consultation on ${title} ${event.facts.version} has closed`, consultation(event.facts.consultation))
    case 'consultation comment written': return event.facts.late
      ? tell(await advisorsOf(on, groupId), 'late comment', `The late comment ${event.facts.comment} on ${title} waits for your answer`, `${place}/consultation`) : []
    case 'late comment decided': {
      const author = await authorOfLate(on, id, event.facts)
      const said = { admit: 'is admitted', defer: `is deferred to ${event.facts.deferredTo}`, decline: 'is declined' }[event.facts.decision]
      return author ? tell([author.personId], 'disposition', `Your late comment ${event.facts.comment} on ${title} ${said}`, consultation(author.consultation)) : []
    }
    case 'comment disposed': {
      const author = await authorOfDisposed(on, id, event.facts)
      return author ? tell([author.personId], 'disposition', `Your comment ${event.facts.comment} on ${title} has its answer: ${event.facts.outcome}`, consultation(author.consultation)) : []
    }
    case 'objection lodged': return tell(await answerersOf(on, groupId), 'objection',
      `${event.facts.objection} to ${event.facts.ref} of ${title} was lodged and waits for an answer`, objection(event.facts.objection))
    case 'objection not resolved': return tell(await answerersOf(on, groupId), 'objection', `The objector says that ${event.facts.objection} on ${title} is not resolved`, objection(event.facts.objection))
    case 'objection answered': return tell(await objectorOf(on, id, event.facts.objection), 'objection', `Your objection ${event.facts.objection} on ${title} has an answer`, objection(event.facts.objection))
    case 'objection not upheld': return tell(await objectorOf(on, id, event.facts.objection), 'objection',
      `Your objection ${event.facts.objection} on ${title} is not upheld; your dissent is recorded`, objection(event.facts.objection))
    case 'objector asked': return tell(await objectorOf(on, id, event.facts.objection), 'objector asked',
      `Does ${title} ${event.facts.version} resolve your objection ${event.facts.objection}?`, objection(event.facts.objection))
    case 'change proposed': return tell(await membersOf(on, groupId, ['editor', 'lead']), 'proposal', `${event.facts.proposal} proposes a change to ${title}`, place)
    case 'proposal decided': return tell(await proposerOf(on, id, event.facts.proposal), 'proposal', `Your proposal ${event.facts.proposal} on ${title}: ${event.facts.outcome}`, place)
  }
}
