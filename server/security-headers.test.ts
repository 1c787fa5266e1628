import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './security-headers'

const base = { development: false, publicUrl: 'https://accord.example', oidc: undefined }

test('scripts run by nonce alone, and forms go nowhere else', () => {
  const policy = contentSecurityPolicy('n0', base)
  expect(policy).toContain(`script-src 'self' 'nonce-n0' 'strict-dynamic';`)
  expect(policy).toContain(`form-action 'self';`)
  expect(policy).not.toContain('unsafe')
})

test('signing in with a provider may be redirected to its origin, and no further', () => {
  const oidc = { issuer: 'https://login.example/tenant/v2.0', clientId: 'a', clientSecret: 'b', name: 'c' }
  expect(contentSecurityPolicy('n0', { ...base, oidc })).toContain(`form-action 'self' https://login.example;`)
})
