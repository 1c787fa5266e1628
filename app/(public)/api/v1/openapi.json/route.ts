import { json, publicAnswer } from '@/app/(public)/_site/answer'
import { openApi } from '@/app/(public)/_site/openapi'

export { onlyReadingJson as DELETE, onlyReadingJson as PATCH, onlyReadingJson as POST, onlyReadingJson as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, async (site) => json(openApi(site.origin)), '/api/v1/openapi.json')
