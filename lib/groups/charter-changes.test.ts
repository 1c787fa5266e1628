import { expect, test } from 'vitest'
import { changesInWords, type CharterTerms, type SeatTerms } from './charter-changes'

const priya: SeatTerms = { name: 'Wexshire service team', constituency: 'service team', organisation: 'Wexshire', holder: 'Priya Nair', substitute: null }
const marcus: SeatTerms = { name: 'Keystone', constituency: 'supplier', organisation: 'Keystone', holder: 'Marcus Webb', substitute: null }
const first: CharterTerms = {
  scope: 'Applying', reviewPeriodMonths: 12, writtenWindowDays: 5,
  quorum: { present: { comparison: 'over', share: 0.6 }, eachConstituency: {}, carried: { comparison: 'over', share: 0.5 } },
}

test('GR-17 what a charter changed against the one before it reads as sentences', () => {
  const after = { ...first, reviewPeriodMonths: 6, writtenWindowDays: 1, quorum: { ...first.quorum, present: { comparison: 'at least', share: 0.6 } as const } }
  expect(changesInWords({ ...first, seats: [priya, marcus] }, { ...after, scope: 'Applying and paying', seats: [{ ...priya, holder: 'Tom Hale', substitute: 'Priya Nair' }, { ...marcus, name: 'Formwise', holder: 'Leah Okafor' }] })).toEqual([
    'Scope: was “Applying”',
    'Quorum: was “Quorate with over 60% of seats; carried by over 50% of approvals and dissents.”',
    'Signing in writing: 1 working day, was 5 working days',
    'Review: every 6 months, was every 12 months',
    'Seat “Formwise” added, held by Leah Okafor (supplier)',
    'Seat “Keystone” removed; Marcus Webb held it',
    'Seat “Wexshire service team”: held by Tom Hale, was Priya Nair; substitute Priya Nair, was nobody',
  ])
})

test('GR-17 nothing is told of what stayed the same', () => {
  expect(changesInWords({ ...first, seats: [priya, marcus] }, { ...first, seats: [marcus, { ...priya, name: 'WEXSHIRE SERVICE TEAM' }] })).toEqual([])
})
