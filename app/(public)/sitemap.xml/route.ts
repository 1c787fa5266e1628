import { callsListed } from '@/lib/calls/queries'
import { openConsultations } from '@/lib/consultation/public-queries'
import { db } from '@/lib/db'
import { publicationHistory, publishedStandards } from '@/lib/publication/queries'
import { publicAnswer, text } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

/** Every public page that is to be found: what is superseded or withdrawn is left out, and nothing else than calls, publications and open consultations is looked at. */
export const GET = (request: Request) => publicAnswer(request, async (site) => {
  const histories = await Promise.all((await publishedStandards(db())).map(({ slug }) => publicationHistory(db(), slug)))
  const versions = histories.flat().filter(({ state }) => state.kind === 'current').map(({ slug, label }) => `/standards/${slug}/${label}`)
  const consultations = (await openConsultations(db())).map(({ slug, number }) => `/standards/${slug}/consultation/${number}`)
  const calls = (await callsListed(db())).map(({ slug }) => `/calls/${slug}`)
  const urls = ['/', '/standards', '/calls', '/groups', '/accessibility', '/privacy', ...calls, ...versions, ...consultations].map((path) => `<url><loc>${site.origin}${path}</loc></url>\n`)
  return text(`<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`,
    'application/xml; charset=utf-8')
}, '/sitemap.xml')
