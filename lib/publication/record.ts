import { canonicalJson, digestOf } from '../document/canonical'
import type { QuorumRule } from '../groups/quorum'
import type { Elector, MinorityStatement, Position, Round, RoundOutcome } from '../signoff/round'
import type { VersionInFull } from '../versions/queries'

/**
 * The sign-off record: who agreed to what, in one file that holds the text too, so that a stranger can check it with nothing of ours.
 * It speaks of seats and organisations. People stand in it as ids, which lead nowhere: members' names are not the public's, and a name that
 * has to be erased one day must not be under a digest. Shares are whole ten-thousandths, because canonical JSON holds whole numbers only.
 * `verify/verify.mjs` is its other half.
 */
export interface SignOffRecord {
  readonly accord: 'sign-off record'
  /** 2: positions name their delegation, rounds their meeting. Records of 1 stay as they are, and verify. */
  readonly schema: 1 | 2
  readonly standard: { readonly slug: string; readonly title: string; readonly group: string }
  readonly version: { readonly label: string; readonly digest: string; readonly note: string; readonly taggedBy: Signatory; readonly taggedAt: string }
  /** The canonical text, whose SHA-256 is `version.digest`. */
  readonly text: string
  readonly round: {
    readonly number: number; readonly charter: number; readonly digest: string; readonly quorum: RecordedQuorum
    readonly openedBy: Signatory; readonly openedAt: string; readonly closesAt: string; readonly closedAt: string
    /** From 2 on; null: the round had no meeting. */
    readonly meeting?: { readonly endedAt: string; readonly present: number; readonly writtenUntil: string } | null
  }
  readonly seats: readonly RecordedSeat[]
  readonly outcome: Pick<RoundOutcome, 'outcome' | 'seats' | 'present' | 'approve' | 'dissent' | 'abstain'>
  readonly certificate: { readonly statement: string; readonly certifiedBy: Signatory; readonly certifiedAt: string }
  readonly publication: {
    readonly label: string; readonly ownerPost: string; readonly reviewDate: string; readonly publishedBy: Signatory; readonly publishedAt: string
  }
}

/** A person's id: enough to see that one person did not do both, and no more. */
type Signatory = string

interface Share { readonly comparison: 'over' | 'at least'; readonly tenThousandths: number }

interface RecordedQuorum { readonly present: Share; readonly eachConstituency: Partial<Record<string, number>>; readonly carried: Share }

export interface RecordedPosition {
  readonly revision: number
  readonly position: Position['position']
  readonly reason: string
  readonly authority: 'holder' | 'substitute'
  /** From 2 on: the instrument that a substitute signed under; empty for the holder. */
  readonly delegation?: string
  readonly digest: string
  readonly takenBy: Signatory
  readonly takenAt: string
  /** SHA-256 of the canonical JSON of the seat's name and of everything above: a changed position is found by its place. */
  readonly seal: string
}

export interface RecordedSeat {
  readonly seat: string
  readonly constituency: string
  readonly organisation: string
  readonly holder: Signatory
  readonly substitute: Signatory | null
  /** In the order they were taken; the last one counts. None: the seat was absent. */
  readonly positions: readonly RecordedPosition[]
  readonly minorityStatement: { readonly text: string; readonly writtenAt: string } | null
}

export interface RecordFacts {
  readonly standard: SignOffRecord['standard']
  readonly version: VersionInFull
  readonly round: Round
  readonly outcome: RoundOutcome
  readonly certificate: { readonly statement: string; readonly certifiedBy: Signatory; readonly at: Date }
  readonly positions: readonly Position[]
  readonly publication: { readonly label: string; readonly ownerPost: string; readonly reviewDate: string; readonly publishedBy: Signatory; readonly publishedAt: Date }
}

const share = ({ comparison, share: part }: QuorumRule['present']): Share => ({ comparison, tenThousandths: Math.round(part * 10_000) })

async function recordedPosition(elector: Elector, taken: Position): Promise<RecordedPosition> {
  const position = {
    revision: taken.revision, position: taken.position, reason: taken.reason, digest: taken.digest, takenBy: taken.takenBy,
    authority: taken.takenBy === elector.holderId ? 'holder' as const : 'substitute' as const, delegation: taken.delegation, takenAt: taken.takenAt.toISOString(),
  }
  return { ...position, seal: await digestOf(canonicalJson({ seat: elector.seatName, ...position })) }
}

async function recordedSeat(elector: Elector, positions: readonly Position[], statement: MinorityStatement | undefined): Promise<RecordedSeat> {
  const own = positions.filter((position) => position.electorId === elector.id).sort((a, b) => a.revision - b.revision)
  return {
    seat: elector.seatName, constituency: elector.constituency, organisation: elector.organisationName,
    holder: elector.holderId, substitute: elector.substituteId,
    positions: await Promise.all(own.map((position) => recordedPosition(elector, position))),
    minorityStatement: statement ? { text: statement.text, writtenAt: statement.at.toISOString() } : null,
  }
}

/** The record as bytes and their digest: canonical JSON, so that anyone who builds it again from the same facts gets the same. */
export async function buildRecord(facts: RecordFacts): Promise<{ record: string; digest: string }> {
  const { version, round, outcome, certificate, publication } = facts
  const built: SignOffRecord = {
    accord: 'sign-off record', schema: 2, standard: facts.standard,
    version: {
      label: version.label, digest: version.digest, note: version.note,
      taggedBy: version.taggedBy, taggedAt: version.taggedAt.toISOString(),
    },
    text: version.canonical,
    round: {
      number: round.number, charter: round.charterNumber, digest: round.digest, openedBy: round.openedBy,
      openedAt: round.openedAt.toISOString(), closesAt: round.closesAt.toISOString(), closedAt: outcome.closedAt.toISOString(),
      meeting: round.meeting?.writtenUntil ? { endedAt: round.meeting.endedAt.toISOString(), present: round.meeting.present, writtenUntil: round.meeting.writtenUntil.toISOString() } : null,
      quorum: { present: share(round.quorum.present), eachConstituency: round.quorum.eachConstituency, carried: share(round.quorum.carried) },
    },
    seats: await Promise.all(round.electors.map((elector) =>
      recordedSeat(elector, facts.positions, round.minorityStatements.find((statement) => statement.electorId === elector.id)))),
    outcome: {
      outcome: outcome.outcome, seats: outcome.seats, present: outcome.present, approve: outcome.approve, dissent: outcome.dissent, abstain: outcome.abstain,
    },
    certificate: { statement: certificate.statement, certifiedBy: certificate.certifiedBy, certifiedAt: certificate.at.toISOString() },
    publication: { ...publication, publishedAt: publication.publishedAt.toISOString() },
  }
  const record = canonicalJson(built)
  return { record, digest: await digestOf(record) }
}

/** The stored record, for pages. It was written by `buildRecord` and cannot have changed since. */
export const readRecord = (record: string): SignOffRecord => JSON.parse(record) as SignOffRecord
