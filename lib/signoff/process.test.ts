import { expect, test } from 'vitest'
import type { Constituency } from '../groups/constituency'
import { processStatement } from './process'
import type { Round } from './round'

const at = (iso: string) => new Date(iso)
const seats: Constituency[] = ['service team', 'service team', 'digital team', 'digital team', 'supplier', 'supplier']

const round = {
  number: 2, versionLabel: 'v0.4', charterNumber: 1, openedAt: at('2027-01-06T09:00:00Z'), state: { kind: 'open' },
  quorum: { present: { comparison: 'over', share: 0.6 }, eachConstituency: {}, carried: { comparison: 'over', share: 0.5 } },
  electors: seats.map((constituency, index) => ({ id: String(index), constituency })),
  meeting: { endedAt: at('2027-01-07T15:00:00Z'), seats: 6, present: 5, quorate: true, writtenUntil: at('2027-01-14T17:00:00Z'), adjournedTo: null, endedByName: 'Helen' },
} as unknown as Round

test('SO-25 the process statement tells the way by what is on record: dates, numbers, quorum in words', () => {
  const positions = seats.map((_, index) => ({ seatId: String(index), position: index === 4 ? 'dissent' as const : 'approve' as const }))
  expect(processStatement({
    round, positions, dispositions: [{ outcome: 'accepted', count: 14 }, { outcome: 'not accepted', count: 12 }],
    consultations: [{ number: 1, version: 'v0.3', openedAt: at('2026-11-09T09:00:00Z'), closedAt: at('2026-12-04T17:00:00Z'), comments: 26, objections: 2, late: 1 }],
    objections: [{ name: 'FO-1 to FSM-09', outcome: 'resolved by change' }],
    adjourned: [{ endedAt: at('2026-12-17T15:00:00Z'), endedByName: 'Helen', seats: 6, present: 3, quorate: false, adjournedTo: null, writtenUntil: null }],
  })).toBe('Due process was followed. Consultation 1 on v0.3 was open from 9 November 2026 to 4 December 2026, 5pm GMT: 26 comments, 2 formal objections, 1 late comment. '
    + 'Of 26 comments 14 ended as accepted and 12 ended as not accepted. FO-1 to FSM-09: resolved by change. '
    + 'The meeting of 17 December 2026 was adjourned: 3 of 6 seats (50%): not quorate. '
    + 'Sign-off round 2 on v0.4 opened on 6 January 2027, 9am GMT under charter 1, and every seat could take a position on this exact text. '
    + 'The meeting of 7 January 2027 was quorate, 5 of 6 seats; those that were absent could sign in writing until 14 January 2027, 5pm GMT. '
    + '6 of 6 seats (100%): quorate. 5 approve, 1 dissent: carried.')
})

test('SO-25 what did not happen is not told of', () => {
  const told = processStatement({ round: { ...round, meeting: null } as Round, positions: [], dispositions: [], consultations: [], objections: [], adjourned: [] })
  expect(told).toMatch(/^Due process was followed\. Sign-off round 2 on v0\.4 opened/)
  expect(told).not.toMatch(/undefined|consultation|meeting|comment/i)
})
