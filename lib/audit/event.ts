/**
 * The closed set of what is worth remembering: each kind with its facts. Adding one makes the compiler ask for its sentence.
 * `group` and `standard` place the event; a person's e-mail address is never among the facts.
 */
export type AuditEvent =
  | { kind: 'group chartered'; groupId: string; facts: { name: string; charter: number; seats: number } }
  | { kind: 'member joined'; groupId: string; facts: { name: string; role: string; constituency: string; organisation: string } }
  | { kind: 'standard created'; groupId: string; standardId: string; facts: { title: string } }
  | { kind: 'thread started'; groupId: string; standardId: string; facts: ThreadFacts & { on: 'whole' | 'block' | 'words' } }
  | { kind: 'thread resolved' | 'thread reopened'; groupId: string; standardId: string; facts: ThreadFacts }
  | { kind: 'comment written'; groupId: string; standardId: string; facts: ThreadFacts & { commentId: string } }
  | { kind: 'comment edited'; groupId: string; standardId: string; facts: { threadId: string; commentId: string } }
  | {
      kind: 'comment deleted'; groupId: string; standardId: string
      facts: { threadId: string; commentId: string; author: string; own: boolean; reason: string }
    }

/** The quotation is empty for a thread on the whole. */
interface ThreadFacts { threadId: string; quotation: string }

export type AuditKind = AuditEvent['kind']

const quoted = (f: { quotation: string }) => (f.quotation === '' ? 'the whole draft' : `“${f.quotation}”`)

type FactsOf<K extends AuditKind> = Extract<AuditEvent, { kind: K }>['facts']

const sentences: { [K in AuditKind]: (facts: FactsOf<K>) => string } = {
  'group chartered': (f) => `chartered the working group “${f.name}” (charter ${f.charter}, ${f.seats} seats)`,
  'member joined': (f) => `${f.name} joined as ${f.role} for ${f.organisation} (${f.constituency})`,
  'standard created': (f) => `started the standard “${f.title}”`,
  'thread started': (f) => `started a thread on ${quoted(f)}`,
  'thread resolved': (f) => `resolved the thread on ${quoted(f)}`,
  'thread reopened': (f) => `reopened the thread on ${quoted(f)}`,
  'comment written': (f) => `replied in the thread on ${quoted(f)}`,
  'comment edited': () => 'edited their comment',
  'comment deleted': (f) => (f.own ? 'deleted their comment' : `deleted a comment by ${f.author}: ${f.reason}`),
}

/** What happened, as it reads after the actor's name: `Helen Marsh chartered the working group…`. */
export const sentenceOf = (kind: AuditKind, facts: unknown): string => (sentences[kind] as (f: unknown) => string)(facts)
