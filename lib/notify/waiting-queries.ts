import { mayCharterCall } from '../calls/policy'
import { callsToCharter } from '../calls/queries'
import { unseenMentions } from '../comments/queries'
import { objectionsAwaiting } from '../consultation/objection-desk-queries'
import type { Reader } from '../db'
import { roleInWords } from '../groups/group'
import { invitationsTo } from '../groups/queries'
import { standingIn, standingsOf } from '../groups/standing-queries'
import type { PersonActor } from '../kernel/actor'
import { positionsDue } from '../signoff/queries'
import type { Waiting } from './desk'
import { candidatesWaiting } from './waiting-ready-queries'
import { roundsWaiting } from './waiting-round-queries'
import { workWaiting } from './waiting-work-queries'

/** All that waits on a person, in no order. What is listed they may do now: each room's own policy says so, the one that its page and its command ask. */
export async function waitingOn(on: Reader, actor: PersonActor): Promise<Waiting[]> {
  const standings = await standingsOf(on, actor)
  return [
    ...(await positionsDue(on, actor)).map((one): Waiting => ({
      kind: 'position', title: one.title, seat: one.seatName, round: one.round, written: one.written, at: one.closesAt, says: 'by', link: `/workspace/standards/${one.slug}/sign-off/position`,
    })),
    ...await roundsWaiting(on, standings),
    ...(await objectionsAwaiting(on, actor)).map(({ slug, since, ...one }): Waiting =>
      ({ kind: 'objection', ...one, at: since, says: 'since', link: `/workspace/standards/${slug}/objections/${one.name}` })),
    ...await workWaiting(on, actor, standings),
    ...await candidatesWaiting(on, standings),
    ...await callsWaiting(on, actor),
    ...(await invitationsTo(on, actor)).map((one): Waiting =>
      ({ kind: 'invitation', id: one.id, group: one.groupName, from: one.invitedBy, role: roleInWords(one.role), at: one.expiresAt, says: 'by' })),
    ...(await unseenMentions(on, actor)).map((one): Waiting =>
      ({ kind: 'mention', author: one.author, title: one.title, body: one.body, at: one.at, says: 'since', link: `/workspace/standards/${one.slug}#thread-${one.threadId}` })),
  ]
}

async function callsWaiting(on: Reader, actor: PersonActor): Promise<Waiting[]> {
  const standing = await standingIn(on, actor, null)
  return (await callsToCharter(on, standing))
    .filter(({ expressions, closedAt }) => !mayCharterCall(standing, { kind: 'closed', at: closedAt, early: null }, { expressions, chartered: false }))
    .map((one) => ({ kind: 'expressions', title: one.title, count: one.expressions, at: one.closedAt, says: 'since', link: `/workspace/calls/${one.slug}/charter` }))
}
