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
  | { kind: 'draft replaced'; groupId: string; standardId: string; facts: { title: string } }

export type AuditKind = AuditEvent['kind']

type FactsOf<K extends AuditKind> = Extract<AuditEvent, { kind: K }>['facts']

const sentences: { [K in AuditKind]: (facts: FactsOf<K>) => string } = {
  'group chartered': (f) => `chartered the working group “${f.name}” (charter ${f.charter}, ${f.seats} seats)`,
  'member joined': (f) => `${f.name} joined as ${f.role} for ${f.organisation} (${f.constituency})`,
  'standard created': (f) => `started the standard “${f.title}”`,
  'standard renamed': (f) => `renamed the standard “${f.from}” to “${f.to}”`,
  'standard archived': (f) => `archived the standard “${f.title}”`,
  'edit refused': (f) => `tried to change the draft without leave to write (${f.lane}): ${f.why}`,
  'draft replaced': (f) => `replaced the whole text of the draft of “${f.title}”`,
}

/** What happened, as it reads after the actor's name: `Helen Marsh chartered the working group…`. */
export const sentenceOf = (kind: AuditKind, facts: unknown): string => (sentences[kind] as (f: unknown) => string)(facts)
