import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { exists } from '../holder.mjs'
import { freePort } from '../postgres/ports'
import { cleanUp, gone, health, newFolder, pagesOf, postmasterOf, start, startReady } from './rig'

afterEach(cleanUp)

const accordLines = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('{'))

describe('a second start', () => {
  test('on the same data says so, ends with 1, and leaves the first alone', async () => {
    const data = await newFolder()
    const first = await startReady({ data })
    const postmaster = await postmasterOf(data)
    for (const port of [undefined, first.port]) {
      const second = await start({ data, ...(port === undefined ? {} : { port }) })
      expect(await second.ended).toBe(1)
      expect(accordLines(second.said())).toEqual([expect.stringMatching(/^Nothing was started: Accord at http:\/\/localhost:\d+ \(process \d+\) is already using this data\.$/)])
    }
    expect(await postmasterOf(data)).toBe(postmaster)
    expect(await health(first.port)).toBe(200)
  })

  test('two at the same moment: one of them serves', async () => {
    const data = await newFolder()
    const both = await Promise.all([start({ data }), start({ data })])
    const ended = await Promise.race(both.map(async (one) => ({ one, code: await one.ended })))
    expect(ended.code).toBe(1)
    const other = both.find((one) => one !== ended.one)!
    await expect.poll(() => health(other.port), { timeout: 60_000 }).toBe(200)
  })
})

test('a taken port is named in one line before any database is made', async () => {
  const data = await newFolder()
  const other = createServer()
  const port = await new Promise<number>((resolve) => { other.listen(0, () => resolve((other.address() as { port: number }).port)) })
  const program = await start({ data, port })
  expect(await program.ended).toBe(1)
  expect(accordLines(program.said())).toEqual([expect.stringMatching(new RegExp(`^Accord cannot start\\. Port ${port} is in use by another program\\.`))])
  expect(await stat(join(data, 'postgres')).catch(() => null)).toBeNull()
  other.close()
})

test('a wrong setting is named in one line, and nothing is made', async () => {
  const data = await newFolder()
  const program = await start({ data, env: { EMAIL_SERVER: 'mail.example' } })
  expect(await program.ended).toBe(1)
  expect(program.said()).toBe('Accord cannot start. Setting EMAIL_SERVER must begin with smtp:// or smtps://.\n')
  expect(await stat(data).catch(() => null)).toBeNull()
})

describe('asked to stop, it leaves no process and ends with 0', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s', async (signal) => {
    const data = await newFolder()
    const program = await startReady({ data })
    const postmaster = await postmasterOf(data)
    const pages = await pagesOf(program)
    expect(exists(pages)).toBe(true)
    program.child.kill(signal)
    expect(await program.ended).toBe(0)
    expect([postmaster, pages].filter(exists)).toEqual([])
    expect(await stat(join(data, 'lock')).catch(() => null)).toBeNull()
  })

  test('SIGTERM to npm itself', async () => {
    const data = await newFolder()
    const program = await startReady({ data, command: ['npm', 'start'] })
    const postmaster = await postmasterOf(data)
    program.child.kill('SIGTERM')
    await program.ended
    await gone(postmaster)
    expect(await health(program.port)).toBe(0)
  })

  test('in the middle of starting', async () => {
    const data = await newFolder()
    const program = await start({ data })
    await expect.poll(() => stat(join(data, 'postgres')).then(() => true, () => false), { timeout: 60_000 }).toBe(true)
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    const postmaster = await postmasterOf(data)
    if (postmaster > 0) await gone(postmaster)
  })
})

test('a METRICS_PORT that somebody else has is named in one line', async () => {
  const other = createServer()
  const taken = await new Promise<number>((resolve) => { other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)) })
  const program = await start({ data: await newFolder(), env: { METRICS_PORT: String(taken) } })
  expect(await program.ended).toBe(1)
  expect(accordLines(program.said())).toEqual([expect.stringMatching(new RegExp(`^Accord cannot start\\. METRICS_PORT ${taken} of 127\\.0\\.0\\.1 cannot be opened: `))])
  other.close()
})

test('/metrics is told on METRICS_PORT, and on the public port there is no such thing', async () => {
  const metrics = await freePort()
  const program = await startReady({ data: await newFolder(), env: { METRICS_PORT: String(metrics) } })
  const told = await fetch(`http://127.0.0.1:${metrics}/metrics`)
  const text = await told.text()
  expect(told.headers.get('content-type')).toContain('version=0.0.4')
  for (const name of ['accord_connections', 'accord_commit_seconds_bucket', 'accord_memory_bytes{process="pages",kind="resident"}', 'accord_request_seconds_count{group="health"']) expect(text).toContain(name)
  expect((await fetch(`http://127.0.0.1:${metrics}/`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${metrics}/api/health/live`)).status).toBe(404)
  const answer = await fetch(`http://127.0.0.1:${program.port}/metrics`)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('x-powered-by')).toBeNull()
})
