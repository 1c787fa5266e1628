import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { publicStyle } from '../../build/public-style.mjs'
import { addressesIn, ask, crawl } from '../../tests/public-site'
import { correctable, noteId } from '../../tests/maintenance'
import { publishText } from '../../tests/published'
import { documentOf, heading, paragraph, requirement } from '../../tests/texts'
import { makeWorkingGroup, standAt, valueOf, type WorkingGroup, writeDraft } from '../../tests/working-group'
import { digestOf } from '../../lib/document/canonical'
import { recordAdoption, recordExemption } from '../../lib/adoption/commands'
import { proposeErratum, publishErratum } from '../../lib/maintenance/commands'
import { recordReview } from '../../lib/maintenance/review-commands'
import { dateInWords, londonDate } from '../../lib/kernel/clock'
import { withdrawPublication } from '../../lib/publication/commands'
import { publicationHistory } from '../../lib/publication/queries'
import { tagVersion } from '../../lib/versions/commands'

const { db, sql, url } = await testDatabase()
process.env.DATABASE_URL = url
process.env.NEXTAUTH_URL = 'https://accord.example'

const text = [heading('hhhhhhhhhhhh', 'Form design'), requirement('a', 'MUST', 'It MUST work on a phone.'), requirement('b', 'SHOULD', 'It SHOULD be quick.')]
const doorsOf = (slug: string) => ['', '.atom', '/v1.0', '/v1.0.json', '/v1.0.md', '/v1.0.csv', '/v1.0/sign-off', '/v1.0/sign-off.json', '/v1.0/print.css']
  .map((rest) => `/standards/${slug}${rest}`)
const general = ['/', '/standards', '/standards?q=phone', '/calls', '/groups', '/accessibility', '/privacy', '/standards.atom', '/calls.atom', '/sitemap.xml', '/robots.txt',
  '/api/v1/standards', '/api/v1/search?q=phone', '/api/v1/openapi.json']

let it: WorkingGroup
let slug: string

beforeAll(async () => {
  it = await makeWorkingGroup(db)
  slug = (await publishText(db, it, text, { dissent: { by: it.holders[4]!, reason: 'Too dear.' } })).slug
})

test('WEB-1 every public address answers, with an ETag, and 304 to who has it already', async () => {
  for (const address of [...general, ...doorsOf(slug), `/api/v1/standards/${slug}`, `/api/v1/standards/${slug}/v1.0`]) {
    const first = await ask(address)
    expect([address, first.status]).toEqual([address, 200])
    const etag = first.headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{27}"$/)
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=0, must-revalidate')
    const again = await ask(address, { headers: { 'If-None-Match': `"other", W/${etag}` } })
    expect([address, again.status, await again.text()]).toEqual([address, 304, ''])
    expect((await ask(address, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  }
})

test('WEB-2 the JSON is byte for byte what was signed: its SHA-256 is the digest that the page prints', async () => {
  const json = await (await ask(`/standards/${slug}/v1.0.json`)).text()
  const digest = await digestOf(json)
  for (const page of ['', '/sign-off']) expect(await (await ask(`/standards/${slug}/v1.0${page}`)).text()).toContain(`>${digest}<`)
  const record = JSON.parse(await (await ask(`/standards/${slug}/v1.0/sign-off.json`)).text()) as { text: string; version: { digest: string } }
  expect(record.text).toBe(json)
  expect(record.version.digest).toBe(digest)
})

test('WEB-3 no page holds a script, a handler or an inline style, sets a cookie or differs for who is signed in', async () => {
  for (const address of [...general, ...doorsOf(slug), '/nothing/here', `/standards/${slug}/compare/v1.0...v1.0`]) {
    const response = await ask(address, { headers: { Cookie: 'next-auth.session-token=x' } })
    const body = await response.text()
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('vary') ?? '').not.toMatch(/cookie/i)
    const markup = response.headers.get('content-type')!.startsWith('text/html') ? body : ''
    expect(markup).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i)
    expect(body).toBe(await (await ask(address)).text())
  }
})

test('WEB-4 a page says title, number, status, owner and review date, lists its contents, and each requirement has its permalink', async () => {
  const page = await (await ask(`/standards/${slug}`)).text()
  for (const said of ['v1.0', 'In force', 'Head of Digital Standards', 'Review due', 'Too dear.', 'Keystone supplier', 'Form design']) expect(page).toContain(said)
  expect(page).toContain('href="#hhhhhhhhhhhh"')
  expect(page).toMatch(/<article id="FSM-01".*<a href="#FSM-01"/)
  expect(page).toContain('<link rel="canonical" href="https://accord.example/standards/')
  for (const person of [...it.holders, it.advisor]) expect(page).not.toContain(person.name)
})

test('WEB-5 what is not there is 404: as a page for people, in the one shape for programs; and nothing can be sent', async () => {
  for (const address of ['/nothing', '/standards/nothing', `/standards/${slug}/v9.0`, `/standards/${slug}/v01.0`, `/standards/${slug}/v1.0.docx`, `/standards/${slug}/v1.0.pdf`,
    `/standards/${slug}/v1.0x`, `/standards/${slug}/compare/v1.0...v9.0`, `/standards/${slug}/compare/x`, '/standards/nothing.atom', '/workspace/nothing']) {
    const response = await ask(address)
    expect([address, response.status]).toEqual([address, 404])
    expect(await response.text()).toMatch(/<meta name="robots" content="noindex"\/>.*There is nothing here/)
  }
  for (const address of ['/api/nothing', '/api/v1/standards/nothing', `/api/v1/standards/${slug}/v9.0`, `/standards/${slug}/v9.0.json`, `/standards/${slug}/v9.0/sign-off.json`]) {
    const response = await ask(address)
    expect([address, response.status]).toEqual([address, 404])
    expect(await response.json()).toEqual({ refusal: { code: 'not-found', message: expect.any(String) } })
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const address of ['/', '/standards', '/nothing', ...doorsOf(slug), '/api/v1/standards', '/api/nothing']) {
      const response = await ask(address, { method })
      expect([address, response.status, response.headers.get('allow')]).toEqual([address, 405, 'GET, HEAD'])
    }
  }
  expect((await ask('/api/v1/search')).status).toBe(422)
})

