import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse } from '@/lib/kernel/refusal'

const why = 'Accord’s pages are starting again, which takes a few seconds. Drafts that are open go on being saved meanwhile.'

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Back in a moment · Accord</title></head>
<body><main><h1>Back in a moment</h1><p>${why}</p><p>Wait a moment, then load this page again. If you sent something just now, look whether it arrived before you send it once more.</p></main></body>
</html>
`

/** While the pages are away: in words for a browser, in the shape of every refusal for anything else. */
export function answerAway(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return
  const reads = (request.headers.accept ?? '').includes('text/html')
  // A body that was on its way has nobody left to read it.
  response.writeHead(503, {
    'Content-Type': reads ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '5', Connection: 'close',
  })
  response.end(reads ? page : JSON.stringify({ refusal: refuse('unavailable', why) }))
}
