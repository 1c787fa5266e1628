import { AsyncLocalStorage } from 'node:async_hooks'
import { format } from 'node:util'
import pino from 'pino'

/** Within a request, every line of the log carries its id. */
export const requestScope = new AsyncLocalStorage<{ readonly requestId: string }>()

/** The process's log: one JSON object a line on standard error. Never put into it: text of drafts, tokens, addresses of e-mail. */
export const log = pino({
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  mixin: () => requestScope.getStore() ?? {},
  redact: ['secret', 'token', 'password', 'cookie', 'authorization', 'url.password', 'headers.cookie', 'headers.authorization'],
  serializers: { err: errorForLog },
}, pino.destination({ dest: 2, sync: true }))

interface LoggedError { type: string; message: string; stack?: string; code?: unknown; digest?: unknown; cause?: LoggedError }

/** Danger: a failed query's message ends with its parameters, which may be somebody's text or token. They are cut off. */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutParameters(String(error)) }
  const { code, digest } = error as { code?: unknown; digest?: unknown }
  return {
    type: error.name,
    message: withoutParameters(error.message),
    ...(error.stack === undefined ? {} : { stack: withoutParameters(error.stack) }),
    ...(code === undefined ? {} : { code }),
    ...(digest === undefined ? {} : { digest }),
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  }
}

/** Up to the stack's first line, since a parameter may hold line breaks of its own. */
const withoutParameters = (text: string): string => text.replace(/\nparams:[\s\S]*?(?=\n\s+at |$(?![\s\S]))/g, '\nparams: (left out)')

/** What the pages' framework prints becomes lines of the log, cleaned as they are. */
export function captureConsole(): void {
  const through = (level: 'info' | 'warn' | 'error') => (...words: unknown[]): void => {
    const err = words.find((word) => word instanceof Error)
    const rest = words.filter((word) => word !== err)
    log[level](err === undefined ? {} : { err }, withoutParameters(format(...rest)).trim())
  }
  console.error = through('error')
  console.warn = through('warn')
  console.info = through('info')
  console.log = through('info')
}

/** The path of an address as the log may know it: no query, and nothing that works like a key (an invitation's or sign-in's token). */
export function pathForLog(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  return path.startsWith('/_next/') ? path : path.replace(/[^/]{24,}/g, (segment) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(segment) && segment.includes('-') ? segment : '…'))
}
