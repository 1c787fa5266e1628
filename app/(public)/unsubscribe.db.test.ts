import { expect, test } from 'vitest'
import { wishesOf } from '@/lib/notify/settings-queries'
import { stopAddress } from '@/lib/notify/unsubscribe'
import { testDatabase } from '@/tests/database'
import { makePerson } from '@/tests/group'
import { GET as openLetterLink, POST as stopByLetter } from './unsubscribe/route'

const { db, url } = await testDatabase()
const post = { publicUrl: 'https://accord.test', secret: 'of the tests alone' }
Object.assign(process.env, { DATABASE_URL: url, NEXTAUTH_SECRET: post.secret, NEXTAUTH_URL: post.publicUrl })

test('NO-9 a letter’s address stops its kind in one POST and not by a GET; a forged one does nothing', async () => {
  const [person, other] = [await makePerson(db, 'Had Enough'), await makePerson(db, 'Some Other')]
  const address = stopAddress(post, { personId: person.id, what: 'needs me' })
  const opened = await openLetterLink(new Request(address))
  expect([opened.status, (await opened.text()).includes('method="post"')]).toEqual([200, true])
  expect(await wishesOf(db, person.id)).toEqual({ needsMe: 'at once', rest: 'daily' })
  const forged = [address.replace(person.id, other.id), address.replace('needs-me', 'rest'), address.slice(0, -1), stopAddress({ ...post, secret: 'another secret' }, { personId: other.id, what: 'rest' })]
  for (const wrong of forged) expect((await stopByLetter(new Request(wrong, { method: 'POST' }))).status, wrong).toBe(404)
  for (let times = 0; times < 2; times += 1) {
    expect((await stopByLetter(new Request(address, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }))).status).toBe(200)
  }
  expect([await wishesOf(db, person.id), await wishesOf(db, other.id)]).toEqual([{ needsMe: 'off', rest: 'daily' }, { needsMe: 'at once', rest: 'daily' }])
})
