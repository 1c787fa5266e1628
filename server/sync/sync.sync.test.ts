import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { makeGroup } from '../../tests/group'
import { makeDraft, signIn, serveSync, stockClient, until } from '../../tests/sync'

const { db, url } = await testDatabase()
const it = await makeGroup(db)
const at = await serveSync({ databaseUrl: url, tell: (level, message, facts) => console.log(level, message, facts) })
afterAll(() => at.close())

test('two stock clients write one text', async () => {
  const id = await makeDraft(db, it.lead, it.group.id)
  const one = stockClient(at, id, await signIn(db, it.lead))
  const two = stockClient(at, id, await signIn(db, it.editor))
  await Promise.all([one.synced, two.synced])
  one.text.insert(0, 'Hello ')
  await until(() => two.text.toString() === 'Hello ')
  two.text.insert(6, 'there')
  await until(() => one.text.toString() === 'Hello there')
  one.provider.awareness.setLocalStateField('user', { name: 'Somebody else' })
  await until(() => [...two.provider.awareness.getStates().values()].some((state) => state.user?.name === 'The lead'))
  expect(one.codes).toEqual([])
})
