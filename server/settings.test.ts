import { describe, expect, test } from 'vitest'
import { exportedSettings, readSettings } from './settings'

const read = (environment: Record<string, string>) => readSettings(environment as unknown as NodeJS.ProcessEnv)
const production = { DATABASE_URL: 'postgres://db.example/accord', NEXTAUTH_SECRET: 'x'.repeat(32) }

test('with nothing set, it is the demo on port 3000 with its own database', () => {
  expect(read({})).toMatchObject({ port: 3000, dataFolder: '.data', demo: true, databaseUrl: undefined, publicUrl: 'http://localhost:3000', logLevel: 'warn' })
})

test('an empty variable is an absent one', () => {
  expect(read({ DATABASE_URL: '', PORT: '', HOST: '' })).toMatchObject({ databaseUrl: undefined, port: 3000, host: undefined })
})

test('with a database of one\'s own it is not the demo, unless asked', () => {
  expect(read(production)).toMatchObject({ demo: false, logLevel: 'info' })
  expect(read({ ...production, ACCORD_DEMO: '1' }).demo).toBe(true)
  expect(read({ ACCORD_DEMO: '0' }).demo).toBe(false)
})

describe('a wrong setting is named in one line', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'http' }, /^Setting PORT must be a port number\.$/],
    [{ PORT: '70000' }, /^Setting PORT must be at most 65535\.$/],
    [{ DATABASE_URL: 'mysql://x' }, /^Setting DATABASE_URL must begin with postgres:\/\/\.$/],
    [{ DATABASE_URL: production.DATABASE_URL }, /^Setting NEXTAUTH_SECRET is needed with DATABASE_URL/],
    [{ NEXTAUTH_SECRET: 'short' }, /^Setting NEXTAUTH_SECRET must be at least 16 characters\.$/],
    [{ NEXTAUTH_URL: 'accord.example' }, /^Setting NEXTAUTH_URL must be the public address/],
    [{ EMAIL_SERVER: 'http://mail' }, /^Setting EMAIL_SERVER must begin with smtp:/],
    [{ EMAIL_SERVER: 'smtp://mail' }, /^Setting EMAIL_FROM is needed with EMAIL_SERVER/],
    [{ OIDC_ISSUER: 'https://login.example' }, /^Setting OIDC_CLIENT_ID is needed with OIDC_ISSUER\.$/],
    [{ OIDC_CLIENT_SECRET: 'x' }, /^Setting OIDC_ISSUER is needed with OIDC_CLIENT_SECRET\.$/],
    [{ REDIS_URL: 'localhost' }, /^Setting REDIS_URL must begin with redis:/],
    [{ METRICS_PORT: '3000' }, /^Setting METRICS_PORT must not be PORT/],
    [{ ACCORD_DEMO: 'yes' }, /^Setting ACCORD_DEMO must be 1 or 0\.$/],
    [{ LOG_LEVEL: 'loud' }, /^Setting LOG_LEVEL must be one of trace,/],
  ]
  test.each(wrong)('%o', (environment, line) => expect(() => read(environment)).toThrow(line))
})

test('what the pages need is what they read: their process reads the settings again, and finds the same', () => {
  const settings = read({ NEXTAUTH_URL: 'https://accord.example/', PORT: '4000' })
  const environment = exportedSettings({ ...settings, databaseUrl: 'postgres://own', secret: 'kept, and long enough' })
  expect(environment).toMatchObject({ DATABASE_URL: 'postgres://own', NEXTAUTH_URL: 'https://accord.example', NEXTAUTH_SECRET: 'kept, and long enough', ACCORD_DEMO: '1' })
  expect(read({ PORT: '4000', ...environment })).toMatchObject({ demo: settings.demo, publicUrl: settings.publicUrl, port: 4000, logLevel: settings.logLevel, oidc: undefined })
})
