import { dateInWords, momentInWords } from '../kernel/clock'

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
  | Platform<'list imported', { list: 'services' | 'interactions'; added: number; changed: number; unchanged: number }>
  | Platform<'call published', { call: string; closesAt: string }>
  | Platform<'call closed', { call: string; reason: string }>
  | Platform<'interest expressed', { call: string; number: number; organisation: string; constituency: string }>
  | InGroup<'interest answered', { call: string; number: number; name: string; answer: 'seat' | 'member' | 'declined'; reason: string }>
  | InGroup<'interest declared', { name: string }>
  | InGroup<'charter changed', { charter: number; changes: string }>
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
  | OnStandard<'position taken', { round: number; seat: string; revision: number; /** lib/signoff/seal.ts */ seal: string }>
  | OnStandard<'round closed', { round: number; version: string; outcome: string; approve: number; dissent: number; abstain: number; seats: number }>
  | OnStandard<'round withdrawn', { round: number; reason: string }>
  | OnStandard<'round certified', { round: number; version: string }>
  | OnStandard<'minority statement written', { round: number; seat: string }>
  | OnStandard<'version published', { number: string; version: string; digest: string; recordDigest: string; reportDigest: string }>
  | OnStandard<'publication withdrawn', { number: string; reason: string }>
  | OnStandard<'consultation opened', { consultation: number; version: string; digest: string; closesAt: string }>
  | OnStandard<'consultation closed', { consultation: number; version: string; comments: number; objections: number; organisations: number }>
  | OnStandard<'consultation comment written', { comment: string; on: string; late: boolean }>
  | OnStandard<'consultation reply written', { comment: string }>
  | OnStandard<'submitter named', { organisation: string; name: string }>
  | OnStandard<'late comment decided', { comment: string; decision: 'admit' | 'defer' | 'decline'; reason: string; deferredTo: string }>
  | OnStandard<'comment disposed', { comment: string; outcome: string; reason: string; revision: number }>
  | OnStandard<'objection lodged', { objection: string; ref: string; version: string }>
  | OnStandard<'objection answered' | 'objection not upheld' | 'objection withdrawn' | 'objection not resolved' | 'dissent withdrawn', { objection: string; text: string }>
  | OnStandard<'objector asked' | 'objection resolved', { objection: string; version: string }>
  | OnStandard<'backlog item made', { title: string; forVersion: string }>
  | OnStandard<'change proposed', { proposal: string; change: string; on: string }>
  | OnStandard<'proposal decided', { proposal: string; outcome: 'accepted' | 'accepted with edits' | 'rejected' | 'withdrawn'; reason: string }>
  | OnStandard<'meeting ended', { round: number; present: number; seats: number; quorate: boolean; adjournedTo: string | null; writtenUntil: string | null }>
  | OnStandard<'erratum proposed', { number: string; class: number }>
  | OnStandard<'erratum published', { number: string; erratum: string; class: number }>
  | OnStandard<'erratum refused', { number: string; class: number; reason: string }>
  | OnStandard<'review recorded', { number: string; outcome: 'confirm' | 'revise' | 'withdraw'; reason: string; nextReviewDate: string | null }>
  | OnStandard<'review reminded', { number: string; reviewDate: string }>
  | OnStandard<'version adopted', { organisation: string; number: string; digest: string; adoptedOn: string }>
  | OnStandard<'review opened', { number: string; reviewDate: string }>
  | OnStandard<'measures recorded', { organisation: string; number: string; periodFrom: string; periodTo: string; revision: number; corrects: number | null }>
  | OnStandard<'self-assessment recorded', { organisation: string; number: string; revision: number; requirements: number }>
  /** As measures were recorded at first. */
  | OnStandard<'baseline recorded', { organisation: string; number: string; measure: string; numerator: number; denominator: number; revision: number }>
  | OnStandard<'exemption recorded', { organisation: string; number: string; ref: string; reason: string; owner: string; expiresOn: string }>
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

