import { publicAnswer } from '@/app/(public)/_site/answer'
import { standardsAnswer } from '@/app/(public)/_site/api'

export { onlyReadingJson as DELETE, onlyReadingJson as PATCH, onlyReadingJson as POST, onlyReadingJson as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, standardsAnswer, '/api/v1/standards')
