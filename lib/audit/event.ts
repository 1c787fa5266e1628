/**
 * The closed set of what is worth remembering: each kind with its facts. Adding one makes the compiler ask for its sentence.
 * `group` and `standard` place the event; a person's e-mail address is never among the facts.
 */
export type AuditEvent =
  | { kind: 'group chartered'; groupId: string; facts: { name: string; charter: number; seats: number } }
  | { kind: 'member joined'; groupId: string; facts: { name: string; role: string; constituency: string; organisation: string } }
  | InGroup<'group created', { name: string }>
  | InGroup<'advisor assigned' | 'advisor unassigned', { name: string }>
  | InGroup<'invitation sent' | 'invitation withdrawn', { role: string; organisation: string; constituency: string }>
  | InGroup<'role changed', { name: string; from: string; to: string }>
  | InGroup<'member removed', { name: string; reason: string }>
  | InGroup<'member left', { name: string }>
  | Platform<'organisation added', { name: string; kind: string }>
  | Platform<'councils imported', { added: number; changed: number; unchanged: number }>
  | Platform<'person added', { name: string }>
  | Platform<'organisation joined' | 'organisation left', { name: string; organisation: string }>
  | Platform<'person suspended', { name: string; reason: string }>
  | Platform<'person restored', { name: string }>
  | Platform<'e-mail address seen', { name: string }>
  | Platform<'platform trail read', { events: number }>
  | { kind: 'standard created'; groupId: string; standardId: string; facts: { title: string } }
  | { kind: 'standard renamed'; groupId: string; standardId: string; facts: { from: string; to: string } }
  | { kind: 'standard archived'; groupId: string; standardId: string; facts: { title: string } }
  | { kind: 'edit refused'; groupId: string; standardId: string; facts: { lane: string; why: string } }
  | OnStandard<'file imported', { file: string; requirements: number; how: 'start' | 'append' | 'replace' }>
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

type InGroup<K extends string, F> = K extends string ? { kind: K; groupId: string; facts: F } : never

/** About Accord itself, of no group: only administrators read these. */
type Platform<K extends string, F> = K extends string ? { kind: K; facts: F } : never

type OnStandard<K extends string, F> = K extends string ? { kind: K; groupId: string; standardId: string; facts: F } : never

/** The quotation is empty for a thread on the whole. */
interface ThreadFacts { threadId: string; quotation: string }

export type AuditKind = AuditEvent['kind']

const quoted = (f: { quotation: string }) => (f.quotation === '' ? 'the whole draft' : `“${f.quotation}”`)

type FactsOf<K extends AuditKind> = Extract<AuditEvent, { kind: K }>['facts']

const sentences: { [K in AuditKind]: (facts: FactsOf<K>) => string } = {
  'group chartered': (f) => `chartered the working group “${f.name}” (charter ${f.charter}, ${f.seats} seats)`,
  'member joined': (f) => `joined as ${f.role} for ${f.organisation} (${f.constituency})`,
  'group created': (f) => `created the working group “${f.name}”`,
  'advisor assigned': (f) => `assigned ${f.name} as advisor`,
  'advisor unassigned': (f) => `ended ${f.name}’s assignment as advisor`,
  'invitation sent': (f) => `invited someone of ${f.organisation} as ${f.role} (${f.constituency})`,
  'invitation withdrawn': (f) => `withdrew an invitation to someone of ${f.organisation} as ${f.role} (${f.constituency})`,
  'role changed': (f) => `made ${f.name} ${f.to} (was ${f.from})`,
  'member removed': (f) => `removed ${f.name}: ${f.reason}`,
  'member left': () => 'left the working group',
  'organisation added': (f) => `added the organisation “${f.name}” (${f.kind})`,
  'councils imported': (f) => `imported councils: ${f.added} added, ${f.changed} changed, ${f.unchanged} as they were`,
  'person added': (f) => `added ${f.name}`,
  'organisation joined': (f) => `made ${f.name} a person of ${f.organisation}`,
  'organisation left': (f) => `ended ${f.name}’s membership of ${f.organisation}`,
  'person suspended': (f) => `suspended ${f.name}: ${f.reason}`,
  'person restored': (f) => `restored ${f.name}’s account`,
  'e-mail address seen': (f) => `looked at ${f.name}’s e-mail address`,
  'platform trail read': (f) => `read ${f.events} events of the platform’s audit trail`,
  'standard created': (f) => `started the standard “${f.title}”`,
  'standard renamed': (f) => `renamed the standard “${f.from}” to “${f.to}”`,
  'standard archived': (f) => `archived the standard “${f.title}”`,
  'edit refused': (f) => `tried to change the draft without leave to write (${f.lane}): ${f.why}`,
  'file imported': (f) => `imported “${f.file}” (${f.requirements === 1 ? '1 requirement' : `${f.requirements} requirements`})`
    + { start: '', append: ' at the end of the draft', replace: ' in place of the draft' }[f.how],
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
