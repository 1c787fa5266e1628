import { publicAnswer } from '@/app/(public)/_site/answer'
import { searchAnswer } from '@/app/(public)/_site/api'
import { askedWords } from '@/app/(public)/_site/catalogue'

export { onlyReadingJson as DELETE, onlyReadingJson as PATCH, onlyReadingJson as POST, onlyReadingJson as PUT } from '@/app/(public)/_site/answer'

export const dynamic = 'force-dynamic'

export function GET(request: Request) {
  const words = askedWords(request)
  return publicAnswer(request, () => searchAnswer(words), `/api/v1/search ${words}`)
}
