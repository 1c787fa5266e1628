import type { Action } from '@/lib/groups/permissions'

/**
 * Who gets through a door. An action of lib/groups/permissions.ts asks its line of the table; beside those:
 * `public` anyone · `signed-in` anyone signed in, each seeing what is theirs · `self` oneself only · `token` whoever holds a secret made
 * for them · `demo` nobody outside demo mode · `admin` administrators · `nobody` the door only refuses.
 */
export type Way = Action | 'public' | 'signed-in' | 'self' | 'token' | 'demo' | 'admin' | 'nobody'

export interface Door {
  /** As tests/enumerate-doors.ts names it. */
  readonly door: string
  readonly way: Way
  /** What is behind it when the way is refused: an address that is as if not there, a page that says why, or a refusal in JSON. */
  readonly refusal?: 404 | 403 | 'sign-in'
  readonly note?: string
}

const door = (name: string, way: Way, more: Omit<Door, 'door' | 'way'> = {}): Door => ({ door: name, way, ...more })

/** A door of the public site: reading for everyone, and for every other method a refusal. */
const reading = (address: string, way: Way = 'public.read', others = ['POST', 'PUT', 'PATCH', 'DELETE']): Door[] =>
  [door(`GET ${address}`, way), ...others.map((method) => door(`${method} ${address}`, 'nobody'))]

const draft = '/workspace/standards/:slug'
const actions = (file: string, ways: Record<string, Way>, more: Omit<Door, 'door' | 'way'> = {}): Door[] =>
  Object.entries(ways).map(([name, way]) => door(`action ${file}#${name}`, way, more))

const publicSite: Door[] = [
  '/', '/accessibility', '/privacy', '/robots.txt', '/sitemap.xml', '/standards', '/standards.atom', '/standards/:slug', '/standards/:slug/:version',
  '/standards/:slug/:version/print.css', '/standards/:slug/:version/sign-off', '/standards/:slug/:version/sign-off.json',
  '/standards/:slug/:version/dispositions', '/standards/:slug/:version/dispositions.json', '/standards/:slug/:version/dispositions.csv', '/standards/:slug/compare/:range',
  '/standards/:slug/consultation', '/standards/:slug/consultation/:number',
  '/api/v1/openapi.json', '/api/v1/search', '/api/v1/standards', '/api/v1/standards/:slug', '/api/v1/standards/:slug/:version',
].flatMap((address) => reading(address)).concat(
  reading('/groups', 'public.listGroups'), reading('/calls', 'call.read'), reading('/calls.atom', 'call.read'), reading('/calls/:call', 'call.read'),
  reading('/:path*', 'public'),
)

const signIn: Door[] = [
  door('page /sign-in', 'public'), door('page /sign-in/sent', 'public'),
  door('page /sign-in/link', 'token', { note: 'reading uses nothing up' }),
  door('POST /sign-in/oidc', 'public'), door('GET /sign-in/oidc', 'nobody'),
  door('GET /api/auth/:nextauth*', 'token', { note: 'the issuer’s way back; state, nonce and PKCE are the token' }), door('POST /api/auth/:nextauth*', 'nobody'),
  ...actions('sign-in/actions', { askForLink: 'public', followLink: 'token', signOut: 'self' }),
  door('page /dev/mailbox', 'demo', { refusal: 404 }), door('GET /dev/mailbox.json', 'demo', { refusal: 404 }), door('POST /dev/sign-in', 'demo', { refusal: 404 }),
  ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => door(`${method} /dev/mailbox.json`, 'nobody')),
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => door(`${method} /dev/sign-in`, 'nobody')),
]

const account: Door[] = [
  door('page /workspace', 'signed-in', { refusal: 'sign-in' }), ...actions('workspace/actions', { seeAll: 'self' }),
  door('page /workspace/advising', 'call.publish', { refusal: 403, note: 'for every advisor, as publishing a call is; the groups that they advise' }),
  door('page /workspace/account', 'account.sessions', { refusal: 'sign-in' }), door('GET /workspace/account/export', 'account.exportOwn'),
  door('page /workspace/notifications', 'signed-in', { refusal: 'sign-in' }), door('GET /workspace/notifications/unseen', 'signed-in', { note: 'a number, one’s own' }),
  door('GET /unsubscribe', 'token', { refusal: 404, note: 'shows a button' }), door('POST /unsubscribe', 'token', { refusal: 404, note: 'a letter’s own address, without a session' }),
  ...['PUT', 'PATCH', 'DELETE'].map((method) => door(`${method} /unsubscribe`, 'nobody')),
  ...actions('workspace/account/actions', { rename: 'self', chooseLetters: 'self', endSession: 'account.sessions', endOthers: 'account.sessions' }),
  door('GET /api/v1/me/standards', 'signed-in', { note: 'lists only drafts that the person may open' }),
]