test('WEB-6 every link of the public site leads somewhere', async () => {
  const seen = await crawl(['/', '/sitemap.xml', '/standards.atom', '/api/v1/standards'])
  expect([...seen].filter(([, { status }]) => status !== 200).map(([address]) => address)).toEqual([])
  expect(seen.size).toBeGreaterThanOrEqual(20)
})

test('WEB-7 a fragment that a page links to stands in it', async () => {
  for (const address of [`/standards/${slug}`, `/standards/${slug}/compare/v1.0...v1.0`]) {
    const page = await (await ask(address)).text()
    for (const [, fragment] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(` id="${fragment}"`)
  }
})

test('WEB-8 nothing of a draft, of a version that is not published or of its discussion is served, before, during and after publishing', async () => {
  const own = await makeWorkingGroup(db)
  const canary = 'zyzzyva'
  const withCanary = [heading('hhhhhhhhhhhh', `Heading ${canary}`), paragraph('pppppppppppp', canary), requirement('a', 'MUST', `It MUST ${canary}.`)]
  const roots = [...general, `/standards?q=${canary}`, `/api/v1/search?q=${canary}`, ...doorsOf(own.standard.slug), `/standards/${own.standard.slug}/v0.1`, `/standards/${own.standard.slug}/v0.1.json`,
    `/standards/${own.standard.slug}/compare/v0.1...v0.2`, `/api/v1/standards/${own.standard.slug}/v0.1`]
  const leaks = async () => [...await crawl(roots)].filter(([address, { body }]) => !address.includes(canary) && body.includes(canary)).map(([address]) => address)
  const found = async () => (await (await ask(`/api/v1/search?q=${canary}`)).json()) as { requirements: unknown[] }
  await writeDraft(db, own.standard.id, documentOf(...withCanary))
  expect(await leaks()).toEqual([])
  valueOf(await tagVersion(db, own.lead, { standardId: own.standard.id, note: canary }))
  expect(await leaks()).toEqual([])
  expect((await found()).requirements).toEqual([])
  await publishText(db, own, text)
  expect(await leaks()).toEqual([])
  expect((await ask(`/standards/${own.standard.slug}/v0.2`)).status).toBe(404)
  await writeDraft(db, own.standard.id, documentOf(...withCanary))
  expect(await leaks()).toEqual([])
  // The same search for leaks finds the word once it is public.
  await publishText(db, own, withCanary)
  expect((await leaks()).length).toBeGreaterThan(3)
})

test('WEB-9 the first request after a publication or a withdrawal is fresh', async () => {
  const own = await makeWorkingGroup(db)
  const address = `/standards/${own.standard.slug}`
  expect((await ask(address)).status).toBe(404)
  await publishText(db, own, text)
  const first = await (await ask(address)).text()
  expect(first).toContain('In force')
  await publishText(db, own, [...text, requirement('c', 'MAY', 'It MAY be green.')])
  expect(await (await ask(address)).text()).toContain('It MAY be green.')
  const old = await (await ask(`${address}/v1.0`)).text()
  expect(old).toContain('Superseded by v1.1')
  expect(old).toContain(`href="${address}/compare/v1.0...v1.1"`)
  const [newest] = await publicationHistory(db, own.standard.slug)
  valueOf(await withdrawPublication(db, own.advisor, { standardId: own.standard.id, publicationId: newest!.id, reason: 'A fault was found.', hidesText: false }))
  const withdrawn = await (await ask(`${address}/v1.1`)).text()
  for (const said of ['Withdrawn on', 'A fault was found.', '<meta name="robots" content="noindex"/>', 'It MAY be green.']) expect(withdrawn).toContain(said)
  expect(await (await ask(address)).text()).toContain('v1.0')
  expect(addressesIn(await (await ask('/sitemap.xml')).text())).not.toContain(`${address}/v1.1`)
})

test('WEB-10 a text withdrawn for legal reasons is gone from every form of it, and the page says why', async () => {
  const own = await makeWorkingGroup(db)
  await publishText(db, own, [requirement('a', 'MUST', 'It MUST quokka.')])
  const address = `/standards/${own.standard.slug}/v1.0`
  const [newest] = await publicationHistory(db, own.standard.slug)
  valueOf(await withdrawPublication(db, own.advisor, { standardId: own.standard.id, publicationId: newest!.id, reason: 'A court order.', hidesText: true }))
  for (const ending of ['.json', '.md', '.csv', '/sign-off.json']) {
    const response = await ask(address + ending)
    expect([ending, response.status]).toEqual([ending, 410])
    expect(await response.json()).toMatchObject({ refusal: { code: 'expired' } })
  }
  expect(await (await ask(address)).text()).toContain('A court order.')
  expect([...await crawl(['/', address, `${address}/sign-off`, `/api/v1/standards/${own.standard.slug}/v1.0`, '/standards?q=quokka'])]
    .filter(([to, { body }]) => !to.includes('quokka') && body.includes('quokka'))).toEqual([])
})

test('WEB-11 words of a standard cannot leave their place on paper or in a page', async () => {
  const own = await makeWorkingGroup(db)
  await db.execute(`update standards set title = 'A "title" } * { display: none } </style><script>' where id = '${own.standard.id}'`)
  await publishText(db, own, [requirement('a', 'MUST', '</style><script>alert(1)</script>')])
  const print = await (await ask(`/standards/${own.standard.slug}/v1.0/print.css`)).text()
  expect(print.match(/[{}]/g)).toHaveLength(8)
  expect(print).not.toMatch(/["<>*]title|script>/)
  for (const address of doorsOf(own.standard.slug).slice(0, 3)) expect(await (await ask(address)).text()).not.toContain('<script>')
})

test('WEB-12 a published page with 24 requirements comes to at most 40 kB over the wire, its style sheet and fonts included', async () => {
  const own = await makeWorkingGroup(db)
  const names = 'abcdefghijkmnpqrstuvwxyz'
  const duty = 'Every application MUST be checked against the national eligibility checking service automatically, with no re-keying by staff, and the applicant told the result.'
  await publishText(db, own, [heading('hhhhhhhhhhhh', 'Eligibility and decision'), ...Array.from(names, (name) => requirement(name, 'MUST', `${name} ${duty} ${name.repeat(40)}`))])
  const page = await (await ask(`/standards/${own.standard.slug}`)).text()
  expect(page.match(/<article/g)).toHaveLength(24)
  const { css, files } = await publicStyle()
  const sent = { page: gzipSync(page).length, style: gzipSync(css).length, fonts: files.filter(({ asset }) => asset.startsWith('fonts/')).reduce((sum, { file }) => sum + readFileSync(file).length, 0) }
  expect(sent.page + sent.style + sent.fonts).toBeLessThanOrEqual(40_000)
})

test('WEB-15 an erratum stands on the page, in the API and in the feed with its date, class, explanation and words; the text stays, and a hidden text hides them', async () => {
  const own = await makeWorkingGroup(db)
  const { slug: at } = await publishText(db, own, correctable)
  const [publication] = await publicationHistory(db, at)
  const bytes = await (await ask(`/standards/${at}/v1.0.json`)).text()
  const of = { standardId: own.standard.id, publicationId: publication!.id }
  expect(await (await ask(`/standards/${at}/v1.0`)).text()).not.toContain('Errata')
  const { id: erratumId } = valueOf(await proposeErratum(db, own.lead, { ...of, blockId: noteId, words: new Map([[0, 'Note 1: the limit ended.']]), explanation: 'It ended <in> England.' }))
  expect(await (await ask(`/standards/${at}/v1.0`)).text()).not.toContain('the limit ended')
  valueOf(await publishErratum(db, own.advisor, { ...of, erratumId }))
  const page = await (await ask(`/standards/${at}/v1.0`)).text()
  for (const said of ['1 erratum', 'id="errata"', 'href="#errata"', '<strong>E1</strong>', 'a note under FSM-01', 'Class 2: no effect on conformance', 'It ended &lt;in&gt; England.', 'Note 1: the limit ended.', 'the limit is £7,400']) {
    expect(page).toContain(said)
  }
  expect(await (await ask(`/standards/${at}/v1.0.json`)).text()).toBe(bytes)
  const api = await (await ask(`/api/v1/standards/${at}/v1.0`)).json() as { errata: unknown[] }
  expect(api.errata).toMatchObject([{ erratum: 'E1', on: 'A note under FSM-01', class: 2, changes: [{ before: 'Note 1: the limit is £7,400 a year.', after: 'Note 1: the limit ended.' }] }])
  expect(await (await ask(`/standards/${at}.atom`)).text()).toContain('v1.0: erratum E1')
  valueOf(await withdrawPublication(db, own.advisor, { ...of, reason: 'The law.', hidesText: true }))
  for (const address of ['', '/v1.0', '.atom']) expect(await (await ask(`/standards/${at}${address}`)).text()).not.toContain('limit ended')
  expect(await (await ask(`/api/v1/standards/${at}/v1.0`)).text()).not.toContain('limit ended')
})

test('WEB-16 a review is overdue from the midnight after its day in London, on page, catalogue and API, though nothing was published meanwhile', async () => {
  const own = await makeWorkingGroup(db)
  const year = new Date().getUTCFullYear() + 2
  const { slug: at } = await publishText(db, own, correctable, { reviewDate: `${year}-06-11` })
  const shown = async () => Promise.all([`/standards/${at}`, '/standards', `/standards?status=review+overdue`, `/api/v1/standards/${at}`].map(async (address) => {
    const body = await (await ask(address)).text()
    const said = address === '/standards' ? body.split('<li ').find((entry) => entry.includes(`"/standards/${at}"`))! : body
    return address.includes('status=') ? body.includes(at) : /Review overdue|"reviewOverdue": true/.test(said)
  }))
  try {
    // In June midnight comes an hour earlier than in Greenwich.
    await standAt(sql, `${year}-06-11T22:59:59Z`)
    expect(await shown()).toEqual([false, false, false, false])
    await standAt(sql, `${year}-06-11T23:00:00Z`)
    expect(await shown()).toEqual([true, true, true, true])
    const [publication] = await publicationHistory(db, at)
    valueOf(await recordReview(db, own.advisor, {
      standardId: own.standard.id, publicationId: publication!.id, outcome: 'confirm', reason: 'All nine councils meet it.', nextReviewDate: `${year + 1}-06-11`, major: false, hidesText: false,
    }))
    expect(await shown()).toEqual([false, false, false, false])
    expect(await (await ask(`/standards/${at}`)).text()).toContain('All nine councils meet it.')
  } finally { await standAt(sql) }
})

test('WEB-18 who has adopted a version stands on the page at once, by organisation and day; no person, post, figure or exemption of theirs is anywhere', async () => {
  const own = await makeWorkingGroup(db)
  const at = (await publishText(db, own, text)).slug
  const page = async () => (await ask(`/standards/${at}`)).text()
  expect(await page()).toContain('No council has recorded that it adopted this standard yet.')
  const [publication] = await publicationHistory(db, at)
  const by = await own.join('Zebedee Quill', own.council.id, 'service team')
  const { id } = valueOf(await recordAdoption(db, by, {
    organisationId: own.council.id, slug: at, publicationId: publication!.id, digest: publication!.digest, adoptedOn: londonDate(new Date()), ownerPost: 'Post of Quince',
    baseline: { completed: '987654321', completedOnline: '77', startedOnline: '', cost: '', satisfaction: '', note: 'Quagga count', periodFrom: '2025-01-01', periodTo: '2025-12-31' },
  }))
  valueOf(await recordExemption(db, by, { adoptionId: id, blockId: 'a'.repeat(12), reason: 'Quokkas ate it', ownerPost: 'Post of Quince', expiresOn: '2199-01-01' }))
  expect((await page()).replace(/<[^>]+>/g, ' ')).toMatch(new RegExp(`${own.council.name} +v1\\.0, adopted ${dateInWords(new Date())}`))
  for (const [address, { body }] of await crawl(doorsOf(at))) expect(body, address).not.toMatch(/Quill|Quince|Quagga|Quokka|987,?654,?321/)
})
