import { AccessibilityPage } from '@/components/public/plain-pages'
import { page, publicAnswer } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, (site) => page(<AccessibilityPage site={site} />), '/accessibility')
