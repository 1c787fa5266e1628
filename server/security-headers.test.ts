import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { securityHeaders } from './security-headers'

function policyOf(url: string): string {
  const sent = new Map<string, string>()
  const response = { setHeader: (name: string, value: string) => sent.set(name, value) } as unknown as ServerResponse
  securityHeaders({ url, headers: {} } as IncomingMessage, response, { development: false, publicUrl: 'http://localhost:3000', oidc: undefined })
  return sent.get('Content-Security-Policy')!
}

test.each(['/', '/standards', '/standards/fsm/v1.0', '/standards?q=/workspace', '/workspaces', '/signs-in', '/api/v1/standards', '//workspace', '/nothing'])(
  'the public address %s may run no script at all', (url) => {
    expect(policyOf(url)).toContain(`script-src 'none'`)
    expect(policyOf(url)).not.toMatch(/nonce|unsafe/)
  })

test.each(['/workspace', '/workspace/standards/fsm', '/workspace?x', '/sign-in', '/sign-in/sent', '/_next/static/x.js'])('%s runs only the scripts that carry its nonce', (url) => {
  const [, nonce] = /script-src 'self' 'nonce-([^']{20,})' 'strict-dynamic'/.exec(policyOf(url)) ?? []
  expect(nonce).toBeDefined()
  expect(policyOf(url)).not.toContain(nonce!)
})
