import { createTransport } from 'nodemailer'
import type { Letter } from '@/lib/auth/mail'
import { mailChannel, sendNextLetter } from '@/lib/auth/mail-commands'
import type { Database, Sql } from '@/lib/db'
import { startOnNotice } from './on-notice'

interface Options { readonly server: string; readonly from: string; readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Sends waiting letters: at once when one is posted, and those that failed when they are due again. */
export async function startMailer({ db, sql }: { db: Database; sql: Sql }, { server, from, everySeconds = 30, onError = () => {} }: Options): Promise<{ stop: () => Promise<void> }> {
  const transport = createTransport(server, { from })
  // An envelope of its own: the one recipient is never read out of a header.
  const send = async ({ to, subject, text }: Letter) => {
    await transport.sendMail({ to: { name: '', address: to }, envelope: { from: addressIn(from), to: [to] }, subject, text })
  }
  const job = await startOnNotice(sql, mailChannel, () => sendNextLetter(db, send), { everySeconds, onError })
  return {
    stop: async () => {
      await job.stop()
      transport.close()
    },
  }
}

/** `Accord <accord@council.gov.uk>` → `accord@council.gov.uk` */
const addressIn = (from: string): string => from.match(/<([^<>]+)>\s*$/)?.[1] ?? from.trim()
