import { Transform } from 'node:stream'
import { createTransport } from 'nodemailer'
import { MaybeSent } from '@/lib/auth/mail'
import { lettersLost, mailChannel, type Send, sendNextLetter } from '@/lib/auth/mail-commands'
import type { Database, Sql } from '@/lib/db'
import { startOnNotice } from './on-notice'

interface Options { readonly server: string; readonly from: string; readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Sends waiting letters: at once when one is posted, and those that failed when they are due again. */
export async function startMailer({ db, sql }: { db: Database; sql: Sql }, { server, from, everySeconds = 30, onError = () => {} }: Options): Promise<{ stop: () => Promise<void> }> {
  const transport = createTransport(server, { from })
  const handedOver = noteHandingOver(transport)
  // An envelope of its own: the one recipient is never read out of a header.
  const send: Send = async ({ to, subject, text, html, unsubscribe, name }) => {
    const messageId = `<letter-${name}@${addressIn(from).split('@')[1] ?? 'localhost'}>`
    const letter = { subject, text, ...(html === undefined ? {} : { html }), messageId, headers: unsubscribe === undefined ? {} : inOneClick(unsubscribe) }
    try {
      await transport.sendMail({ to: { name: '', address: to }, envelope: { from: addressIn(from), to: [to] }, ...letter })
    } catch (error) {
      if (handedOver.has(messageId) && !(error as { responseCode?: number }).responseCode) throw new MaybeSent(String(error))
      throw error
    } finally {
      handedOver.delete(messageId)
    }
  }
  const next = async () => {
    if (await sendNextLetter(db, send)) return true
    const lost = await lettersLost(db)
    if (lost.length > 0) onError(new Error(`it is not known whether these letters of outgoing_mail went, and they are not sent again: ${lost.join(', ')}`))
    return false
  }
  const job = await startOnNotice(sql, mailChannel, next, { everySeconds, onError })
  return {
    stop: async () => {
      await job.stop()
      transport.close()
    },
  }
}

/** `Accord <accord@council.gov.uk>` → `accord@council.gov.uk` */
const addressIn = (from: string): string => from.match(/<([^<>]+)>\s*$/)?.[1] ?? from.trim()

/** RFC 8058: the mail program shows a button, and its POST to the address is all it takes. */
const inOneClick = (address: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${address}>` }, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

/** The Message-IDs of letters of which the mail server has been given the last byte: only those can have been taken without our hearing so. */
function noteHandingOver(transport: ReturnType<typeof createTransport>): Set<string> {
  const handedOver = new Set<string>()
  transport.use('stream', (mail, done) => {
    mail.message.transform(new Transform({
      transform(part, _encoding, next) { next(null, part) },
      flush(end) { handedOver.add(String(mail.data.messageId)); end() },
    }))
    done()
  })
  return handedOver
}
