import { publicAnswer, text } from '../_site/answer'

export { onlyReading as DELETE, onlyReading as PATCH, onlyReading as POST, onlyReading as PUT } from '../_site/answer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => publicAnswer(request, async (site) => text(
  `User-agent: *\nDisallow: /workspace\nDisallow: /sign-in\nDisallow: /api/\nSitemap: ${site.origin}/sitemap.xml\n`, 'text/plain; charset=utf-8'), '/robots.txt')
