import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Settings } from './settings'

/** Sets the headers that every answer carries. Next finds the nonce in the request's own policy header and stamps its scripts with it. */
export function securityHeaders(request: IncomingMessage, response: ServerResponse, settings: Pick<Settings, 'development' | 'publicUrl'>): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${settings.development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${settings.development ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}`,
    `img-src 'self' data: blob:`, `font-src 'self'`, `connect-src 'self'`,
    `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`,
  ].join('; ')
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (settings.publicUrl.startsWith('https:')) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}
