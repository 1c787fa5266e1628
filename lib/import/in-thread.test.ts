import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFileInThread } from './in-thread'

// Packages are found from the repository, so the bundle stands in it.
const bundle = join(mkdtempSync(join(process.cwd(), 'node_modules/.import-')), 'import-worker.js')
afterAll(() => rmSync(dirname(bundle), { recursive: true, force: true }))

const text = (words: string) => ({ name: 'a.md', bytes: new TextEncoder().encode(words) })

beforeAll(async () => {
  await build({ entryPoints: ['lib/import/worker.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' })
}, 60_000)

test('IM-60 a file is read in a thread of its own, which answers as the reader does', async () => {
  const read = await readFileInThread(text('# T\n\nIt MUST work.'), undefined, bundle)
  expect(read).toMatchObject({ ok: true, value: { title: 'T', found: { requirements: 1 } } })
  expect(await readFileInThread({ name: 'a.pdf', bytes: new Uint8Array(1) }, undefined, bundle)).toMatchObject({ refusal: { code: 'unsupported-file' } })
}, 60_000)

test('IM-60 what takes too long or too much memory is refused, and the next file is read', async () => {
  const long = text('- It MUST *work*.\n'.repeat(60_000))
  const [slow, fat] = await Promise.all([
    readFileInThread(long, { seconds: 0.2, megabytes: 768 }, bundle), readFileInThread(long, { seconds: 30, megabytes: 16 }, bundle),
  ])
  expect([slow, fat]).toMatchObject([{ refusal: { code: 'unreadable-file' } }, { refusal: { code: 'unreadable-file' } }])
  expect((await readFileInThread(text('It MUST.'), undefined, bundle)).ok).toBe(true)
}, 60_000)
