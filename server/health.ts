import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Health { ready(): Promise<{ database: boolean; sync: boolean }> }

const addresses = ['/api/health/live', '/api/health/ready']

/** Answers the two health addresses, from the first moment that the port is open. False: the request is another's. */
export async function answerHealth(request: IncomingMessage, response: ServerResponse, health: Health): Promise<boolean> {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  if (!addresses.includes(path) || !['GET', 'HEAD'].includes(request.method ?? '')) return false
  if (path === '/api/health/live') answer(response, 200, { status: 'live' })
  else {
    const parts = await health.ready()
    const ready = parts.database && parts.sync
    answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...parts })
  }
  return true
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Whether it comes true within a time; an error is a no. */
export async function within(milliseconds: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), milliseconds) })
  const done = work().then(() => true, () => false)
  const result = await Promise.race([done, late])
  clearTimeout(timer)
  return result
}
