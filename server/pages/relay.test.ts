import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Unanswered, newAgent, relay } from './relay'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => { for (const close of open.splice(0).toReversed()) await close() })

const closing = (server: Server) => () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })

/** A front that hands everything on to `behind`; `failed` is what it could not hand on. */
async function frontOf(behind: RequestListener): Promise<{ port: number; failed: unknown[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-relay-'))
  open.push(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'pages')
  const pages = createServer(behind)
  await new Promise<void>((resolve) => { pages.listen(path, resolve) })
  open.push(closing(pages))
  const agent = newAgent()
  const failed: unknown[] = []
  const front = createServer((from, to) => {
    to.setHeader('X-Request-Id', 'ours')
    relay(path, agent, from, to).catch((error: unknown) => { failed.push(error); to.writeHead(503, { Connection: 'close' }).end() })
  })
  await new Promise<void>((resolve) => { front.listen(0, '127.0.0.1', resolve) })
  open.push(closing(front), async () => { agent.destroy() })
  return { port: (front.address() as AddressInfo).port, failed }
}

const textOf = async (message: IncomingMessage): Promise<string> => (await message.toArray()).join('')

const head = (port: number, options: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => { request({ port, host: '127.0.0.1', path: '/a?b=%20c', ...options }, resolve).on('error', reject).end() })

test('SY-21 a request arrives as it was sent, from where it came, under our id and nobody else’s', async () => {
  const seen: (string | string[] | undefined)[][] = []
  const { port } = await frontOf((from, to) => {
    seen.push([from.method, from.url, from.headers.cookie, from.headers['x-request-id'], from.headers['x-forwarded-for'], from.headers.upgrade])
    to.end()
  })
  await textOf(await head(port, { headers: { cookie: 'a=1; b=2', 'x-request-id': 'theirs', te: 'trailers' } }))
  await textOf(await head(port, { headers: { 'x-forwarded-for': '192.0.2.7' } }))
  expect(seen).toEqual([['GET', '/a?b=%20c', 'a=1; b=2', 'ours', '127.0.0.1', undefined], ['GET', '/a?b=%20c', undefined, 'ours', '192.0.2.7', undefined]])
})

test('SY-21 an answer comes back whole: status, each cookie in a line of its own, body, trailers', async () => {
  const { port } = await frontOf((_, to) => {
    to.writeHead(201, [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['Vary', 'Accept'], ['Vary', 'Cookie'], ['Trailer', 'X-Sum']] as never)
    to.write('one ')
    to.addTrailers({ 'X-Sum': '7' })
    to.end('two')
  })
  const answer = await head(port)
  expect(answer).toMatchObject({ statusCode: 201, headers: { 'set-cookie': ['a=1', 'b=2'], vary: 'Accept, Cookie' } })
  expect(await textOf(answer)).toBe('one two')
  expect(answer.trailers).toEqual({ 'x-sum': '7' })
})

test('SY-21 what is begun is passed on before it is done, both ways', async () => {
  const { port } = await frontOf((from, to) => {
    from.once('data', (chunk) => to.write(`heard ${String(chunk)}`))
    from.once('end', () => to.end(', all'))
  })
  const asking = request({ port, host: '127.0.0.1', method: 'POST' })
  asking.write('a part')
  const answer = await new Promise<IncomingMessage>((resolve) => { asking.once('response', resolve) })
  const first = await new Promise<string>((resolve) => { answer.once('data', (chunk) => resolve(String(chunk))) })
  expect(first).toBe('heard a part')
  asking.end()
  expect(await textOf(answer)).toBe(', all')
})

test('SY-21 an answer that has a head and no body yet has begun for the client too', async () => {
  let end = () => {}
  const { port } = await frontOf((_, to) => { to.flushHeaders(); end = () => to.end() })
  const answer = await head(port)
  expect(answer.statusCode).toBe(200)
  end()
  expect(await textOf(answer)).toBe('')
})

test('SY-21 a client that goes takes its request along', async () => {
  let gone: () => void = () => {}
  const ended = new Promise<void>((resolve) => { gone = resolve })
  const begun: ServerResponse[] = []
  const { port } = await frontOf((_, to) => { begun.push(to); to.on('close', gone); to.write('x') })
  const answer = await head(port)
  answer.on('error', () => {})
  answer.destroy()
  await ended
  expect(begun[0]!.writableFinished).toBe(false)
})

test('SY-21 a client that goes before there was an answer takes its request along too', async () => {
  let came = () => {}
  let left = () => {}
  const begun = new Promise<void>((resolve) => { came = resolve })
  const ended = new Promise<void>((resolve) => { left = resolve })
  const { port } = await frontOf((_, to) => { to.on('close', left); came() })
  const asking = request({ port, host: '127.0.0.1' }).on('error', () => {})
  asking.end()
  await begun
  asking.destroy()
  await ended
})

test('SY-21 who answers before the whole body was read does not hold up the next request on the connection', async () => {
  const { port } = await frontOf((from, to) => { if (from.method === 'POST') to.writeHead(413).end(); else to.end('next') })
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => { heard += String(chunk) })
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1000)}`)
  await expect.poll(() => heard).toContain('413')
  socket.write(`${'x'.repeat(999_000)}GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  await expect.poll(() => heard).toContain('next')
  socket.destroy()
})

test('SY-21 nobody there, or gone before a word was said: told, so that something else can be answered', async () => {
  const { port, failed } = await frontOf((from) => { from.socket.destroy() })
  expect((await head(port)).statusCode).toBe(503)
  expect(failed).toEqual([expect.any(Unanswered)])
})

test('SY-21 an answer that breaks off midway breaks off for the client', async () => {
  const { port } = await frontOf((_, to) => { to.write('half'); setImmediate(() => to.destroy()) })
  await expect(head(port).then(textOf)).rejects.toThrow()
})
