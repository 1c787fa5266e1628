import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/database'
import { makeGroup } from '@/tests/group'
import { codeOf, valueOf } from '@/tests/working-group'
import { startDraft } from './commands'
import { type Live, provideLive } from './live'
import { liveFor } from './live-queries'

const { db } = await testDatabase()
const group = await makeGroup(db)
const draft = valueOf(await startDraft(db, group.lead, { groupId: group.group.id, title: 'A long evening', refPrefix: 'ALE' }))

const live = (standardId: string): Live => ({
  at: '', startedAt: '', connections: [], updatesAMinute: 0, unsaved: 0, buffered: 0, commit: { p50: null, p99: null }, acknowledged: { p50: null, p99: null }, failedCommits: 0,
  slow: [], refused: [], processes: [], drafts: [{ standardId, people: 1, connections: 1, updatesAMinute: 0, unsaved: 0 }],
})

test('how the server does is for administrators alone, and is not even asked for before that', async () => {
  let asked = 0
  provideLive(async () => { asked += 1; return live(draft.id) })
  for (const actor of [group.lead, group.advisor, group.outsider, { kind: 'anonymous' } as const]) expect(codeOf(await liveFor(db, actor))).toMatch(/^(admin-only|sign-in-needed)$/)
  expect(asked).toBe(0)
  expect(valueOf(await liveFor(db, group.admin)).drafts).toEqual([{ standardId: draft.id, people: 1, connections: 1, updatesAMinute: 0, unsaved: 0, title: 'A long evening' }])
})

test('a front that does not answer is said, and a draft that is no more has a name all the same', async () => {
  provideLive(async () => null)
  expect(codeOf(await liveFor(db, group.admin))).toBe('unavailable')
  provideLive(async () => live('00000000-0000-4000-8000-000000000000'))
  expect(valueOf(await liveFor(db, group.admin)).drafts).toMatchObject([{ title: 'A draft that is no more' }])
})
