import { CallsPage } from '@/components/public/calls-page'
import { callsListed } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { page, publicAnswer } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, async (site) => page(<CallsPage site={site} calls={await callsListed(db())} />), '/calls')