const admin: Door[] = [
  ...['', '/live', '/organisations', '/services', '/people', '/people/:person'].map((address) => door(`page /workspace/admin${address}`, 'admin', { refusal: 403 })),
  door('GET /workspace/admin/live/measures', 'admin', { refusal: 403 }),
  door('page /workspace/admin/trail', 'audit.readPlatform', { refusal: 403, note: 'reading is an audit event' }),
  ...actions('workspace/admin/organisations/actions', { add: 'admin', importFile: 'admin' }),
  ...actions('workspace/admin/services/actions', { importFile: 'admin' }),
  ...actions('workspace/admin/people/actions', {
    add: 'admin', suspend: 'account.suspend', restore: 'account.suspend', showEmail: 'account.seeEmail', join: 'admin', endMembership: 'admin',
  }),
]

const groups: Door[] = [
  door('page /workspace/groups', 'signed-in', { refusal: 'sign-in', note: 'names and remits of all groups' }),
  door('page /workspace/groups/new', 'groups.create', { refusal: 403 }), ...actions('workspace/groups/new/actions', { create: 'groups.create' }),
  door('page /workspace/groups/:group', 'signed-in', { refusal: 'sign-in', note: 'name and remit; charter, seats, members and standards by public.readMemberNames and draft.open; the trail by audit.readGroup' }),
  door('page /workspace/groups/:group/members', 'public.readMemberNames', { refusal: 403, note: 'administrators see advisors only; invitations by members.invite' }),
  door('page /workspace/groups/:group/audit', 'audit.readGroup', { refusal: 403 }), door('GET /workspace/groups/:group/audit/download/:form', 'audit.readGroup', { refusal: 403 }),
  door('page /workspace/groups/:group/charter', 'groups.charter', { refusal: 403 }), ...actions('workspace/groups/[group]/charter/actions', { charter: 'groups.charter' }),
  door('page /workspace/groups/:group/charters', 'public.readMemberNames', { refusal: 403 }),
  door('page /workspace/groups/:group/interests', 'self', { refusal: 403, note: 'a member’s own interests; nobody else’s' }),
  ...actions('workspace/groups/[group]/interests/actions', { declare: 'self' }),
  ...actions('workspace/groups/[group]/members/actions', {
    invite: 'members.invite', withdraw: 'members.invite', setRole: 'members.remove', remove: 'members.remove', leave: 'members.leave',
    assign: 'groups.assignAdvisor', unassign: 'groups.assignAdvisor',
  }),
  door('page /workspace/invitations/:token', 'token', { refusal: 404, note: 'shown to whoever holds it and is signed in; accepted by the invited address only' }),
  ...actions('workspace/invitations/[token]/actions', { accept: 'token' }),
]

const calls: Door[] = [
  door('page /workspace/calls', 'signed-in', { refusal: 'sign-in', note: 'as public as /calls' }),
  door('page /workspace/calls/new', 'call.publish', { refusal: 403 }),
  door('page /workspace/calls/:call', 'signed-in', { refusal: 'sign-in', note: 'the call; one’s own expression of interest, or all of them by call.readExpressions; the form by call.express' }),
  door('page /workspace/calls/:call/charter', 'call.publish', { refusal: 403 }),
  ...actions('workspace/calls/actions', { publish: 'call.publish', close: 'call.publish', express: 'call.express' }),
  ...actions('workspace/calls/[call]/charter/actions', { charterCall: 'call.publish' }),
]

const drafts: Door[] = [
  door(`page ${draft}`, 'draft.open', { refusal: 404 }), door(`GET ${draft}/refs`, 'draft.open', { refusal: 404 }),
  door(`GET ${draft}/comments`, 'draft.open', { refusal: 404 }),
  door(`page ${draft}/proposals`, 'draft.open', { refusal: 404 }), door(`GET ${draft}/proposals/open`, 'draft.open', { refusal: 404 }),
  ...actions('workspace/standards/[slug]/proposals/actions', { proposeAction: 'draft.propose', decideAction: 'draft.acceptProposal' }),
  door(`POST ${draft}/since`, 'draft.open', { refusal: 404, note: 'what others changed; changes nothing' }), door(`POST ${draft}/sight`, 'draft.open', { refusal: 404, note: 'their own last sight' }),
  ...actions('workspace/standards/[slug]/comments/actions', {
    startThreadAction: 'draft.comment', replyAction: 'draft.comment', editCommentAction: 'draft.changeOwnComment', deleteCommentAction: 'draft.deleteComment',
    resolveThreadAction: 'draft.resolveThread', reopenThreadAction: 'draft.resolveThread', seeMentionsAction: 'self',
  }),
]

