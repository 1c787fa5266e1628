import { publicAnswer } from '../_site/answer'
import { callsFeed } from '../_site/feeds'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, callsFeed, '/calls.atom')
