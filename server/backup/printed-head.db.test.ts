import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { declareInterest } from '@/lib/calls/commands'
import { testDatabase } from '@/tests/database'
import { ask } from '@/tests/public-site'
import { publishText } from '@/tests/published'
import { requirement } from '@/tests/texts'
import { makeWorkingGroup, valueOf } from '@/tests/working-group'
import { dump } from './dump'

const { db, ownerUrl, url } = await testDatabase()
Object.assign(process.env, { DATABASE_URL: url, NEXTAUTH_URL: 'https://accord.example' })
const folder = await mkdtemp(join(tmpdir(), 'accord-head-'))
afterAll(() => rm(folder, { recursive: true }))

const headIn = (text: string): string | undefined => /\b[0-9a-f]{64}@\d+\b/.exec(text)?.[0]
const printedAt = async (address: string) => headIn(await (await ask(address)).text())

/** `npm run verify` itself: its exit code, what it says, and the head that it came to by following the chain. */
const verify = (...words: string[]) => new Promise<{ code: number; said: string; head: string | undefined }>((resolve) => {
  execFile(process.execPath, ['verify/verify.mjs', '--database', ownerUrl, ...words], (error, stdout, stderr) => {
    resolve({ code: error ? 1 : 0, said: stdout + stderr, head: headIn(stdout) })
  })
})

test('AU-4 the head that pages, feeds and the file beside a backup print is the one that the verifier computes, and it holds when the chain has grown', async () => {
  const [one, two] = [await makeWorkingGroup(db), await makeWorkingGroup(db)]
  const text = [requirement('a', 'MUST', 'It works on a phone.')]
  const first = await publishText(db, one, text)
  const ofOne = [`/standards/${first.slug}/${first.label}`, `/standards/${first.slug}/${first.label}/sign-off`, `/standards/${first.slug}.atom`]
  const then = (await verify()).head
  expect(then).toBeDefined()
  for (const address of [...ofOne, '/standards.atom', '/calls.atom']) expect([address, await printedAt(address)]).toEqual([address, then])
  const second = await publishText(db, two, text)
  const now = (await verify()).head
  expect(now).not.toBe(then)
  for (const address of [`/standards/${second.slug}/${second.label}`, `/standards/${second.slug}.atom`, '/standards.atom']) expect([address, await printedAt(address)]).toEqual([address, now])
  // A standard's own pages and feed stay the bytes that they were: with the head of their own publication.
  for (const address of ofOne) expect([address, await printedAt(address)]).toEqual([address, then])
  valueOf(await declareInterest(db, one.editor, { groupId: one.group.id, nothing: true, text: '' }))
  await dump(ownerUrl, join(folder, 'all.gz'))
  const beside = await readFile(join(folder, 'all.gz.head'), 'utf8')
  expect(beside).toBe(`${(await verify()).head}\n`)
  expect(beside.trim()).not.toBe(now)
  const [page, feed] = [join(folder, 'page.html'), join(folder, 'feed.xml')]
  await writeFile(page, await (await ask(ofOne[0]!)).text())
  await writeFile(feed, await (await ask('/standards.atom')).text())
  for (const kept of [page, feed, join(folder, 'all.gz.head')]) expect([kept, (await verify('--head', kept)).code]).toEqual([kept, 0])
  await writeFile(page, (await readFile(page, 'utf8')).replace(then!, then!.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a'))))
  expect(await verify('--head', page)).toMatchObject({ code: 1, said: expect.stringContaining('rewritten') })
})
