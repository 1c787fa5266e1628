import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { letterOf } from '@/lib/auth/mail'
import { postLetter } from '@/lib/auth/mail-commands'
import { inTransaction } from '@/lib/db'
import { refuse } from '@/lib/kernel/refusal'
import { refused } from '@/lib/kernel/result'
import { testDatabase } from '@/tests/database'
import { outgoingMail } from '@/drizzle/schema'
import { startMailer } from './mailer'

const opened = await testDatabase()

test('AU-13 a letter leaves by SMTP as soon as its step commits, to its one recipient; one whose step was refused never does', async () => {
  const arrived: { from: string; to: string[]; text: string }[] = []
  let hear = () => {}
  const heard = new Promise<void>((done) => { hear = done })
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
      stream.on('end', () => {
        arrived.push({ from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map((one) => one.address), text })
        done()
        hear()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.server.address() as AddressInfo
  const mailer = await startMailer(opened, { server: `smtp://127.0.0.1:${port}`, from: 'Accord <accord@council.example>' })
  await inTransaction(opened.db, async (tx) => {
    await postLetter(tx, { demo: false }, letterOf('never@x.example', 'Never', 'Not sent'))
    return refused(refuse('invalid'))
  })
  await opened.db.transaction((tx) => postLetter(tx as never, { demo: false }, letterOf('sian@aberwen.example', 'Your link', 'https://accord.test/sign-in/link?token=abc')))
  await heard
  await mailer.stop()
  await new Promise<void>((done) => server.close(() => done()))
  expect(arrived).toHaveLength(1)
  expect(arrived[0]).toMatchObject({ from: 'accord@council.example', to: ['sian@aberwen.example'] })
  expect(arrived[0]!.text).toContain('Subject: Your link')
  expect(arrived[0]!.text).toMatch(/To: sian@aberwen\.example/)
})

test('AU-13 a mail server that takes a letter and dies before saying so gets it once; the letter says how to stop its kind', async () => {
  const arrived: string[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], onData(stream, session) {
      let text = ''
      stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
      stream.on('end', () => {
        arrived.push(text)
        for (const connection of server.connections) if ((connection as { id?: string }).id === session.id) (connection as { _socket?: { destroy: () => void } })._socket?.destroy()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.server.address() as AddressInfo
  const mailer = await startMailer(opened, { server: `smtp://127.0.0.1:${port}`, from: 'Accord <accord@council.example>' })
  const letter = { ...letterOf('sian@aberwen.example', 'News', 'Plain'), html: '<p>Markup</p>', unsubscribe: `https://accord.test/unsubscribe?from=rest&token=${'x'.repeat(120)}` }
  await opened.db.transaction((tx) => postLetter(tx as never, { demo: false }, letter))
  await expect.poll(async () => (await opened.db.select().from(outgoingMail))[0]?.lastError).toBeTruthy()
  await mailer.stop()
  const again = await startMailer(opened, { server: `smtp://127.0.0.1:${port}`, from: 'Accord <accord@council.example>' })
  await again.stop()
  await new Promise<void>((done) => server.close(() => done()))
  expect(await opened.db.select().from(outgoingMail)).toMatchObject([{ takenAt: expect.any(Date), attempts: 1 }])
  expect(arrived).toHaveLength(1)
  expect(arrived[0]).toContain(`List-Unsubscribe: <${letter.unsubscribe}>`)
  expect(arrived[0]).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  expect(arrived[0]).toMatch(/Message-ID: <letter-\d+\.\d+@council\.example>/i)
  expect(arrived[0]).toMatch(/multipart\/alternative/)
})
