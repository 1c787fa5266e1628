import { describe, expect, test } from 'vitest'
import { errorForLog, pathForLog } from './log'

describe('the log knows no text of a draft and nothing that works like a key', () => {
  test('a failed query is told without its parameters, however many lines they have', () => {
    const cause = Object.assign(new Error('connection closed'), { code: '08006' })
    const error = new Error('Failed query: insert into comments values ($1)\nparams: our secret\nat the meeting,words', { cause })
    const told = errorForLog(error)
    expect(JSON.stringify(told)).not.toMatch(/secret|meeting/)
    expect(told.stack).toContain('log.test.ts')
    expect(told.cause).toMatchObject({ message: 'connection closed', code: '08006' })
  })

  test('an address is told without its query and without tokens', () => {
    expect(pathForLog('/sign-in/link?token=abc&email=x')).toBe('/sign-in/link')
    expect(pathForLog('/workspace/invitations/q7Yk2mZr8TnV4wXc9LbD1sFg')).toBe('/workspace/invitations/…')
    expect(pathForLog(`/x/${'ab12'.repeat(16)}`)).toBe('/x/…')
  })

  test('slugs, versions and files keep their names', () => {
    for (const path of ['/standards/free-school-meals-apply-online/v0.3', '/_next/static/chunks/0-my-k7ox336_abcdefghi.css']) expect(pathForLog(path)).toBe(path)
  })
})
