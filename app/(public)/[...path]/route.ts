import { notHere, notHereJson, onlyReading, onlyReadingJson, publicAnswer } from '../_site/answer'

export const dynamic = 'force-dynamic'

const isForPrograms = (request: Request): boolean => new URL(request.url).pathname.startsWith('/api/')

/** Every address that nothing else answers. One answer for all, so that the cache does not grow with what people mistype. */
export const GET = (request: Request) => publicAnswer(request, async (site) => (isForPrograms(request) ? notHereJson() : notHere(site)),
  isForPrograms(request) ? 'not here, JSON' : 'not here')

export const POST = (request: Request) => (isForPrograms(request) ? onlyReadingJson() : onlyReading(request))

export { POST as DELETE, POST as PATCH, POST as PUT }
