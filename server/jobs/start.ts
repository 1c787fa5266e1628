import type { database } from '@/lib/db'
import { log } from '../log'
import type { Settings } from '../settings'
import { sendDueDigests } from '@/lib/notify/digest-commands'
import { newsChannel, tellNextNews } from '@/lib/notify/news-commands'
import { startConsultationCloser } from './consultation-closer'
import { startEverySoOften } from './every-so-often'
import { startMailer } from './mailer'
import { startOnNotice } from './on-notice'
import { startReviewReminder } from './review-reminder'
import { startRoundCloser } from './round-closer'
import { startRoundReminders } from './round-reminders'

/** What the process does by itself, beside answering. */
export async function startJobs(settings: Settings & { secret: string }, on: ReturnType<typeof database>): Promise<{ stop: () => Promise<void> }> {
  const jobs = [startRoundCloser(on.db, { onError: (err) => log.error({ err }, 'rounds could not be closed') })]
  jobs.push(startRoundReminders(on.db, settings, { onError: (err) => log.error({ err }, 'seats could not be reminded') }))
  jobs.push(startConsultationCloser(on.db, { onError: (err) => log.error({ err }, 'consultations could not be closed') }))
  jobs.push(await startOnNotice(on.sql, newsChannel, () => tellNextNews(on.db, settings), { everySeconds: 30, onError: (err) => log.error({ err }, 'news could not be told') }))
  jobs.push(startEverySoOften(() => sendDueDigests(on.db, settings), { everySeconds: 60, onError: (err) => log.error({ err }, 'digests could not be sent') }))
  jobs.push(startReviewReminder(on.db, { onError: (err) => log.error({ err }, 'nobody could be reminded of reviews') }))
  if (settings.mail && !settings.demo) {
    jobs.push(await startMailer(on, { ...settings.mail, onError: (err) => log.error({ err }, 'mail could not be sent') }))
  }
  if (!settings.mail && !settings.demo) log.warn('EMAIL_SERVER is not set: letters wait until it is, and nobody can sign in by e-mail')
  return { stop: async () => { await Promise.all(jobs.map((job) => job.stop())) } }
}
