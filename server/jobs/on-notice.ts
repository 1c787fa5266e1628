import type { Sql } from '@/lib/db'

interface Options { readonly everySeconds: number; readonly onError: (error: unknown) => void }

/**
 * Does a work whenever PostgreSQL tells on a channel, and every so often in case a notice was missed; never twice at once. `next` does one
 * piece and answers whether there was one.
 */
export async function startOnNotice(sql: Sql, channel: string, next: () => Promise<boolean>, { everySeconds, onError }: Options): Promise<{ stop: () => Promise<void> }> {
  let stopped = false
  let again = false
  let going: Promise<void> | null = null
  const work = async () => {
    do {
      again = false
      while (!stopped && await next()) { /* one more */ }
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    going ??= work().catch(onError).finally(() => { going = null })
  }
  const heard = await sql.listen(channel, wake, wake)
  const timer = setInterval(wake, everySeconds * 1000)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await heard.unlisten().catch(() => {})
      await going
    },
  }
}
