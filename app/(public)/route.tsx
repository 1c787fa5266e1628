import { FrontPage } from '@/components/public/front-page'
import { openConsultations } from '@/lib/consultation/public-queries'
import { db } from '@/lib/db'
import { page, publicAnswer } from './_site/answer'
import { catalogue } from './_site/catalogue'
import { today } from './_site/load'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from './_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, async (site) => {
  const entries = (await catalogue(db())).filter(({ publication }) => publication.state.kind === 'current')
  const newest = entries.sort((a, b) => b.publication.publishedAt.getTime() - a.publication.publishedAt.getTime()).slice(0, 5)
  return page(<FrontPage site={site} newest={newest} consultations={await openConsultations(db())} today={await today()} />)
}, '/')
