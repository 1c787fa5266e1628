import { createTransport } from 'nodemailer'
import type { Letter } from '@/lib/auth/mail'
import { mailChannel, sendNextLetter } from '@/lib/auth/mail-commands'
import type { Database, Sql } from '@/lib/db'

export interface Mailer { stop: () => Promise<void> }

interface Options { readonly server: string; readonly from: string; readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Sends waiting letters: at once when one is posted, and those that failed when they are due again. */
export async function startMailer({ db, sql }: { db: Database; sql: Sql }, { server, from, everySeconds = 30, onError = () => {} }: Options): Promise<Mailer> {
  const transport = createTransport(server, { from })
  // An envelope of its own: the one recipient is never read out of a header.
  const send = async (letter: Letter) => {
    await transport.sendMail({ to: { name: '', address: letter.to }, envelope: { from: addressIn(from), to: [letter.to] }, subject: letter.subject, text: letter.text })
  }
  let stopped = false
  let again = false
  let round: Promise<void> | null = null
  const deliver = async () => {
    do {
      again = false
      while (!stopped && await sendNextLetter(db, send)) { /* the next one */ }
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    round ??= deliver().catch(onError).finally(() => { round = null })
  }
  const heard = await sql.listen(mailChannel, wake, wake)
  const timer = setInterval(wake, everySeconds * 1000)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await heard.unlisten()
      await round
      transport.close()
    },
  }
}

/** `Accord <accord@council.gov.uk>` → `accord@council.gov.uk` */
const addressIn = (from: string): string => from.match(/<([^<>]+)>\s*$/)?.[1] ?? from.trim()
