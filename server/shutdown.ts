import { readFileSync } from 'node:fs'
import { log } from './log'

export interface Shutdown {
  /** What was opened last is closed first. A step may take up to `within` ms before the next one is begun. */
  onStop(name: string, step: () => Promise<void> | void, within?: number): void
  stop(reason: string, code: number): Promise<never>
  readonly stopping: boolean
}

/** Closes everything in order on Ctrl-C, SIGTERM, a closed terminal or a fault, and leaves no process behind. */
export function orderlyShutdown(): Shutdown {
  const steps: { name: string; step: () => Promise<void> | void; within: number }[] = []
  let ending: Promise<never> | undefined
  const end = async (reason: string, code: number): Promise<never> => {
    log.info({ reason }, 'stopping')
    for (const { name, step, within } of steps.reverse()) await settled(name, step, within)
    log.info('stopped')
    process.exit(code)
  }
  const shutdown: Shutdown = {
    onStop(name, step, within = 10_000) { steps.push({ name, step, within }) },
    stop: (reason, code) => (ending ??= end(reason, code)),
    get stopping() { return ending !== undefined },
  }
  listen(shutdown)
  return shutdown
}

async function settled(name: string, step: () => Promise<void> | void, within: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => { log.error({ step: name, within }, 'did not stop in time'); resolve() }, within)
  })
  const done = Promise.resolve().then(step).catch((err: unknown) => log.error({ err, step: name }, 'did not stop cleanly'))
  await Promise.race([done, late])
  clearTimeout(timer)
}

function listen(shutdown: Shutdown): void {
  for (const signal of ['SIGINT', 'SIGTERM', ...(hangUpIsIgnored() ? [] : ['SIGHUP'])]) {
    process.on(signal, () => { void shutdown.stop(signal, 0) })
  }
  process.on('unhandledRejection', (err) => { log.error({ err }, 'a promise was rejected and nobody listened') })
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught error: stopping')
    void shutdown.stop('uncaught error', 1)
  })
  watchParent(shutdown)
}

/** Started with nohup: a handler of ours would end what was meant to go on. */
function hangUpIsIgnored(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
    return (Number.parseInt(mask.slice(-1), 16) & 1) === 1
  } catch { return false }
}

/** npm puts a shell between itself and us, and a shell does not always pass a signal on: when our parent goes, so do we. */
function watchParent(shutdown: Shutdown): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => { if (process.ppid !== parent) void shutdown.stop('the process that started this one is gone', 0) }, 500).unref()
}