const when = (moment: string) => momentInWords(new Date(moment))
const day = (date: string) => dateInWords(new Date(`${date}T12:00:00Z`))
const because = (reason: string) => (reason === '' ? '' : `: ${reason}`)
const many = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

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
  'list imported': (f) => `imported the list of ${f.list}: ${f.added} added, ${f.changed} changed, ${f.unchanged} as they were`,
  'call published': (f) => `published the call for collaboration “${f.call}”, which closes on ${when(f.closesAt)}`,
  'call closed': (f) => `closed the call for collaboration “${f.call}” before its time: ${f.reason}`,
  'interest expressed': (f) => `expressed interest in “${f.call}” for ${f.organisation} (${f.constituency}), number ${f.number}`,
  'interest answered': (f) => `${{ seat: 'gave a seat to', member: 'took in as a member', declined: 'declined' }[f.answer]} ${f.name}, who had expressed interest in “${f.call}”${because(f.reason)}`,
  'interest declared': () => 'declared an interest, or that there is none',
  'charter changed': (f) => `made charter ${f.charter}: ${f.changes}`,
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
  'consultation opened': (f) => `opened consultation ${f.consultation} on ${f.version}, which closes on ${when(f.closesAt)}`,
  'consultation closed': (f) => `closed consultation ${f.consultation} on ${f.version}: ${many(f.comments, 'comment')} and ${many(f.objections, 'formal objection')} from ${many(f.organisations, 'organisation')}`,
  'consultation comment written': (f) => `wrote the ${f.late ? 'late comment' : 'comment'} ${f.comment} on ${f.on}`,
  'consultation reply written': (f) => `replied to ${f.comment}`,
  'submitter named': (f) => `named ${f.name} to submit for ${f.organisation}`,
  'late comment decided': (f) => `${{ admit: 'admitted', defer: `deferred to ${f.deferredTo}`, decline: 'declined' }[f.decision]} the late comment ${f.comment}: ${f.reason}`,
  'comment disposed': (f) => `${f.revision === 1 ? 'disposed of' : 'changed the disposition of'} ${f.comment} as ${f.outcome}${because(f.reason)}`,
  'objection lodged': (f) => `lodged the formal objection ${f.objection} to ${f.ref} of ${f.version}`,
  'objection answered': (f) => `answered ${f.objection}: ${f.text}`,
  'objection not upheld': (f) => `ruled ${f.objection} not upheld, dissent recorded: ${f.text}`,
  'objection withdrawn': (f) => `withdrew ${f.objection}${because(f.text)}`,
  'objection not resolved': (f) => `said that ${f.objection} is not resolved${because(f.text)}`,
  'dissent withdrawn': (f) => `withdrew their dissent on ${f.objection}${because(f.text)}`,
  'objector asked': (f) => `asked whether ${f.version} resolves ${f.objection}`,
  'objection resolved': (f) => `accepted that ${f.version} resolves ${f.objection}`,
  'backlog item made': (f) => `put “${f.title}” on the backlog for ${f.forVersion}`,
  'change proposed': (f) => `proposed ${f.proposal}, ${f.change} ${f.on}`,
  'proposal decided': (f) => `${f.outcome === 'accepted with edits' ? `accepted ${f.proposal} with edits` : `${f.outcome === 'withdrawn' ? 'withdrew' : f.outcome} ${f.proposal}`}${because(f.reason)}`,
  'meeting ended': (f) => `ended the meeting of sign-off round ${f.round}: ${f.present} of ${many(f.seats, 'seat')} present, ${f.quorate ? 'quorate' : 'not quorate'}`
    + (f.adjournedTo ? `, adjourned to ${when(f.adjournedTo)}` : '') + (f.writtenUntil ? `; in writing until ${when(f.writtenUntil)}` : ''),
  'erratum proposed': (f) => `proposed an erratum to ${f.number} (class ${f.class})`,
  'erratum published': (f) => `published the erratum ${f.erratum} to ${f.number} (class ${f.class})`,
  'erratum refused': (f) => `refused an erratum to ${f.number} (class ${f.class}): ${f.reason}`,
  'review recorded': (f) => `recorded the review of ${f.number}: ${f.outcome}${because(f.reason)}`,
  'review reminded': (f) => `reminded of the review of ${f.number}, due ${f.reviewDate}`,
  'version adopted': (f) => `recorded that ${f.organisation} adopted ${f.number} on ${day(f.adoptedOn)}`,
  'review opened': (f) => `opened the review of ${f.number}, due on ${day(f.reviewDate)}, with the figures of its adopters`,
  'measures recorded': (f) => `${f.corrects === null ? 'recorded' : 'corrected'} the measures of ${f.organisation} under ${f.number} from ${day(f.periodFrom)} to ${day(f.periodTo)}`,
  'self-assessment recorded': (f) => `recorded the self-assessment of ${f.organisation} under ${f.number}, revision ${f.revision}: ${many(f.requirements, 'requirement')}`,
  'baseline recorded': (f) => `${f.revision === 1 ? 'recorded' : 'corrected'} the baseline of ${f.organisation} under ${f.number}: ${f.measure}, ${f.numerator} of ${f.denominator}`,
  'exemption recorded': (f) => `recorded an exemption of ${f.organisation} from ${f.ref} of ${f.number} until ${day(f.expiresOn)}, owner ${f.owner}: ${f.reason}`,
  'thread started': (f) => `started a thread on ${quoted(f)}`,
  'thread resolved': (f) => `resolved the thread on ${quoted(f)}`,
  'thread reopened': (f) => `reopened the thread on ${quoted(f)}`,
  'comment written': (f) => `replied in the thread on ${quoted(f)}`,
  'comment edited': () => 'edited their comment',
  'comment deleted': (f) => (f.own ? 'deleted their comment' : `deleted a comment by ${f.author}: ${f.reason}`),
}

/** What happened, as it reads after the actor's name: `Helen Marsh chartered the working group…`. */
export const sentenceOf = (kind: AuditKind, facts: unknown): string => (sentences[kind] as (f: unknown) => string)(facts)
