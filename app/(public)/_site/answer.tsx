import type { ReactElement } from 'react'
import type { Site } from '@/components/public/shell'
import { NotHerePage } from '@/components/public/plain-pages'
import { refuse, statusOf, type Refusal } from '@/lib/kernel/refusal'
import { assets } from './assets'
import { type Answer, keptAnswer, type Kept } from './cache'

export type { Answer }

/** Where this site is for the world: the configured address, else the one that was asked. */
export const siteOf = (request: Request): Site =>
  ({ origin: (process.env.NEXTAUTH_URL ?? new URL(request.url).origin).replace(/\/+$/, ''), assets: assets() })

/** A page as whole static markup. Imported when called: Next refuses the renderer among an app's static imports. */
export async function page(element: ReactElement, status = 200): Promise<Answer> {
  const { renderToStaticMarkup } = await import('react-dom/server')
  return { status, type: 'text/html; charset=utf-8', body: `<!doctype html>${renderToStaticMarkup(element)}` }
}

export const json = (value: unknown, status = 200): Answer =>
  ({ status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(value, null, 1)}\n`, headers: openToAll })

export const text = (body: string, type: string, headers?: Record<string, string>): Answer => ({ status: 200, type, body, headers })

/** Read by other sites' scripts too: it is public data, and no cookie is looked at. */
export const openToAll = { 'Access-Control-Allow-Origin': '*' }

/** The one shape of every refusal (contract.md). */
export const refusalJson = (refusal: Refusal, status = statusOf(refusal)): Answer => json({ refusal }, status)

export const notHere = (site: Site): Promise<Answer> => page(<NotHerePage site={site} title="There is nothing here" />, 404)

export const notHereJson = (): Answer => refusalJson(refuse('not-found', 'There is nothing public at this address.'))

/** Answers a GET or HEAD of the public site. `address` names everything that the answer depends on, but for what is published. */
export async function publicAnswer(request: Request, make: (site: Site) => Promise<Answer>, address = addressOf(request)): Promise<Response> {
  const site = siteOf(request)
  return respond(request, await keptAnswer(`${site.origin} ${site.assets?.style} ${address}`, () => make(site)))
}

function addressOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

function respond(request: Request, { status, type, etag, bytes, headers }: Kept): Response {
  const common = {
    // Stored by anyone, asked about each time: a publication or a withdrawal shows at once.
    'Cache-Control': 'public, max-age=0, s-maxage=0, must-revalidate',
    'ETag': etag,
    ...headers,
  }
  if (status === 200 && unchanged(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: common })
  return new Response(bytes, { status, headers: { ...common, 'Content-Type': type } })
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
const unchanged = (asked: string | null, etag: string): boolean =>
  asked !== null && asked.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)

const reads = { Allow: 'GET, HEAD' }

/** Any method but GET and HEAD, where people read pages. */
export async function onlyReading(request: Request): Promise<Response> {
  const title = 'This page can only be read'
  const { type, body } = await page(<NotHerePage site={siteOf(request)} title={title}><p>Nothing can be sent to this address.</p></NotHerePage>, 405)
  return new Response(body, { status: 405, headers: { ...reads, 'Content-Type': type } })
}

/** Any method but GET and HEAD, where programs read. */
export async function onlyReadingJson(): Promise<Response> {
  const { type, body } = refusalJson(refuse('not-allowed', 'This address can only be read, with GET or HEAD.'), 405)
  return new Response(body, { status: 405, headers: { ...reads, 'Content-Type': type } })
}
