import { expect, test } from 'vitest'
import { makeConsultation } from '../../tests/consultation'
import { testDatabase } from '../../tests/database'
import { ask, crawl } from '../../tests/public-site'
import { documentOf, heading, requirement } from '../../tests/texts'
import { makeWorkingGroup, standAt, valueOf, writeDraft } from '../../tests/working-group'
import { nameSubmitter, writeToColleagues } from '../../lib/consultation/colleague-commands'
import { closeConsultation, closeDueConsultations, openConsultation, replyToComment } from '../../lib/consultation/commands'
import { answerLateComment } from '../../lib/consultation/late-commands'
import { publicConsultation } from '../../lib/consultation/public-queries'
import { momentInWords } from '../../lib/kernel/clock'
import { tagVersion } from '../../lib/versions/commands'

const { db, sql, url } = await testDatabase()
process.env.DATABASE_URL = url
process.env.NEXTAUTH_URL = 'https://accord.example'

const textOf = async (address: string) => (await ask(address)).text()

test('WEB-13 the version that is opened for consultation becomes public, and only that one; drafts and other versions never', async () => {
  const it = await makeWorkingGroup(db)
  const { slug } = it.standard
  const address = `/standards/${slug}/consultation`
  const roots = ['/', '/standards', '/sitemap.xml', '/standards.atom', '/api/v1/standards', '/api/v1/search?q=quagga', '/standards?q=quagga', `/standards/${slug}`, address, `${address}/1`, `${address}/2`,
    ...['v0.1', 'v0.2', 'v0.3'].flatMap((label) => [`/standards/${slug}/${label}`, `/standards/${slug}/${label}.json`]), `/standards/${slug}/compare/v0.1...v0.2`]
  const leaks = async (canary: string) => [...await crawl(roots)].filter(([asked, { body }]) => !asked.includes(canary) && body.includes(canary)).map(([asked]) => asked)
  const write = (canary: string) => writeDraft(db, it.standard.id, documentOf(heading('hhhhhhhhhhhh', `On ${canary}`), requirement('a', 'MUST', `It MUST ${canary}.`)))
  const tag = async (note: string) => valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note }))
  await write('quagga')
  await tag('quagga')
  await write('zyzzyva')
  expect((await ask(address)).status).toBe(404)
  const version = await tag('Its note says quagga')
  expect(await leaks('zyzzyva')).toEqual([])
  valueOf(await openConsultation(db, it.advisor, { standardId: it.standard.id, versionId: version.id, introduction: 'Tell us.', closesAt: new Date(Date.now() + 86_400_000) }))
  await write('quokka')
  expect(await leaks('quokka')).toEqual([])
  await tag('quokka')
  // Something else has changed, so that no answer is given from before.
  await sql`update working_groups set remit = 'Another' where id = ${it.group.id}`
  for (const hidden of ['quagga', 'quokka']) expect(await leaks(hidden)).toEqual([])
  // The same search for leaks finds what has become public, where it is and nowhere else.
  expect((await leaks('zyzzyva')).sort()).toEqual([address, `${address}/1`])
  expect((await ask(`${address}/2`)).status).toBe(404)
  expect((await ask(`${address}/x`)).status).toBe(404)
  expect((await ask(address, { method: 'POST' })).status).toBe(405)
})

test('WEB-13 it says until when, in London time, and the first request after each step is fresh', async () => {
  const it = await makeConsultation(db)
  const address = `/standards/${it.standard.slug}/consultation`
  const open = await textOf(address)
  for (const said of ['Open until', momentInWords(it.closesAt), 'What we would like to hear about.', it.version.digest, 'Sign in to comment', '2 requirements: 1 MUST, 1 SHOULD', `href="/workspace/consultations/${it.standard.slug}/1"`]) {
    expect(open).toContain(said)
  }
  expect(open).toMatch(/<article id="FSM-01"/)
  expect(open).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i)
  expect(await textOf('/')).toContain(`href="${address}/1"`)
  await standAt(sql, it.closesAt.toISOString())
  try {
    // Its hour has come and the server's clock has not: it takes no more comments, and says so.
    expect(await textOf(address)).toContain('The counts appear here in a moment.')
    await closeDueConsultations(db)
    expect(await textOf(address)).toContain('0 comments and 0 formal objections')
    expect(await textOf('/')).not.toContain(`href="${address}/1"`)
  } finally {
    await standAt(sql)
  }
})

test('WEB-14 comments stand there once it has closed, late ones apart, and no person is named', async () => {
  const it = await makeConsultation(db)
  const address = `/standards/${it.standard.slug}/consultation`
  const about = { consultationId: it.consultationId, organisationId: it.council.id }
  const first = valueOf(await it.comment(it.outsider, { body: 'Between <you> and me' }))
  valueOf(await replyToComment(db, it.lead, { commentId: first.commentId, body: 'A reply to the author' }))
  valueOf(await writeToColleagues(db, it.lead, { ...about, blockId: null, body: 'Among colleagues only' }))
  valueOf(await nameSubmitter(db, it.lead, { ...about, personId: it.lead.id }))
  valueOf(await it.comment(it.lead, { organisationId: it.council.id, forOrganisation: true, blockId: null, body: 'On the whole' }))
  expect(await textOf(address)).not.toContain('Between')
  expect((await publicConsultation(db, it.standard.slug))!.comments).toEqual([])
  valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'The law has changed.' }))
  const late = valueOf(await it.comment(it.outsider, { body: 'I was ill' }))
  const closed = await textOf(address)
  for (const said of ['Between &lt;you&gt; and me', 'A member of the public', `${it.council.name}, service team, for the whole organisation`, '2 comments and 0 formal objections, from 2 people of 1 organisation',
    'By the advisor, before', 'The law has changed.', 'Late comments', 'I was ill', 'waits for the advisor’s answer']) expect(closed).toContain(said)
  valueOf(await answerLateComment(db, it.advisor, { commentId: late.commentId, decision: 'defer', reason: 'It needs thought.', deferredTo: 'v1.1' }))
  const answered = await textOf(address)
  expect(answered).toContain('deferred to v1.1')
  for (const hidden of ['Among colleagues only', 'A reply to the author', it.lead.name, it.outsider.name, it.advisor.name]) expect(answered).not.toContain(hidden)
})
