/**
 * What the application's role may do to a table, beside reading it and adding rows. A table that is not named here is append only. No table can be
 * emptied. Rows that the rules themselves write (electors, links of the audit chain) are written by functions of the owner.
 */
export const moreRights: Readonly<Record<string, readonly ('update' | 'delete')[]>> = {
  colleague_comments: ['update'],
  comments: ['update'],
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
  organisation_memberships: ['update'],
  organisations: ['update'],
  outgoing_mail: ['update', 'delete'],
  people: ['update'],
  requirement_refs: ['update', 'delete'],
  services: ['update'],
  sessions: ['update', 'delete'],
  standards: ['update'],
  threads: ['update'],
  verification_tokens: ['delete'],
  visits: ['update'],
  working_groups: ['update'],
}

/** Written by PostgreSQL alone. */
export const onlyRead: readonly string[] = ['audit_chain', 'electors']
