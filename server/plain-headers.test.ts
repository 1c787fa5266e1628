import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { setPlainHeaders } from './plain-headers'

test('a header given as a list of one is read as text, by compression among others; cookies stay a list', () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  setPlainHeaders(response)
  response.setHeader('Content-Type', ['text/html; charset=utf-8'])
  response.setHeader('Set-Cookie', ['a=1'])
  response.setHeader('Vary', ['Accept-Encoding', 'rsc'])
  expect(response.getHeader('content-type')).toBe('text/html; charset=utf-8')
  expect(response.getHeader('set-cookie')).toEqual(['a=1'])
  expect(response.getHeader('vary')).toEqual(['Accept-Encoding', 'rsc'])
})
