import { CataloguePage } from '@/components/public/catalogue-page'
import { type Asked, statuses } from '@/components/public/search-form'
import { db } from '@/lib/db'
import { searchPublished } from '@/lib/publication/search-queries'
import { page, publicAnswer } from '../_site/answer'
import { askedWords, catalogue, hasStatus } from '../_site/catalogue'
import { today } from '../_site/load'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

function askedOf(request: Request): Asked {
  const { searchParams } = new URL(request.url)
  const status = statuses.find((one) => one === searchParams.get('status')) ?? ''
  return { words: askedWords(request), status }
}

export const GET = (request: Request) => {
  const asked = askedOf(request)
  return publicAnswer(request, async (site) => {
    const now = await today()
    const entries = (await catalogue(db())).filter((entry) => hasStatus(entry, asked.status, now))
    const found = asked.words ? await searchPublished(db(), asked.words) : null
    const kept = new Set(entries.map(({ publication }) => publication.slug))
    const within = <T extends { slug: string }>(list: readonly T[]) => list.filter(({ slug }) => kept.has(slug))
    const shown = found && { standards: within(found.standards), requirements: within(found.requirements) }
    return page(<CataloguePage site={site} entries={entries} today={now} asked={asked} found={shown} />)
  }, `/standards ${JSON.stringify(asked)}`)
}
