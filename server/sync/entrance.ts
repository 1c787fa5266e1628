import type { IncomingMessage } from 'node:http'
import { sessionCookie } from '@/lib/auth/sessions'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a page of this site opened the socket. A site on this very machine goes by any of its names. */
export function isOwnOrigin(origin: string | undefined, publicUrl: string): boolean {
  if (origin === publicUrl) return true
  if (!origin || !URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(publicUrl)]
  if (theirs.origin === ours.origin) return true
  return loopback.has(theirs.hostname) && loopback.has(ours.hostname) && theirs.port === ours.port && theirs.protocol === ours.protocol
}

export interface Asked { readonly standardId: string; readonly schema: string | null; readonly saved: boolean; readonly compares: boolean; readonly token: string; /** In whose name the page was opened. */ readonly as: string | null }

const path = /^\/sync\/([^/?]+)(|\/events|\/messages)$/

export const addressOf = ({ url }: IncomingMessage): URL | null => (url && URL.canParse(url, 'http://host') ? new URL(url, 'http://host') : null)

/** What an upgrade, or a request to one of the two doors behind it, asks for; null when it is not the sync server's. */
export function readRequest(request: IncomingMessage, publicUrl: string, behind: '' | '/events' | '/messages' = ''): Asked | null {
  const url = addressOf(request)
  const [, standardId, end] = (url && path.exec(url.pathname)) ?? []
  if (!url || !standardId || end !== behind) return null
  return {
    standardId: standardId.toLowerCase(),
    schema: url.searchParams.get('schema'),
    saved: url.searchParams.get('saved') === '1',
    compares: url.searchParams.get('compare') === '1',
    as: url.searchParams.get('as'),
    token: cookieOf(request.headers.cookie, sessionCookie(publicUrl)),
  }
}

function cookieOf(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return ''
}
