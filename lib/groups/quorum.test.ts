import { expect, test } from 'vitest'
import { faultOfRule, quorumOf, type QuorumRule, type QuorumSeat, ruleInWords, type SeatPosition } from './quorum'

const rule: QuorumRule = {
  present: { comparison: 'over', share: 0.6 },
  eachConstituency: { 'service team': 1, 'digital team': 1, supplier: 1 },
  carried: { comparison: 'over', share: 0.5 },
}
const loose: QuorumRule = { ...rule, eachConstituency: {} }
const six: QuorumSeat[] = ([
  ['s1', 'service team'], ['s2', 'service team'], ['d1', 'digital team'], ['d2', 'digital team'], ['p1', 'supplier'], ['p2', 'supplier'],
] as const).map(([id, constituency]) => ({ id, constituency }))
const take = (taken: Record<string, SeatPosition>) => Object.entries(taken).map(([seatId, position]) => ({ seatId, position }))
const seatsOf = (count: number): QuorumSeat[] => Array.from({ length: count }, (_, i) => ({ id: `x${i}`, constituency: 'supplier' as const }))
const firstOf = (count: number) => Array.from({ length: count }, (_, i) => ({ seatId: `x${i}`, position: 'approve' as const }))

test('GR-20 exactly 60 % is not over 60 %, whatever floating point makes of it', () => {
  for (const whole of [5, 10, 15, 25, 35, 55, 1000]) {
    const exactly = (whole * 3) / 5
    expect(quorumOf(loose, seatsOf(whole), firstOf(exactly)).quorate, `${exactly} of ${whole}`).toBe(false)
    expect(quorumOf(loose, seatsOf(whole), firstOf(exactly + 1)).quorate).toBe(true)
    expect(quorumOf({ ...loose, present: { comparison: 'at least', share: 0.6 } }, seatsOf(whole), firstOf(exactly)).quorate).toBe(true)
  }
  expect(quorumOf(loose, seatsOf(5), firstOf(3)).sentence).toBe('3 of 5 seats (60%): not quorate. It takes over 60% of seats, 4 or more.')
})

test('GR-20 a share with cents is compared exactly: 29 of 100 meets at least 29 %, and 57 of 100 is not over 57 %', () => {
  expect(quorumOf({ ...loose, present: { comparison: 'at least', share: 0.29 } }, seatsOf(100), firstOf(29)).quorate).toBe(true)
  expect(quorumOf({ ...loose, present: { comparison: 'over', share: 0.57 } }, seatsOf(100), firstOf(57)).quorate).toBe(false)
})

test('GR-21 every constituency that the rule names must be present, however many seats are', () => {
  const without = quorumOf(rule, six, take({ s1: 'approve', s2: 'approve', d1: 'approve', d2: 'approve' }))
  expect(without.quorate).toBe(false)
  expect(without.sentence).toBe('4 of 6 seats (67%): not quorate. It takes 1 more seat from the suppliers.')
})

test('GR-22 the story: 3 of 6 is not quorate; 5 of 6 with one dissent is carried', () => {
  const first = quorumOf(rule, six, take({ s1: 'approve', d1: 'approve', p1: 'dissent' }))
  expect(first.sentence).toBe('3 of 6 seats (50%): not quorate. It takes over 60% of seats, 4 or more.')
  const second = quorumOf(rule, six, take({ s1: 'approve', s2: 'approve', d1: 'approve', p1: 'dissent', p2: 'approve' }))
  expect(second).toMatchObject({ present: 5, approve: 4, dissent: 1, quorate: true, carried: true })
  expect(second.sentence).toBe('5 of 6 seats (83%): quorate. 4 approve, 1 dissent: carried.')
})

test('GR-23 an abstention makes a seat present and counts neither way; abstentions alone carry nothing', () => {
  const tied = quorumOf(rule, six, take({ s1: 'approve', d1: 'dissent', p1: 'abstain', p2: 'abstain' }))
  expect(tied).toMatchObject({ present: 4, quorate: true, carried: false })
  const silent = quorumOf({ ...rule, carried: { comparison: 'at least', share: 0 } }, six, take({ s1: 'abstain', d1: 'abstain', p1: 'abstain', p2: 'abstain' }))
  expect(silent).toMatchObject({ quorate: true, carried: false })
})

test('GR-24 of several positions of one seat the last counts, and a position of no seat counts nothing', () => {
  const q = quorumOf(loose, six, [{ seatId: 's1', position: 'approve' }, { seatId: 's1', position: 'dissent' }, { seatId: 'elsewhere', position: 'approve' }])
  expect(q).toMatchObject({ present: 1, approve: 0, dissent: 1 })
})

test('GR-25 the rule reads as a sentence, and rounding never shows the deciding share for another one', () => {
  expect(ruleInWords(rule)).toBe('Quorate with over 60% of seats and at least 1 seat from each of service team, digital team and supplier; '
    + 'carried by over 50% of approvals and dissents.')
  expect(quorumOf(loose, seatsOf(253), firstOf(152)).sentence).toContain('(60.07%): quorate')
})

test('GR-26 a rule that cannot be met is named as such', () => {
  expect(faultOfRule(rule, six)).toBeNull()
  expect(faultOfRule(rule, six.slice(0, 4))).toBe('The rule needs 1 seat from the suppliers, and the charter has 0.')
  expect(faultOfRule({ ...rule, present: { comparison: 'over', share: 1 } }, six)).toContain('over 100%')
})
