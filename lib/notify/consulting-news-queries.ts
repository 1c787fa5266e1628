import type { standards } from '@/drizzle/schema'
import type { AuditEvent } from '../audit/event'
import { parseObjection } from '../consultation/objection'
import { peopleOfObjection } from '../consultation/objection-desk-queries'
import type { Reader } from '../db'
import { momentInWords } from '../kernel/clock'
import type { News } from './commands'
import { advisorsOf, authorOfDisposed, authorOfLate, membersOf, proposerOf } from './concerned-queries'
import type { NewsKind } from './kinds'

export const consultingKinds = [
  'consultation opened', 'consultation closed', 'consultation comment written', 'late comment decided', 'comment disposed', 'objection lodged', 'objector asked',
  'objection answered', 'objection not upheld', 'objection resolved', 'objection withdrawn', 'objection not resolved', 'change proposed', 'proposal decided',
] as const satisfies readonly AuditEvent['kind'][]

type Told = Extract<AuditEvent, { kind: (typeof consultingKinds)[number] }>
type Standard = typeof standards.$inferSelect

export const isAboutConsulting = (event: AuditEvent): event is Told => (consultingKinds as readonly string[]).includes(event.kind)

/** Whom the steps of consultations, objections and proposed changes concern, and in which words. */
export async function newsOfConsulting(on: Reader, event: Told, { id, groupId, slug, title: name }: Standard): Promise<News[]> {
  const [place, title] = [`/workspace/standards/${slug}`, `“${name}”`]
  const tell = (people: readonly string[], kind: NewsKind, sentence: string, link: string): News[] =>
    [...new Set(people)].map((personId) => ({ personId, kind, sentence, link }))
  const group = async () => [...await membersOf(on, groupId), ...await advisorsOf(on, groupId)]
  const consultation = (number: number) => `/workspace/consultations/${slug}/${number}`
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
    case 'change proposed': return tell(await membersOf(on, groupId, ['editor', 'lead']), 'proposal', `${event.facts.proposal} proposes a change to ${title}`, place)
    case 'proposal decided': return tell(await proposerOf(on, id, event.facts.proposal), 'proposal', `Your proposal ${event.facts.proposal} on ${title}: ${event.facts.outcome}`, place)
    default: return objectionNews(on, event, { id, slug, title: name })
  }
}

const objectionSentences = {
  'objection lodged': 'was lodged: it blocks sign-off until it has ended', 'objector asked': 'is yours: does the change resolve it?', 'objection answered': 'was answered',
  'objection not upheld': 'is not upheld, the dissent recorded', 'objection resolved': 'is resolved by change', 'objection withdrawn': 'is withdrawn',
  'objection not resolved': 'stays open: the change does not resolve it',
} as const

/** The objector hears what others do, those who answer what the objector does. That it has ended needs nobody at once. */
async function objectionNews(on: Reader, event: Extract<Told, { facts: { objection: string } }>, standard: Pick<Standard, 'id' | 'slug' | 'title'>): Promise<News[]> {
  const { objection } = event.facts
  const concerned = await peopleOfObjection(on, standard.id, parseObjection(objection) ?? 0)
  if (!concerned) return []
  const toObjector = event.kind === 'objector asked' || event.kind === 'objection answered' || event.kind === 'objection not upheld'
  const over = event.kind === 'objection resolved' || event.kind === 'objection withdrawn'
  const sentence = `${objection} to “${standard.title}” ${objectionSentences[event.kind]}`
  return (toObjector ? [concerned.objector] : concerned.answering)
    .map((personId) => ({ personId, kind: over ? 'outcome' : 'objection', sentence, link: `/workspace/standards/${standard.slug}/objections/${objection}` }))
}
