/**
 * The closed set of what is worth remembering: each kind with its facts. Adding one makes the compiler ask for its sentence.
 * `group` and `standard` place the event; a person's e-mail address is never among the facts.
 */
export type AuditEvent =
  | { kind: 'group chartered'; groupId: string; facts: { name: string; charter: number; seats: number } }
  | { kind: 'member joined'; groupId: string; facts: { name: string; role: string; constituency: string; organisation: string } }
  | { kind: 'standard created'; groupId: string; standardId: string; facts: { title: string } }
  | { kind: 'standard renamed'; groupId: string; standardId: string; facts: { from: string; to: string } }
  | { kind: 'standard archived'; groupId: string; standardId: string; facts: { title: string } }
  | { kind: 'edit refused'; groupId: string; standardId: string; facts: { lane: string; why: string } }
  | OnStandard<'version tagged', { version: string; digest: string; requirements: number; note: string }>
  | OnStandard<'version discarded', { version: string; reason: string }>
  | OnStandard<'version restored', { version: string }>
  | OnStandard<'ref chosen', { ref: string }>
  | OnStandard<'round opened', { round: number; version: string; digest: string; closesAt: string }>
  | OnStandard<'position taken', { round: number; seat: string; revision: number }>
  | OnStandard<'round closed', { round: number; version: string; outcome: string; approve: number; dissent: number; abstain: number; seats: number }>
  | OnStandard<'round withdrawn', { round: number; reason: string }>
  | OnStandard<'round certified', { round: number; version: string }>
  | OnStandard<'minority statement written', { round: number; seat: string }>
  | OnStandard<'version published', { number: string; version: string; digest: string; recordDigest: string }>
  | OnStandard<'publication withdrawn', { number: string; reason: string }>
  | OnStandard<'thread started', ThreadFacts & { on: 'whole' | 'block' | 'words' }>
  | OnStandard<'thread resolved' | 'thread reopened', ThreadFacts>
  | OnStandard<'comment written', ThreadFacts & { commentId: string }>
  | OnStandard<'comment edited', { threadId: string; commentId: string }>
  | OnStandard<'comment deleted', { threadId: string; commentId: string; author: string; own: boolean; reason: string }>

interface OnStandard<K extends string, F> { kind: K; groupId: string; standardId: string; facts: F }

/** The quotation is empty for a thread on the whole. */
interface ThreadFacts { threadId: string; quotation: string }

export type AuditKind = AuditEvent['kind']

const quoted = (f: { quotation: string }) => (f.quotation === '' ? 'the whole draft' : `“${f.quotation}”`)

type FactsOf<K extends AuditKind> = Extract<AuditEvent, { kind: K }>['facts']

const sentences: { [K in AuditKind]: (facts: FactsOf<K>) => string } = {
  'group chartered': (f) => `chartered the working group “${f.name}” (charter ${f.charter}, ${f.seats} seats)`,
  'member joined': (f) => `${f.name} joined as ${f.role} for ${f.organisation} (${f.constituency})`,
  'standard created': (f) => `started the standard “${f.title}”`,
  'standard renamed': (f) => `renamed the standard “${f.from}” to “${f.to}”`,
  'standard archived': (f) => `archived the standard “${f.title}”`,
  'edit refused': (f) => `tried to change the draft without leave to write (${f.lane}): ${f.why}`,
  'version tagged': (f) => `tagged ${f.version} (${f.requirements} requirements): ${f.note}`,
  'version discarded': (f) => `discarded ${f.version}: ${f.reason}`,
  'version restored': (f) => `restored the text of ${f.version} into the draft`,
  'ref chosen': (f) => `chose the ref ${f.ref} for a requirement`,
  'round opened': (f) => `opened sign-off round ${f.round} on ${f.version}`,
  'position taken': (f) => `took ${f.revision === 1 ? 'a position' : 'a changed position'} for the seat “${f.seat}” in sign-off round ${f.round}`,
  'round closed': (f) => `closed sign-off round ${f.round} on ${f.version}: ${f.outcome}, ${f.approve} of ${f.seats} seats approving, ${f.dissent} dissenting`,
  'round withdrawn': (f) => `withdrew sign-off round ${f.round}: ${f.reason}`,
  'round certified': (f) => `certified due process in sign-off round ${f.round} on ${f.version}`,
  'minority statement written': (f) => `wrote the minority statement of the seat “${f.seat}” in sign-off round ${f.round}`,
  'version published': (f) => `published ${f.version} as ${f.number}`,
  'publication withdrawn': (f) => `withdrew ${f.number}: ${f.reason}`,
  'thread started': (f) => `started a thread on ${quoted(f)}`,
  'thread resolved': (f) => `resolved the thread on ${quoted(f)}`,
  'thread reopened': (f) => `reopened the thread on ${quoted(f)}`,
  'comment written': (f) => `replied in the thread on ${quoted(f)}`,
  'comment edited': () => 'edited their comment',
  'comment deleted': (f) => (f.own ? 'deleted their comment' : `deleted a comment by ${f.author}: ${f.reason}`),
}

/** What happened, as it reads after the actor's name: `Helen Marsh chartered the working group…`. */
export const sentenceOf = (kind: AuditKind, facts: unknown): string => (sentences[kind] as (f: unknown) => string)(facts)
