import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { documentOf, requirement } from '../../tests/texts'
import { canonical, firstWrong } from '../../verify/verify.mjs'
import { canonicalJson, canonicalText, digestOf } from '../document/canonical'
import type { Elector, Position, Round, RoundOutcome } from '../signoff/round'
import type { VersionInFull } from '../versions/queries'
import { publicNumber, publishing, reviewDate } from './policy'
import { stateOf } from './publication'
import { buildRecord, type SignOffRecord } from './record'

const seats = ['service team', 'digital team', 'supplier', 'supplier'] as const
const people = ['Priya', 'Ravi', 'Marcus', 'Leah']
const at = (minute: number) => new Date(Date.UTC(2027, 0, 7, 14, minute))

async function sample(): Promise<{ record: SignOffRecord; bytes: string; digest: string }> {
  const content = documentOf(requirement('a', 'MUST', 'It works on a phone.'))
  const canonicalBytes = canonicalText({ title: 'Free school meals', content: content.content })
  const textDigest = await digestOf(canonicalBytes)
  const electors = people.map((name, index): Elector => ({
    id: `seat ${index}`, seatName: `${name}'s seat`, constituency: seats[index]!, organisationName: 'Wexshire', holderId: name, holderName: name,
    substituteId: index === 0 ? 'Tom' : null, substituteName: index === 0 ? 'Tom' : null,
  }))
  const position = (index: number, revision: number, taken: Position['position'], by = people[index]!): Position => ({
    id: `${index}/${revision}`, carriedFrom: null, delegation: by === people[index] ? '' : 'delegation 4.2, until 12 May',
    electorId: `seat ${index}`, revision, position: taken, reason: taken === 'dissent' ? 'It costs too much' : '', digest: textDigest,
    authority: by === people[index] ? '' : `substitute for ${people[index]}`, takenBy: by, takenByName: by, takenAt: at(5 + revision + index),
  })
  const outcome: RoundOutcome = { outcome: 'carried', seats: 4, present: 4, approve: 3, dissent: 1, abstain: 0, closedByName: null, closedAt: at(40) }
  const round: Round = {
    id: 'r', standardId: 's', number: 2, versionId: 'v', versionLabel: 'v0.4', versionTitle: 'T', taggedBy: 'lead', digest: textDigest, charterNumber: 1,
    quorum: { present: { comparison: 'over', share: 0.6 }, eachConstituency: { supplier: 1 }, carried: { comparison: 'over', share: 0.5 } },
    openedBy: 'Helen', openedByName: 'Helen', openedAt: at(0), closesAt: at(50), meetsAt: null, meeting: null, writtenWindowDays: 5, state: { kind: 'open' }, newest: true, electors,
    minorityStatements: [{ electorId: 'seat 2', text: 'We could not agree.', byName: 'Marcus', at: at(45) }],
  }
  const version = {
    label: 'v0.4', digest: textDigest, note: 'Candidate', taggedBy: 'lead', taggedByName: 'Joanne', taggedAt: at(-60), canonical: canonicalBytes,
  } as VersionInFull
  const { record, digest } = await buildRecord({
    standard: { slug: 'fsm', title: 'Free school meals', group: 'FSM group' }, version, round, outcome,
    certificate: { statement: 'Due process', certifiedBy: 'Helen', at: at(50) },
    positions: [position(2, 1, 'dissent'), position(1, 1, 'approve'), position(0, 2, 'approve', 'Tom'), position(0, 1, 'abstain'), position(3, 1, 'approve')],
    publication: { label: 'v1.0', ownerPost: 'Head', reviewDate: '2028-01-11', publishedBy: 'Helen', publishedAt: at(55) },
  })
  return { record: JSON.parse(record) as SignOffRecord, bytes: record, digest }
}

const good = await sample()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A record in which something was changed after the fact. */
function changed(change: (record: any) => void): string | null {
  const copy = structuredClone(good.record)
  change(copy)
  return firstWrong(copy)
}

/** A forger who makes the seals fit again. */
function resealed(change: (record: any) => void): string | null {
  return changed((record) => {
    change(record)
    for (const seat of record.seats) for (const position of seat.positions) {
      const { seal: _, ...said } = position
      position.seal = sha256(canonical({ seat: seat.seat, ...said }))
    }
  })
}

