import { desc, eq } from 'drizzle-orm'
import {
  accounts, adoptionAssessments, adoptionExemptions, adoptionFindings, adoptionMeasures, adoptions, auditEvents, colleagueComments, comments, consultationComments, consultationReplies, draftSights, groupAdvisors, groupMembers, invitations, mentions, notifications, organisationMemberships, organisations, people,
  positions, seats, sessions, visits, workingGroups,
} from '@/drizzle/schema'
import { type AuditKind, sentenceOf } from '../audit/event'
import type { Reader } from '../db'
import type { PersonActor } from '../kernel/actor'

/** Everything that Accord holds about the actor, for them alone: the answer to a subject access request. Tokens and their digests stay out. */
export async function ownData(on: Reader, actor: PersonActor) {
  const [person] = await on.select().from(people).where(eq(people.id, actor.id))
  return {
    person,
    identities: await on.select({ issuer: accounts.provider, subject: accounts.providerAccountId }).from(accounts).where(eq(accounts.personId, actor.id)),
    sessions: await on.select({ createdAt: sessions.createdAt, lastSeenAt: sessions.lastSeenAt, expires: sessions.expires, device: sessions.userAgent })
      .from(sessions).where(eq(sessions.personId, actor.id)),
    ...await partsOf(on, actor),
    ...await worksOf(on, actor),
  }
}

/** What the person is part of. */
async function partsOf(on: Reader, { id, email }: PersonActor) {
  return {
    organisations: await on.select({ organisation: organisations.name, constituency: organisationMemberships.constituency, since: organisationMemberships.createdAt, until: organisationMemberships.endedAt })
      .from(organisationMemberships).innerJoin(organisations, eq(organisations.id, organisationMemberships.organisationId)).where(eq(organisationMemberships.personId, id)),
    workingGroups: await on.select({ group: workingGroups.name, role: groupMembers.role, constituency: groupMembers.constituency, joinedAt: groupMembers.joinedAt, leftAt: groupMembers.leftAt })
      .from(groupMembers).innerJoin(workingGroups, eq(workingGroups.id, groupMembers.groupId)).where(eq(groupMembers.personId, id)),
    advises: await on.select({ group: workingGroups.name, assignedAt: groupAdvisors.assignedAt, endedAt: groupAdvisors.endedAt })
      .from(groupAdvisors).innerJoin(workingGroups, eq(workingGroups.id, groupAdvisors.groupId)).where(eq(groupAdvisors.personId, id)),
    seatsHeld: await on.select({ seat: seats.name, constituency: seats.constituency }).from(seats).where(eq(seats.holderId, id)),
    seatsAsSubstitute: await on.select({ seat: seats.name, constituency: seats.constituency }).from(seats).where(eq(seats.substituteId, id)),
    invitations: await on.select({ group: workingGroups.name, role: invitations.role, invitedAt: invitations.invitedAt, acceptedAt: invitations.acceptedAt, withdrawnAt: invitations.withdrawnAt })
      .from(invitations).innerJoin(workingGroups, eq(workingGroups.id, invitations.groupId)).where(eq(invitations.email, email)),
  }
}

/** What the person wrote, signed, was told and did. */
async function worksOf(on: Reader, { id }: PersonActor) {
  const trail = await on.select().from(auditEvents).where(eq(auditEvents.actorId, id)).orderBy(desc(auditEvents.id))
  return {
    comments: await on.select({ body: comments.body, createdAt: comments.createdAt, editedAt: comments.editedAt, deletedAt: comments.deletedAt }).from(comments).where(eq(comments.authorId, id)),
    consultationComments: await on.select({ ref: consultationComments.ref, body: consultationComments.body, proposedText: consultationComments.proposedText, late: consultationComments.late, createdAt: consultationComments.createdAt })
      .from(consultationComments).where(eq(consultationComments.authorId, id)),
    consultationReplies: await on.select({ body: consultationReplies.body, createdAt: consultationReplies.createdAt }).from(consultationReplies).where(eq(consultationReplies.authorId, id)),
    commentsToColleagues: await on.select({ ref: colleagueComments.ref, body: colleagueComments.body, createdAt: colleagueComments.createdAt }).from(colleagueComments).where(eq(colleagueComments.authorId, id)),
    mentions: await on.select({ commentId: mentions.commentId, seenAt: mentions.seenAt }).from(mentions).where(eq(mentions.personId, id)),
    positions: await on.select({ position: positions.position, reason: positions.reason, authority: positions.authority, delegation: positions.delegation, digest: positions.digest, takenAt: positions.takenAt })
      .from(positions).where(eq(positions.takenBy, id)),
    notifications: await on.select({ sentence: notifications.sentence, at: notifications.at, seenAt: notifications.seenAt }).from(notifications).where(eq(notifications.personId, id)),
    adoptions: await on.select({ adoptedOn: adoptions.adoptedOn, ownerPost: adoptions.ownerPost, recordedAt: adoptions.recordedAt }).from(adoptions).where(eq(adoptions.recordedBy, id)),
    measures: await on.select({ periodFrom: adoptionMeasures.periodFrom, periodTo: adoptionMeasures.periodTo, note: adoptionMeasures.note, recordedAt: adoptionMeasures.recordedAt })
      .from(adoptionMeasures).where(eq(adoptionMeasures.recordedBy, id)),
    findings: await on.select({ ref: adoptionFindings.ref, result: adoptionFindings.result, note: adoptionFindings.note, evidence: adoptionFindings.evidence, recordedAt: adoptionAssessments.recordedAt })
      .from(adoptionFindings).innerJoin(adoptionAssessments, eq(adoptionAssessments.id, adoptionFindings.assessmentId)).where(eq(adoptionAssessments.recordedBy, id)),
    exemptions: await on.select({ ref: adoptionExemptions.ref, reason: adoptionExemptions.reason, recordedAt: adoptionExemptions.recordedAt })
      .from(adoptionExemptions).where(eq(adoptionExemptions.recordedBy, id)),
    sights: await on.select({ standardId: draftSights.standardId, at: draftSights.at }).from(draftSights).where(eq(draftSights.personId, id)),
    visits: await on.select({ standardId: visits.standardId, at: visits.at }).from(visits).where(eq(visits.personId, id)),
    done: trail.map((event) => ({ at: event.at, what: sentenceOf(event.kind as AuditKind, event.facts) })),
  }
}
