import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Settings } from './settings'

type Relevant = Pick<Settings, 'development' | 'publicUrl' | 'oidc'>

/** Sets the headers that every answer carries. Next finds the nonce in the request's own policy header and stamps its scripts with it. */
export function securityHeaders(request: IncomingMessage, response: ServerResponse, settings: Relevant): void {
  const policy = runsScript(request.url ?? '/') ? contentSecurityPolicy(randomBytes(16).toString('base64'), settings) : staticPolicy
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (settings.publicUrl.startsWith('https:')) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
}

/** Only these addresses answer with script. Any other page is static markup, and a script in it would not be ours. */
export const runsScript = (url: string): boolean => /^\/(workspace|sign-in|dev|api\/auth|_next)(?=[/?#]|$)/.test(url)

const staticPolicy = [
  `default-src 'none'`, `script-src 'none'`, `style-src 'self'`, `img-src 'self' data:`, `font-src 'self'`, `manifest-src 'self'`,
  `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`,
].join('; ')

export function contentSecurityPolicy(nonce: string, { development, oidc }: Relevant): string {
  // Signing in posts a form that is then redirected to the issuer, and browsers hold form-action against redirects too.
  const formAction = oidc ? `'self' ${new URL(oidc.issuer).origin}` : `'self'`
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}`,
    `img-src 'self' data: blob:`, `font-src 'self'`, `connect-src 'self'`,
    `object-src 'none'`, `base-uri 'none'`, `form-action ${formAction}`, `frame-ancestors 'none'`,
  ].join('; ')
}
