import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { build } from 'esbuild'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outgoingMail } from '@/drizzle/schema'
import { letterOf } from '@/lib/auth/mail'
import { postLetter } from '@/lib/auth/mail-commands'
import { testDatabase } from '@/tests/database'

const { db, url, sql: owner } = await testDatabase()
const route = { demo: false }
const children = new Set<ChildProcess>()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(process.cwd(), 'node_modules', '.mailer-process-'))
  const bundle = { bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: { '@': process.cwd() } } as const
  await build({ entryPoints: ['tests/mailer-process.ts'], outfile: join(folder, 'mailer.mjs'), ...bundle })
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

type Step = 'has been told to whom' | 'has every byte' | 'has said 250'

/** A mail server that counts what it was given. At one step of a letter to `killed…` it does what the test does there; `answer` says 250. */
async function mailServer(at: Step, amid: (answer: () => void) => Promise<void>) {
  const arrived: string[] = []
  let met = () => {}
  const meeting = new Promise<void>((done) => { met = done })
  const reach = (steps: readonly Step[], to: string, answer: () => void) => {
    if (!to.startsWith('killed') || !steps.includes(at)) return answer()
    void amid(answer).then(met)
  }
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) { reach(['has been told to whom'], address, done) },
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo[0]!.address
      stream.resume().on('end', () => {
        arrived.push(to)
        reach(['has every byte', 'has said 250'], to, done)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const stop = () => new Promise<void>((done) => server.close(() => done()))
  return { arrived, meeting, stop, address: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}

async function startProcess(address: string) {
  const child = spawn(process.execPath, [join(folder, 'mailer.mjs'), url, address], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  const said: string[] = []
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  await new Promise<void>((done, fail) => {
    child.stdout.once('data', () => done())
    child.once('exit', (code) => fail(new Error(`the mailer ended with ${code}: ${said.join('')}`)))
  })
  const ended = new Promise<void>((done) => { child.once('exit', () => done()) })
  return { said, kill: async () => { child.kill('SIGKILL'); await ended; children.delete(child) } }
}

const post = (to: string) => db.transaction((tx) => postLetter(tx as never, route, { ...letterOf(to, 'Once', 'Text'), key: `${to} once` }))
const rows = () => db.select({ to: outgoingMail.to, takenAt: outgoingMail.takenAt }).from(outgoingMail)

/**
 * Kills the mailer when it has read the 250 and its statement that says so is on its way: the row is held, so the statement waits, and is ended after
 * its process, as when both lose power.
 */
async function killBeforeWritten(answer: () => void, kill: () => Promise<void>): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`select id from outgoing_mail for update`
    answer()
    const waiting = () => owner<{ pid: number }[]>`select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike 'delete from "outgoing_mail"%'`
    await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(1)
    const [statement] = await waiting()
    await kill()
    await owner`select pg_terminate_backend(${statement!.pid}, 10000)`
  })
}

test.each<[Step, number]>([['has been told to whom', 0], ['has every byte', 1], ['has said 250', 1]])(
  'AU-13 a mailer killed (SIGKILL) when the mail server %s: the letter goes %i times, never again, and it is named', async (step, times) => {
    await db.delete(outgoingMail)
    let kill = async () => {}
    const server = await mailServer(step, (answer) => (step === 'has said 250' ? killBeforeWritten(answer, () => kill()) : kill()))
    kill = (await startProcess(server.address)).kill
    await post(`killed-${times}-${step.length}@x.example`)
    await server.meeting
    expect(await rows()).toEqual([{ to: expect.stringMatching(/^killed/), takenAt: expect.any(Date) }])
    await db.update(outgoingMail).set({ takenAt: sql`now() - interval '31 minutes'` })
    const second = await startProcess(server.address)
    await post(`after-${step.length}@x.example`)
    await expect.poll(() => server.arrived.some((to) => to.startsWith('after')), { timeout: 20_000 }).toBe(true)
    await expect.poll(() => second.said.join(''), { timeout: 20_000 }).toContain('it is not known whether these letters')
    await second.kill()
    await server.stop()
    expect(server.arrived.filter((to) => to.startsWith('killed'))).toHaveLength(times)
    expect((await rows()).map(({ to }) => to)).toEqual([expect.stringMatching(/^killed/)])
  })
