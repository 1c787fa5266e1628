export interface Pace { readonly everySeconds?: number; readonly onError?: (error: unknown) => void }

/** Does a work at once and every so often, never twice at once. For what the database would refuse late anyway: it need not be punctual. */
export function startEverySoOften(work: () => Promise<unknown>, { everySeconds = 5, onError = () => {} }: Pace = {}): { stop: () => Promise<void> } {
  let going: Promise<unknown> | null = null
  const tick = () => { going ??= work().catch(onError).finally(() => { going = null }) }
  tick()
  const timer = setInterval(tick, everySeconds * 1000)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await going
    },
  }
}
