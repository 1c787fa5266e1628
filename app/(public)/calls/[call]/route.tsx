import { CallPage } from '@/components/public/calls-page'
import { callBySlug, participantsOf } from '@/lib/calls/queries'
import { db } from '@/lib/db'
import { notHere, page, publicAnswer } from '../../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../../_site/answer'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: { params: Promise<{ call: string }> }) {
  const { call: slug } = await params
  return publicAnswer(request, async (site) => {
    const call = await callBySlug(db(), slug)
    return call ? page(<CallPage site={site} call={call} participants={await participantsOf(db(), call)} />) : notHere(site)
  }, `/calls/${slug}`)
}
