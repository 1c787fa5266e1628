import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { documentOf, heading, requirement } from '../../tests/texts'
import { makeWorkingGroup, valueOf, writeDraft } from '../../tests/working-group'
import { tagVersion } from '../versions/commands'
import { withdrawPublication } from './commands'
import { publicationStamp, publicGroups, levelsOf, signOffOf } from './public-record-queries'
import { publicationHistory } from './queries'
import { searchPublished } from './search-queries'

const { db } = await testDatabase()

const texts = (found: Awaited<ReturnType<typeof searchPublished>>) =>
  found.requirements.map((one) => `${one.ref} ${one.snippet.map((piece) => (piece.found ? `[${piece.text}]` : piece.text)).join('')}`)

const published = async (...content: Parameters<typeof publishText>[2]) => {
  const it = await makeWorkingGroup(db)
  return { it, ...await publishText(db, it, content) }
}

test('PF-2 search finds words of requirements in their forms, marks them, and says where they stand', async () => {
  const { slug } = await published(heading('hhhhhhhhhhhh', 'Kestrels'), requirement('a', 'MUST', 'The supplier MUST export all kestrel records.'), requirement('b', 'MAY', 'It MAY sing.'))
  const found = await searchPublished(db, 'exported kestrels')
  expect(texts(found)).toEqual(['FSM-01 The supplier MUST [export] all [kestrel] records.'])
  expect(found.requirements[0]).toMatchObject({ slug, label: 'v1.0', level: 'MUST', section: 'Kestrels' })
})

test('PF-2 words may be spread over title, section and requirement, but one of them stands in the requirement', async () => {
  const { it } = await published(heading('hhhhhhhhhhhh', 'Herons'), requirement('a', 'MUST', 'Ponds MUST be deep.'), requirement('b', 'MUST', 'Reeds MUST be tall.'))
  const word = it.standard.slug.split('-').at(-1)!
  expect(texts(await searchPublished(db, 'heron pond'))).toEqual(['FSM-01 [Ponds] MUST be deep.'])
  expect(texts(await searchPublished(db, `${word} reeds`))).toEqual(['FSM-02 [Reeds] MUST be tall.'])
  expect((await searchPublished(db, word)).standards.map(({ slug }) => slug)).toEqual([it.standard.slug])
})

test('PF-3 a ref is found as it is written', async () => {
  const { slug } = await published(requirement('a', 'MUST', 'One.'), requirement('b', 'MUST', 'Two.'))
  const found = (await searchPublished(db, 'fsm-02')).requirements.filter((one) => one.slug === slug)
  expect(found.map((one) => one.ref)).toEqual(['FSM-02'])
})

test('PF-4 only versions in force are searched: what is superseded or withdrawn is not, nor is a draft or an unpublished version', async () => {
  const { it } = await published(requirement('a', 'MUST', 'Canary alpha.'))
  expect((await searchPublished(db, 'canary')).requirements).toHaveLength(1)
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'Canary beta.')))
  expect((await searchPublished(db, 'beta')).requirements).toEqual([])
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'Canary gamma' }))
  for (const word of ['beta', 'gamma']) expect(await searchPublished(db, word)).toEqual({ standards: [], requirements: [] })
  const { slug } = await publishText(db, it, [requirement('a', 'MUST', 'Canary delta.')])
  expect(texts(await searchPublished(db, 'canary'))).toEqual(['FSM-01 [Canary] delta.'])
  const [newest] = await publicationHistory(db, slug)
  valueOf(await withdrawPublication(db, it.advisor, { standardId: it.standard.id, publicationId: newest!.id, reason: 'A fault', hidesText: false }))
  expect(texts(await searchPublished(db, 'canary'))).toEqual(['FSM-01 [Canary] alpha.'])
})

test.each(['', ' ', '\u0000', '"', '&', '!', 'a:*', '(((', '\\', '-', '<script>', "'; drop table versions; --", '|', 'x'.repeat(300), '🦆', '%', '_', 'the'])(
  'PF-5 a search for %j is a search, never an error', async (words) => {
    expect(await searchPublished(db, words)).toMatchObject({ standards: expect.any(Array), requirements: expect.any(Array) })
  })

test('PF-6 the public record names seats, organisations and reasons, and no person', async () => {
  const it = await makeWorkingGroup(db)
  const dissenter = it.holders[4]!
  const { slug } = await publishText(db, it, [requirement('a', 'MUST', 'One.'), requirement('b', 'MAY', 'Two.')],
    { dissent: { by: dissenter, reason: 'Too dear.', statement: 'We hold that it is too dear.' } })
  const [publication] = await publicationHistory(db, slug)
  const record = (await signOffOf(db, publication!.id))!
  expect(record).toMatchObject({ signedAs: 'v0.1', round: 1, outcome: 'carried', counts: { seats: 6, present: 6, approve: 5, dissent: 1, abstain: 0 } })
  expect(record.positions.filter((one) => one.position === 'dissent')).toMatchObject([
    { seat: 'Keystone supplier', organisation: 'Keystone', reason: 'Too dear.', minorityStatement: 'We hold that it is too dear.', bySubstitute: false }])
  for (const person of [...it.holders, it.advisor, it.lead]) expect(JSON.stringify(record)).not.toContain(person.name)
  expect((await levelsOf(db, [publication!.id])).get(publication!.id)).toEqual({ MUST: 1, MAY: 1 })
})

test('PF-7 working groups are public by name and remit alone', async () => {
  const it = await makeWorkingGroup(db)
  const [found] = (await publicGroups(db)).filter((group) => group.slug === it.group.slug)
  expect(found).toEqual({ slug: it.group.slug, name: it.group.name, remit: it.group.remit })
})

test('PF-8 the stamp that caches are keyed by changes with a publication, a withdrawal and a group, and with nothing of a draft', async () => {
  const stamps = [await publicationStamp(db)]
  const it = await makeWorkingGroup(db)
  stamps.push(await publicationStamp(db))
  await writeDraft(db, it.standard.id, documentOf(requirement('a', 'MUST', 'Hidden.')))
  valueOf(await tagVersion(db, it.lead, { standardId: it.standard.id, note: 'A note' }))
  expect(await publicationStamp(db)).toBe(stamps.at(-1))
  const { slug } = await publishText(db, it, [requirement('a', 'MUST', 'Shown.')])
  stamps.push(await publicationStamp(db))
  const [newest] = await publicationHistory(db, slug)
  valueOf(await withdrawPublication(db, it.advisor, { standardId: it.standard.id, publicationId: newest!.id, reason: 'A fault', hidesText: false }))
  stamps.push(await publicationStamp(db))
  expect(new Set(stamps).size).toBe(4)
})
