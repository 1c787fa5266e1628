import { expect, test } from 'vitest'
import type { Standing } from '../groups/standing'
import { decideStep } from './comment'
import { mayDelete, mayEdit, mayOpen, mayReply, mayStart, mayStep } from './policy'

const base: Standing = { personId: 'me', member: null, advisor: 'no', admin: false }
const member = (role: 'observer' | 'reviewer' | 'editor' | 'lead'): Standing =>
  ({ ...base, member: { role, constituency: 'supplier', organisationId: 'o' } })
const people = {
  anonymous: { ...base, personId: null }, outsider: base, observer: member('observer'), reviewer: member('reviewer'), editor: member('editor'),
  lead: member('lead'), advisor: { ...base, advisor: 'assigned' }, 'other advisor': { ...base, advisor: 'unassigned' }, admin: { ...base, admin: true },
} satisfies Record<string, Standing>

const standard = { archived: false }
const mine = { createdBy: 'me', state: 'open' } as const
const theirs = { createdBy: 'another', state: 'open' } as const
const comment = (authorId: string, more: { deleted?: boolean; frozenIn?: string } = {}) => ({ authorId, deleted: false, frozenIn: null, ...more })

/** Who may, in the order of `people`: Y, or the refusal's code. */
const who = (ask: (standing: Standing) => { code: string } | null) => Object.values(people).map((standing) => ask(standing)?.code ?? 'Y')

test('CO-1 commenting takes a reviewer, an editor, the lead editor or the advisor of the group', () => {
  const expected = ['sign-in-needed', 'not-found', 'not-allowed', 'Y', 'Y', 'Y', 'Y', 'not-found', 'break-glass-needed']
  expect(who((standing) => mayStart(standing, standard))).toEqual(expected)
  expect(who((standing) => mayReply(standing, standard, theirs))).toEqual(expected)
  expect(mayOpen(null)?.code).toBe('not-found')
})

test('CO-1 on an archived standard nothing is added or changed', () => {
  const archived = { archived: true }
  expect(mayStart(people.lead, archived)?.code).toBe('archived')
  expect(mayStep(people.lead, archived, mine, 'resolve')?.code).toBe('archived')
  expect(mayEdit(people.lead, archived, comment('me'))?.code).toBe('archived')
})

test('CO-4 one\'s own comment is edited by nobody else', () => {
  expect(who((standing) => mayEdit(standing, standard, comment('me'))))
    .toEqual(['sign-in-needed', 'not-found', 'not-allowed', 'Y', 'Y', 'Y', 'Y', 'not-found', 'break-glass-needed'])
  expect(who((standing) => mayEdit(standing, standard, comment('another'))))
    .toEqual(['sign-in-needed', 'not-found', 'not-allowed', 'own-only', 'own-only', 'own-only', 'own-only', 'not-found', 'break-glass-needed'])
})

test('CO-4 what a version holds is neither edited nor deleted by its author, lead editor or not', () => {
  expect(mayEdit(people.lead, standard, comment('me', { frozenIn: 'v0.2' }))).toMatchObject({ code: 'frozen', message: expect.stringContaining('v0.2') })
  expect(mayDelete(people.lead, standard, comment('me', { frozenIn: 'v0.2' }))?.code).toBe('frozen')
})

test('CO-5 a deleted comment is deleted once, and not edited', () => {
  expect(mayDelete(people.lead, standard, comment('another', { deleted: true }))?.code).toBe('already-done')
  expect(mayEdit(people.reviewer, standard, comment('me', { deleted: true }))?.code).toBe('already-done')
})

test('CO-6 another person\'s comment is deleted by the lead editor or the advisor, frozen or not', () => {
  const expected = ['sign-in-needed', 'not-found', 'not-allowed', 'not-allowed', 'not-allowed', 'Y', 'Y', 'not-found', 'break-glass-needed']
  expect(who((standing) => mayDelete(standing, standard, comment('another')))).toEqual(expected)
  expect(who((standing) => mayDelete(standing, standard, comment('another', { frozenIn: 'v0.2' })))).toEqual(expected)
})

test('CO-7 resolving takes the one who started it, an editor, the lead editor or the advisor', () => {
  expect(who((standing) => mayStep(standing, standard, theirs, 'resolve')))
    .toEqual(['sign-in-needed', 'not-found', 'not-allowed', 'own-only', 'Y', 'Y', 'Y', 'not-found', 'break-glass-needed'])
  expect(mayStep(people.reviewer, standard, mine, 'resolve')).toBeNull()
})

test('CO-7 only an open thread is resolved, only a resolved one reopened', () => {
  expect(decideStep('open', 'resolve')).toBeNull()
  expect(decideStep('resolved', 'reopen')).toBeNull()
  expect(decideStep('resolved', 'resolve')?.code).toBe('already-done')
  expect(decideStep('open', 'reopen')?.code).toBe('already-done')
})

test('CO-8 a resolved thread takes no reply', () => {
  expect(mayReply(people.lead, standard, { createdBy: 'me', state: 'resolved' })?.code).toBe('closed')
})
