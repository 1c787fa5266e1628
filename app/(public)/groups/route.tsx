import { GroupsPage } from '@/components/public/plain-pages'
import { db } from '@/lib/db'
import { publicGroups } from '@/lib/publication/public-record-queries'
import { page, publicAnswer } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, async (site) => page(<GroupsPage site={site} groups={await publicGroups(db())} />), '/groups')
