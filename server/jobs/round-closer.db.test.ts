import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { inAWeek, makeWorkingGroup, standAt, valueOf } from '../../tests/working-group'
import { openRound } from '../../lib/signoff/commands'
import { roundById } from '../../lib/signoff/queries'
import { tagVersion } from '../../lib/versions/commands'
import { startRoundCloser } from './round-closer'

const { db, sql } = await testDatabase()

test('SO-11 the server closes a round whose time came while it was not running, and leaves the others open', async () => {
  const it = await makeWorkingGroup(db)
  const version = valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'One' }))
  const closesAt = inAWeek()
  const { roundId } = valueOf(await openRound(db, it.lead, { standardId: it.standard.id, versionId: version.id, closesAt }))
  await startRoundCloser(db).stop()
  expect((await roundById(db, roundId))!.state.kind).toBe('open')
  await standAt(sql, closesAt.toISOString())
  await startRoundCloser(db).stop()
  expect((await roundById(db, roundId))!.state.kind).toBe('not quorate')
})
