/**
 * What the application's role may do to a table, beside reading it and adding rows. A table that is not named here is append only. No table can be
 * emptied. Rows that the rules themselves write (electors, links of the audit chain) are written by functions of the owner. `hold`: a command locks
 * its rows, for which PostgreSQL asks a right to change some column; the id it is, and the triggers refuse the change itself.
 */
export const moreRights: Readonly<Record<string, readonly ('update' | 'delete' | 'hold')[]>> = {
  calls: ['hold'],
  colleague_comments: ['update'],
  comments: ['update'],
  consultation_comments: ['hold'],
  consultations: ['hold'],
  digest_items: ['delete'],
  draft_compactions: ['update', 'delete'],
  draft_log: ['update', 'delete'],
  draft_sights: ['update'],
  draft_texts: ['delete'],
  group_advisors: ['update'],
  group_members: ['update'],
  imports: ['update', 'delete'],
  interactions: ['update'],
  invitations: ['update'],
  mentions: ['update', 'delete'],
  notification_settings: ['update'],
  notifications: ['update'],
  objections: ['hold'],
  organisation_memberships: ['update'],
  organisations: ['update'],
  outgoing_mail: ['update', 'delete'],
  people: ['update'],
  proposals: ['hold'],
  publications: ['hold'],
  requirement_refs: ['update', 'delete'],
  services: ['update'],
  sessions: ['update', 'delete'],
  sign_off_rounds: ['hold'],
  standards: ['update'],
  threads: ['update'],
  verification_tokens: ['delete'],
  visits: ['update'],
  working_groups: ['update'],
}

/** Written by PostgreSQL alone. */
export const onlyRead: readonly string[] = ['audit_chain', 'electors', 'posted_letters']