/** A file that is being brought in waits under its own address for the one who brought it. */
const bringingIn: Door[] = [
  ...['/workspace/groups/:group/standards/new', `${draft}/import`].flatMap((address) =>
    [door(`page ${address}`, 'draft.import', { refusal: 403 }), door(`page ${address}/:upload`, 'draft.import', { refusal: 404, note: 'their own upload only' })]),
  ...actions('workspace/groups/[group]/standards/new/actions', { begin: 'draft.import', confirm: 'draft.import' }),
  ...actions('workspace/standards/[slug]/import/actions', { upload: 'draft.import', confirm: 'draft.import' }),
]

const versions: Door[] = [
  door(`page ${draft}/versions`, 'version.read', { refusal: 404 }), door(`page ${draft}/versions/:version`, 'version.read', { refusal: 404 }),
  door(`page ${draft}/versions/:version/discard`, 'version.tag', { refusal: 404, note: 'or the advisor of the group' }), door(`page ${draft}/versions/:version/restore`, 'draft.restore', { refusal: 404 }),
  door(`page ${draft}/compare/:pair`, 'draft.readHistory', { refusal: 404 }), door(`page ${draft}/changes`, 'draft.readHistory', { refusal: 404 }),
  door(`page ${draft}/catch-up`, 'draft.readHistory', { refusal: 404, note: 'nothing of positions' }), ...actions('workspace/standards/[slug]/catch-up/actions', { caughtUp: 'self' }, { note: 'their own mark, by draft.open' }),
  ...actions('workspace/standards/[slug]/versions/actions', { tag: 'version.tag', setRef: 'version.tag', restore: 'draft.restore', discard: 'version.tag' }),
]

const signOff: Door[] = [
  door(`page ${draft}/sign-off`, 'version.read', { refusal: 404, note: 'positions by round.seePositionsWhileOpen and …After' }),
  door(`GET ${draft}/sign-off/meter`, 'version.read', { refusal: 404, note: 'how many seats have taken a position; the rest by round.seePositionsWhileOpen' }),
  ...Object.entries({
    open: 'round.open', meeting: 'round.certify', close: 'round.certify', withdraw: 'round.withdraw', certify: 'round.certify', position: 'round.takePosition', 'minority-statement': 'minority.write',
  } as const).map(([page, way]) => door(`page ${draft}/sign-off/${page}`, way, { refusal: 403 })),
  ...actions('workspace/standards/[slug]/sign-off/actions', {
    open: 'round.open', endTheMeeting: 'round.certify', close: 'round.certify', withdraw: 'round.withdraw', certifyRound: 'round.certify', position: 'round.takePosition', stateMinority: 'minority.write',
  }),
  door(`page ${draft}/publish`, 'publication.publish', { refusal: 403 }), door(`page ${draft}/publish/withdraw`, 'publication.withdraw', { refusal: 403 }),
  ...actions('workspace/standards/[slug]/publish/actions', { publishVersion: 'publication.publish', withdrawPublished: 'publication.withdraw' }),
]

const maintenance: Door[] = [
  door(`page ${draft}/maintenance`, 'version.read', { refusal: 404 }), door(`page ${draft}/backlog`, 'version.read', { refusal: 404 }),
  door(`page ${draft}/maintenance/errata/new`, 'draft.comment', { refusal: 403, note: 'who may comment may propose' }),
  door(`page ${draft}/maintenance/errata/:erratum`, 'version.read', { refusal: 404 }),
  door(`page ${draft}/maintenance/review`, 'review.record', { refusal: 403 }),
  door(`page ${draft}/maintenance/review/adopters`, 'review.record', { refusal: 403, note: 'the table is silent about the adopters’ figures: for those who record what they lead to' }),
  door(`GET ${draft}/maintenance/review/adopters.csv`, 'review.record', { refusal: 403 }),
  ...actions('workspace/standards/[slug]/maintenance/actions', {
    proposeErratumAction: 'draft.comment', publishErratumAction: 'erratum.publish', refuseErratumAction: 'erratum.publish', recordReviewAction: 'review.record', openReviewAction: 'review.record',
  }),
]

const consulting = '/workspace/consultations/:slug/:number'
const consultation: Door[] = [
  door('page /workspace/consultations', 'signed-in', { refusal: 'sign-in', note: 'every consultation is public' }),
  door(`page ${consulting}`, 'signed-in', { refusal: 'sign-in', note: 'the version under consultation is public; comments only one’s own' }),
  door(`page ${consulting}/comment`, 'consultation.comment', { refusal: 403, note: 'after the closing consultation.lateComment' }),
  door(`page ${consulting}/comments/:comment`, 'token', { refusal: 404, note: 'for its author and for version.read' }),
  door(`page ${consulting}/organisation`, 'self', { refusal: 404, note: 'people of that organisation only, advisors and administrators not' }),
  ...actions('workspace/consultations/actions', { comment: 'consultation.comment', reply: 'draft.comment', writeAmongColleagues: 'self', chooseSubmitter: 'self' }),
  door(`page ${draft}/consultation`, 'version.read', { refusal: 404 }),
  door(`page ${draft}/consultation/open`, 'consultation.open', { refusal: 403 }), door(`page ${draft}/consultation/close`, 'consultation.open', { refusal: 403 }),
  door(`page ${draft}/consultation/late/:comment`, 'consultation.admitLate', { refusal: 403 }),
  ...actions('workspace/standards/[slug]/consultation/actions', {
    openForComment: 'consultation.open', closeForComment: 'consultation.open', answerLate: 'consultation.admitLate',
  }),
]