test('PB-8 the record built from the rows holds, and is the same bytes when it is built again', async () => {
  expect(firstWrong(good.record, good.digest)).toBeNull()
  expect((await sample()).bytes).toBe(good.bytes)
  expect(sha256(good.bytes)).toBe(good.digest)
})

test('PB-8 the verifier writes canonical JSON as the workspace does', () => {
  expect(canonical(good.record)).toBe(good.bytes)
  const odd = { b: [1, 'é\u0001"', null, true], a: { '\u20ac': 1, '\r': 2, 'ö': 3, '1': 4 } }
  expect(canonical(odd)).toBe(canonicalJson(odd))
})

test('PB-8 a tampered text is named', () => {
  expect(changed((r) => { r.text = r.text.replace('phone', 'tablet') })).toMatch(/^The text is not the one that was signed/)
  expect(changed((r) => {
    r.text = r.text.replace('phone', 'tablet')
    r.version.digest = sha256(r.text)
  })).toMatch(/about another text/)
  expect(changed((r) => {
    r.text = r.text.replace('phone', 'tablet')
    r.version.digest = r.round.digest = sha256(r.text)
  })).toMatch(/Priya's seat.*was taken on another text/)
})

test('PB-8 a tampered position is named by its seat', () => {
  expect(changed((r) => { r.seats[2].positions[0].position = 'approve' })).toMatch(/Marcus's seat” is not the one that was recorded/)
  expect(changed((r) => { r.seats[3].positions[0].takenBy = 'Somebody' })).toMatch(/Leah's seat/)
  expect(changed((r) => { r.seats[0].positions.pop() })).toMatch(/outcome does not follow/)
  expect(changed((r) => { r.seats[0].positions.shift() })).toMatch(/revision is missing/)
  expect(changed((r) => { r.seats.push(r.seats[1]) })).toMatch(/twice/)
})

test('PB-8 a forger who mends the seals is found by what does not follow', () => {
  expect(resealed((r) => { r.seats[2].positions[0].position = 'approve' })).toMatch(/approve is 4, the record says 3/)
  expect(resealed((r) => { r.seats[2].positions[0].reason = ' ' })).toMatch(/dissent without a reason/)
  expect(resealed((r) => { r.seats[1].positions[0].takenBy = 'x' })).toMatch(/neither holds the seat/)
  expect(resealed((r) => { r.seats[0].positions[1].authority = 'holder' })).toMatch(/by whose authority/)
  expect(resealed((r) => { r.seats[1].positions[0].takenAt = at(41).toISOString() })).toMatch(/not open/)
  expect(resealed((r) => { r.seats[1].holder = r.seats[3].holder; r.seats[1].positions[0].takenBy = r.seats[3].holder })).toMatch(/holds two seats/)
})

test('PB-8 a record rewritten as a whole is found by the digest on the public page', () => {
  const whole = (r: any) => { r.seats[2].positions[0].position = 'approve'; r.outcome.approve = 4; r.outcome.dissent = 0; r.seats[2].minorityStatement = null }
  expect(resealed(whole)).toBeNull()
  const copy = structuredClone(good.record) as any
  copy.publication.ownerPost = 'Somebody else'
  expect(firstWrong(copy, good.digest)).toMatch(/not the one that was published/)
})

test('PB-8 the rule, the outcome, the certificate and the order of steps are checked', () => {
  expect(changed((r) => { r.round.quorum.present.tenThousandths = 10_000 })).toMatch(/outcome is not quorate/)
  expect(changed((r) => { r.round.quorum.eachConstituency.supplier = 3 })).toMatch(/not quorate/)
  expect(changed((r) => { r.round.quorum.carried.tenThousandths = 7500 })).toMatch(/outcome is not carried/)
  expect(changed((r) => { r.outcome.seats = 3 })).toMatch(/seats is 4/)
  expect(changed((r) => { r.certificate.certifiedBy = r.seats[0].substitute })).toMatch(/elector/)
  expect(changed((r) => { r.certificate.certifiedBy = r.version.taggedBy })).toMatch(/tagged the version/)
  expect(changed((r) => { r.certificate.certifiedAt = at(30).toISOString() })).toMatch(/certificate was given before the round was closed/)
  expect(changed((r) => { r.seats[2].minorityStatement.text = 'word '.repeat(201) })).toMatch(/200 words/)
  expect(changed((r) => { r.seats[1].minorityStatement = r.seats[2].minorityStatement })).toMatch(/did not dissent/)
})

test('PB-8 what is no record is refused in words', () => {
  for (const odd of [null, [], 'text', {}, { accord: 'sign-off record', schema: 3 }, { accord: 'sign-off record', schema: 1 }]) expect(firstWrong(odd)).toBeTruthy()
  for (const part of ['version', 'round', 'seats', 'outcome', 'certificate', 'publication', 'text']) {
    expect(changed((r) => { delete r[part] })).toBeTruthy()
    expect(changed((r) => { r[part] = 7 })).toBeTruthy()
  }
})

test('PB-8 a substitute’s delegation is under the seal, and one without it does not hold', () => {
  expect(good.record.seats[0]!.positions[1]!.delegation).toBe('delegation 4.2, until 12 May')
  expect(changed((r) => { r.seats[0].positions[1].delegation = 'delegation 9' })).toMatch(/Priya's seat.*does not match its seal/)
  expect(resealed((r) => { r.seats[0].positions[1].delegation = ' ' })).toMatch(/without naming a delegation/)
  expect(resealed((r) => { r.seats[1].positions[0].delegation = 'delegation 1' })).toMatch(/names a delegation and was taken by the holder/)
})

test('PB-8 the meeting in a record follows from the positions', () => {
  const meeting = { endedAt: at(9).toISOString(), present: 4, writtenUntil: at(50).toISOString() }
  expect(changed((r) => { r.round.meeting = meeting })).toBeNull()
  expect(changed((r) => { r.round.meeting = { ...meeting, present: 3 } })).toMatch(/4 seats had taken one at its end, the record says 3/)
  expect(changed((r) => { r.round.meeting = { ...meeting, endedAt: at(45).toISOString() } })).toMatch(/did not end while the round was open/)
})

test('PB-8 a record of form 1, which knew neither, still holds', () => {
  const old = (change: (record: any) => void = () => {}) => resealed((r) => {
    r.schema = 1
    delete r.round.meeting
    for (const seat of r.seats) for (const position of seat.positions) delete position.delegation
    change(r)
  })
  expect(old()).toBeNull()
  expect(old((r) => { r.seats[0].positions[1].authority = 'holder' })).toMatch(/by whose authority/)
})

test('PB-2 what keeps a round from being published', () => {
  const advisor = { personId: 'p', member: null, advisor: 'assigned', admin: false } as const
  const code = (kind: Parameters<typeof publishing>[1]['kind'], overtaken = false) => publishing(advisor, { kind, overtaken })?.code
  expect([code('certified'), code('certified', true), code('carried'), code('open'), code('not quorate'), code('not carried'), code('withdrawn'), code('published')])
    .toEqual([undefined, 'stale', 'not-certified', 'not-carried', 'not-quorate', 'not-carried', 'not-carried', 'already-done'])
})

test('PB-3 and PB-4 dates and numbers', () => {
  expect(reviewDate('2028-01-11', '2027-01-11')).toBeNull()
  expect(reviewDate('2030-01-11', '2027-01-11')).toBeNull()
  for (const wrong of ['2030-01-12', '2027-01-11', '2027-02-29', '11/01/2028']) expect(reviewDate(wrong, '2027-01-11')?.field).toBe('reviewDate')
  expect(publicNumber({ major: 1, minor: 10 }, [{ major: 1, minor: 9 }])).toBeNull()
  expect(publicNumber({ major: 1, minor: 9 }, [{ major: 1, minor: 10 }])?.code).toBe('taken')
})

test('PB-6 a withdrawn publication is withdrawn, whatever came after it', () => {
  const withdrawal = { reason: 'Law', at: at(0), hidesText: false }
  expect(stateOf(null, null).kind).toBe('current')
  expect(stateOf(null, 'v1.1')).toEqual({ kind: 'superseded', by: 'v1.1' })
  expect(stateOf(withdrawal, 'v1.1').kind).toBe('withdrawn')
})
