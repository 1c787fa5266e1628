/**
 * Who may do what, one line an action: what it is called, then a letter for each role in the order of `roles`.
 * `Y` yes · `-` no · `a` in groups assigned to them · `o` their own only · `e` a seat of the round · `s` oneself ·
 * `b` break-glass (a reason, a second person, the group told, one hour): refused until Accord offers it.
 * Policies of the rooms call `mayIn` and then look at how things stand.
 */
export const roles = ['anonymous', 'outsider', 'observer', 'reviewer', 'editor', 'lead', 'advisor', 'admin'] as const

export type Role = (typeof roles)[number]

export const permissions = {
  'public.read': ['read published standard (HTML/PDF/JSON/feed)', 'Y Y Y Y Y Y Y Y'],
  'public.readSuperseded': ['read superseded/withdrawn version by direct URL', 'Y Y Y Y Y Y Y Y'],
  'public.listGroups': ['read list of working groups (name, remit)', 'Y Y Y Y Y Y Y Y'],
  'public.readMemberNames': ['read member names of a group', '- - Y Y Y Y a b'],
  'draft.open': ['open draft page / RSC payload / prefetch', '- - Y Y Y Y a b'],
  'draft.find': ['search hit, notification, sitemap or link preview containing draft text', '- - Y Y Y Y a b'],
  'draft.connect': ['WS upgrade to a draft room', '- - Y Y Y Y a b'],
  'draft.syncRead': ['WS sync step 1 (read state)', '- - Y Y Y Y a b'],
  'draft.syncWrite': ['WS sync step 2 / update with new structs', '- - - - Y Y - -'],
  'draft.syncDelete': ['WS delete-set-only update', '- - - - Y Y - -'],
  'draft.awareness': ['WS awareness for own client ID', '- - - Y Y Y a -'],
  'draft.awarenessOfOther': ['WS awareness for another client ID', '- - - - - - - -'],
  'draft.writeAsOther': ['WS update carrying structs of another live user\'s client ID', '- - - - - - - -'],
  'draft.serverOpcode': ['WS server-only opcode (auth reply, broadcast, close for others)', '- - - - - - - -'],
  'draft.otherDocument': ['WS frame for document B on a socket authorised for A', '- - - - - - - -'],
  'draft.propose': ['create suggestion (tracked change)', '- - - Y Y Y - -'],
  'draft.acceptProposal': ['accept/reject suggestion', '- - - - Y Y - -'],
  'draft.comment': ['create comment / reply', '- - - Y Y Y a -'],
  'draft.changeOwnComment': ['edit or delete own comment', '- - - o o o o -'],
  'draft.deleteComment': ['delete another person\'s comment', '- - - - - Y a -'],
  'draft.resolveThread': ['resolve / reopen thread', '- - - o Y Y a -'],
  'draft.readHistory': ['view history / compare drafts', '- - Y Y Y Y a -'],
  'draft.restore': ['restore an earlier draft', '- - - - - Y - -'],
  'draft.import': ['import docx', '- - - - Y Y - -'],
  'draft.upload': ['upload image / attachment', '- - - - Y Y - -'],
  'draft.download': ['download attachment by URL', '- - Y Y Y Y a b'],
  'draft.export': ['export draft docx/pdf/csv', '- - Y Y Y Y a -'],
  'draft.rename': ['rename / archive standard', '- - - - - Y - b'],
  'draft.delete': ['hard delete standard', '- - - - - - - b'],
  'version.tag': ['freeze a version', '- - - - - Y - -'],
  'version.read': ['read frozen version under consultation', '- - Y Y Y Y a b'],
  'round.open': ['open round on newest frozen version', '- - - - - Y a -'],
  'round.takePosition': ['vote / revise vote while open', '- - - e e e - -'],
  'round.takePositionForOther': ['vote on behalf of another user', '- - - - - - - -'],
  'round.seePositionsWhileOpen': ['see individual votes while open', '- - - - - Y a -'],
  'round.seePositionsAfter': ['see individual votes after close', '- - Y Y Y Y a b'],
  'round.withdraw': ['withdraw round', '- - - - - o a -'],
  'round.certify': ['decide (approve/reject)', '- - - - - - a -'],
  'publication.publish': ['publish approved version', '- - - - - - a -'],
  'publication.withdraw': ['withdraw publication', '- - - - - - a b'],
  'members.invite': ['invite observer/reviewer/editor', '- - - - - Y a -'],
  'members.setLead': ['grant or remove lead', '- - - - - - a b'],
  'members.remove': ['remove a member / lower a role', '- - - - - Y a b'],
  'members.leave': ['leave group', '- - Y Y Y Y Y -'],
  'members.raiseOwnRole': ['raise own role', '- - - - - - - -'],
  'groups.create': ['create group', '- - - - - - Y Y'],
  'groups.assignAdvisor': ['assign advisor to group', '- - - - - - - Y'],
  'account.exportOwn': ['read / export own personal data', '- s s s s s s s'],
  'account.seeEmail': ['see another user\'s e-mail', '- - - - - - - Y'],
  'account.sessions': ['list own sessions, end them', '- s s s s s s s'],
  'account.suspend': ['suspend user, end all their sessions', '- - - - - - - Y'],
  'account.makeAdmin': ['make someone admin', '- - - - - - - b'],
  'account.impersonate': ['impersonate a user', '- - - - - - - -'],
  'audit.readGroup': ['read group audit events', '- - - - - Y a b'],
  'audit.readPlatform': ['read platform audit events', '- - - - - - - Y'],
  'audit.write': ['insert free-form / update / delete audit events', '- - - - - - - -'],
  'ops.health': ['health (liveness only)', 'Y Y Y Y Y Y Y Y'],
  'ops.metrics': ['metrics, queue, debug, source maps, /_next/* dev endpoints', '- - - - - - - -'],
  'call.publish': ['publish or close a call for collaboration', '- - - - - - Y -'],
  'call.read': ['read a call', 'Y Y Y Y Y Y Y Y'],
  'call.express': ['express interest, declare interests', '- Y Y Y Y Y - -'],
  'call.readExpressions': ['read expressions of interest', '- o o o o o Y -'],
  'groups.charter': ['charter a group, change a charter', '- - - - - - a -'],
  'consultation.open': ['open or close a consultation', '- - - - - - a -'],
  'consultation.comment': ['comment while open', '- Y Y Y Y Y Y -'],
  'consultation.lateComment': ['late comment', '- Y Y Y Y Y - -'],
  'consultation.admitLate': ['admit, defer or decline a late comment', '- - - - - - a -'],
  'consultation.dispose': ['dispose of a comment', '- - - - Y Y a -'],
  'objection.lodge': ['lodge a formal objection', '- - - Y Y Y - -'],
  'objection.answer': ['answer a formal objection', '- - - - Y Y a -'],
  'objection.withdraw': ['withdraw, or accept as resolved', '- - - o o o - -'],
  'objection.rule': ['rule an objection not upheld', '- - - - - - a -'],
  'minority.write': ['write a minority statement', '- - - e e e - -'],
  'erratum.publish': ['publish an erratum (class 1 or 2)', '- - - - - - a -'],
  'review.record': ['record a review outcome', '- - - - - - a -'],
} as const satisfies Record<string, readonly [name: string, cells: string]>

export type Action = keyof typeof permissions

export type Cell = 'Y' | '-' | 'a' | 'o' | 'e' | 's' | 'b'

export const cellOf = (action: Action, role: Role): Cell => permissions[action][1].split(' ')[roles.indexOf(role)] as Cell