const adoption: Door[] = [
  door('page /workspace/adoptions', 'signed-in', { refusal: 'sign-in', note: 'those of one’s own councils' }),
  door('page /workspace/adoptions/new', 'self', { refusal: 403, note: 'the people of a council; the table of permissions is silent' }),
  ...['', '/measures', '/assess', '/exemption'].map((rest) => door(`page /workspace/adoptions/:adoption${rest}`, 'self', { refusal: 404, note: 'the people of that council only' })),
  ...actions('workspace/adoptions/actions', { adoptVersion: 'self', addMeasures: 'self', assess: 'self', addExemption: 'self' }, { note: 'for one’s own council' }),
]

const objections: Door[] = [
  door(`page ${draft}/objections`, 'version.read', { refusal: 404 }), door(`page ${draft}/objections/:objection`, 'version.read', { refusal: 404 }),
  door(`page ${draft}/objections/new`, 'objection.lodge', { refusal: 403 }),
  ...actions('workspace/standards/[slug]/objections/actions', {
    lodge: 'objection.lodge', answer: 'objection.answer', ask: 'objection.answer', respond: 'objection.withdraw', rule: 'objection.rule', withdraw: 'objection.withdraw',
    withdrawOwnDissent: 'objection.withdraw',
  }),
  door(`page ${draft}/dispositions`, 'consultation.dispose', { refusal: 403 }), door(`page ${draft}/dispositions/report`, 'version.read', { refusal: 404 }),
  door(`GET ${draft}/dispositions/report.csv`, 'version.read', { refusal: 404 }), door(`GET ${draft}/dispositions/report.json`, 'version.read', { refusal: 404 }),
  ...actions('workspace/standards/[slug]/dispositions/actions', { dispose: 'consultation.dispose' }),
  ...actions('workspace/consultations/[slug]/[number]/comments/[comment]/actions', { withdraw: 'self' }, { note: 'their own comment only' }),
]

const server: Door[] = [
  door('server GET /api/health/live', 'ops.health'), door('server GET /api/health/ready', 'ops.health'), door('server GET /metrics', 'ops.metrics', { note: 'on its own port only' }),
  door('socket upgrade /sync/:standardId', 'draft.connect'),
  door('server GET /sync/:standardId/events', 'draft.connect', { note: 'the same over plain HTTP; with a connection’s name, its session only' }),
  door('server POST /sync/:standardId/messages', 'token', { note: 'the connection’s name and the session that opened it; then by message, below' }),
  door('message sync/step1', 'draft.syncRead'), door('message sync/step2', 'draft.syncWrite', { note: 'deletes alone: draft.syncDelete; under another’s client id: draft.writeAsOther' }),
  door('message sync/update', 'draft.syncWrite', { note: 'deletes alone: draft.syncDelete; under another’s client id: draft.writeAsOther' }),
  door('message awareness', 'draft.awareness', { note: 'of another’s client id: draft.awarenessOfOther' }), door('message queryAwareness', 'draft.syncRead'),
  door('message saved', 'draft.serverOpcode'), door('message notice', 'draft.serverOpcode'), door('message digest', 'draft.serverOpcode'),
  door('message astray', 'draft.syncRead', { note: 'says that one’s own copy differs; counted, and told of once' }),
]

/** Every door of Accord with who gets through. tests/doors.test.ts fails for one that is missing here, and for one that is no more. */
export const doors: readonly Door[] = [...publicSite, ...signIn, ...account, ...admin, ...groups, ...calls, ...drafts, ...bringingIn, ...versions, ...consultation, ...signOff, ...objections, ...maintenance, ...adoption, ...server]

/** An address to open: `pathOf('page /workspace/standards/:slug', { slug: 'x' })`. Null for what has no address, or a part not given. */
export function pathOf(name: string, parts: Readonly<Record<string, string>>): string | null {
  const address = name.match(/^(?:page|server [A-Z]+|[A-Z]+|socket upgrade) (\/.*)$/)?.[1]
  if (address === undefined) return null
  const filled = address.replace(/:(\w+)\*?/g, (whole, part: string) => parts[part] ?? whole)
  return filled.includes(':') ? null : filled
}
