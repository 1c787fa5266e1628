import { readdirSync } from 'node:fs'
import { join } from 'node:path'

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>

const root = join(import.meta.dirname, '../app/(public)')

const folders = (readdirSync(root, { recursive: true }) as string[]).filter((file) => /(^|\/)route\.tsx?$/.test(file)).map((file) => file.replace(/\/?route\.tsx?$/, ''))

// As Next does: a fixed folder before a named one, a named one before a catch-all.
const rank = (folder: string) => folder.replace(/\[\.\.\.\w+\]/g, '~~').replace(/\[\w+\]/g, '~')

const doors = folders.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map((folder) => ({
  folder,
  pattern: new RegExp(`^/?${folder.replace(/[.]/g, '\\.').replace(/\[\\\.\\\.\\\.(\w+)\]/g, '(?<$1>.+)').replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`),
}))

/** Asks the public site for an address, by the route handlers that Next would choose; without Next, so without its headers. */
export async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(address, 'https://accord.example')
  const door = doors.find(({ pattern }) => pattern.test(url.pathname))!
  const params = { ...door.pattern.exec(url.pathname)?.groups }
  const handlers = await import(/* @vite-ignore */ join(root, door.folder, 'route')) as Record<string, Handler>
  return handlers[init.method ?? 'GET']!(new Request(url, init), { params: Promise.resolve(params) })
}

/** Every address of this site that a page, feed or list mentions. */
export const addressesIn = (text: string): string[] =>
  [...text.matchAll(/(?:href="|<loc>|"(?:self|page|text|markdown|csv|signOff)": ")([^"<]+)/g)]
    .map(([, found]) => new URL(found!.replaceAll('&amp;', '&'), 'https://accord.example'))
    .filter((url) => url.origin === 'https://accord.example' && !/^\/(assets|workspace|icon\.svg)/.test(url.pathname))
    .map((url) => url.pathname + url.search)

/** Follows every link from these addresses; gives what each answered. */
export async function crawl(from: readonly string[]): Promise<Map<string, { status: number; body: string }>> {
  const seen = new Map<string, { status: number; body: string }>()
  const queue = [...from]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue
    const response = await ask(next)
    const body = await response.text()
    seen.set(next, { status: response.status, body })
    queue.push(...addressesIn(body))
  }
  return seen
}
